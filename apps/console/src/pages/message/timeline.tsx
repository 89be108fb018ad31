import type { TimelineEntry, TimelineKind } from '../../api/contract.js';
import { useFormats } from '../../language/formats.js';
import { useLanguage, useTexts } from '../../language/language.js';
import { Moment } from '../../parts/moment.js';
import { wordFor, words } from '../../parts/texts.js';
import { Link } from '../../routing/link.js';
import { messageTexts } from './texts.js';

/** From arrival to receipt, oldest first. */
export function Timeline({ entries }: { readonly entries: readonly TimelineEntry[] }) {
  const text = useTexts(messageTexts);
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline">{text.timeline}</h2>
      <ol className="timeline">
        {entries.map((entry, index) => (
          <li key={index} className={`timeline-${edgeOf(entry)}`}>
            <Entry entry={entry} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Entry({ entry }: { readonly entry: TimelineEntry }) {
  const text = useTexts(messageTexts);
  const word = useTexts(words);
  const language = useLanguage();
  const { duration } = useFormats();
  const { at, title, stage, actor, reason, error, connector, durationMs, links = [] } = entry;
  const facts = [
    stage !== undefined && wordFor(word.stages, stage),
    durationMs !== undefined && `${text.took} ${duration(durationMs)}`,
    connector !== undefined && `${connector.name} ${connector.version ?? ''}`.trim(),
    isPerson(entry.kind) && text.actor(actor),
  ];
  return (
    <>
      <p className="timeline-title">
        <Moment iso={at} whole /> <strong>{title[language]}</strong>
      </p>
      <p className="faint">{facts.filter((fact) => fact !== false).join(' · ')}</p>
      {error !== undefined && <p>{error.sentence[language]}</p>}
      {reason !== undefined && (
        <p>
          {text.reason}: {reason}
        </p>
      )}
      {links.length > 0 && (
        <ul className="timeline-links">
          {links.map((link) => (
            <li key={link.href}>
              {link.href.startsWith('/v1/') ? (
                <a href={link.href}>{link.title}</a>
              ) : (
                <Link to={link.href}>{link.title}</Link>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Steps of the hub itself have nobody's name. */
function isPerson(kind: TimelineKind): boolean {
  return kind === 'decision' || kind === 'correction' || kind === 'note';
}

function edgeOf({ kind, outcome, error }: TimelineEntry): string {
  if (kind === 'filed' || outcome === 'filed') return 'good';
  if (error !== undefined || outcome === 'parked' || outcome === 'rejected') return 'bad';
  return isPerson(kind) ? 'person' : 'plain';
}
