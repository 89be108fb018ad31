import type { TimelineEntry } from '../../api/contract.js';
import { useFormats } from '../../language/formats.js';
import { useLanguage, useTexts } from '../../language/language.js';
import { Moment } from '../../parts/moment.js';
import { wordFor, words } from '../../parts/texts.js';
import { Stages } from './stages.js';
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
  const language = useLanguage();
  const { at, attempt, documents = [] } = entry;
  return (
    <>
      <p className="timeline-title">
        <Moment iso={at} whole /> <strong>{useTitle(entry)}</strong>
      </p>
      <EntryFacts entry={entry} />
      {attempt !== undefined && <Stages attempt={attempt} />}
      {attempt?.error !== undefined && <p>{attempt.error.sentence[language]}</p>}
      {attempt?.reason !== undefined && (
        <p>
          {text.reason}: {attempt.reason}
        </p>
      )}
      {documents.length > 0 && (
        <ul className="timeline-links">
          {documents.map(({ href, fileName }) => (
            <li key={href}>
              <a href={href}>{fileName}</a>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function EntryFacts({ entry }: { readonly entry: TimelineEntry }) {
  const { kind, attempt, durationMs, fileReference, tries } = entry;
  const text = useTexts(messageTexts);
  const word = useTexts(words);
  const { duration, number } = useFormats();
  const facts = [
    kind === 'attempt' && attempt !== undefined && wordFor(word.stages, attempt.stage),
    durationMs !== undefined && `${text.took} ${duration(durationMs)}`,
    typeof attempt?.connector === 'string' && `${attempt.connector} ${attempt.connectorVersion ?? ''}`.trim(),
    kind === 'decision' && attempt !== undefined && text.actor(attempt.actor),
    tries !== undefined && text.tries(number(tries)),
    fileReference !== undefined && `${text.fileReference} ${fileReference || '–'}`,
  ].filter((fact) => fact !== false);
  return facts.length === 0 ? null : <p className="faint">{facts.join(' · ')}</p>;
}

function useTitle({ kind, attempt, state }: TimelineEntry): string {
  const text = useTexts(messageTexts);
  if (kind === 'attempt') return wordFor(text.outcomes, attempt?.outcome ?? '');
  if (kind === 'decision') return wordFor(text.decisions, attempt?.outcome ?? '');
  if (kind === 'receipt') return `${text.receipt}: ${wordFor(text.receiptStates, state ?? '')}`;
  return text.events[kind];
}

function edgeOf({ kind, attempt, state }: TimelineEntry): string {
  if (kind === 'filed' || state === 'delivered') return 'good';
  if (kind === 'decision') return 'person';
  const outcome = attempt?.outcome;
  return outcome === 'parked' || outcome === 'rejected' || state === 'stopped' ? 'bad' : 'plain';
}
