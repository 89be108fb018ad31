/** What the list and the page of a procedure show alike. */
import type { Contact, Procedure } from '../../api/contract.js';
import { useFormats } from '../../language/formats.js';
import { useLanguage, useTexts } from '../../language/language.js';
import { Badge } from '../../parts/badge.js';
import { useNow } from '../../parts/moment.js';
import { withQuery } from '../../routing/location.js';
import { proceduresTexts } from './texts.js';

const SOON_MS = 14 * 86_400_000;

export function ProcedureState({ procedure: { paused, cause } }: { readonly procedure: Procedure }) {
  const text = useTexts(proceduresTexts);
  const language = useLanguage();
  if (paused !== undefined) {
    return (
      <span title={text.pausedBy(paused.by, paused.reason)}>
        <Badge tone="warning">{text.paused}</Badge>
      </span>
    );
  }
  if (cause === undefined) return <Badge tone="good">{text.runs}</Badge>;
  return (
    <span title={cause.sentence[language]}>
      <Badge tone="bad">{text.misconfigured}</Badge>
    </span>
  );
}

export function ValidKeys({ keys, certificates }: Pick<Procedure, 'keys' | 'certificates'>) {
  const text = useTexts(proceduresTexts);
  const { number } = useFormats();
  // Whoever shows a certificate needs none.
  const isMissing = keys.valid === 0 && certificates.valid === 0;
  return isMissing ? <Badge tone="warning">{text.noKey}</Badge> : number(keys.valid);
}

/** The day on which the first key or certificate ends: whoever sends with it needs another one before. */
export function NextEnd({ keys, certificates }: Pick<Procedure, 'keys' | 'certificates'>) {
  const [first] = [keys.nextEnd, certificates.nextEnd].filter((end) => end !== undefined).toSorted();
  return first === undefined ? '–' : <EndDay iso={first} />;
}

export function EndDay({ iso }: { readonly iso: string }) {
  const text = useTexts(proceduresTexts);
  const { day } = useFormats();
  const now = useNow();
  if (Date.parse(iso) - now > SOON_MS) return day(iso);
  return <Badge tone="warning">{text.endsSoon(day(iso))}</Badge>;
}

export function ContactLines({ contact: { name, mail, phone } }: { readonly contact: Contact }) {
  return (
    <>
      {name}
      {mail !== undefined && (
        <span className="contact-line">
          <a href={`mailto:${encodeURIComponent(mail).replaceAll('%40', '@')}`}>{mail}</a>
        </span>
      )}
      {phone !== undefined && (
        <span className="contact-line">
          <a href={`tel:${phone.replaceAll(/[^\d+]/g, '')}`}>{phone}</a>
        </span>
      )}
    </>
  );
}

export function procedurePath(name: string): string {
  return `/procedures/${encodeURIComponent(name)}`;
}

export function settingsPath(name: string): string {
  return withQuery(procedurePath(name), { tab: 'settings' });
}
