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

export function ValidKeys({ keys: { valid } }: Pick<Procedure, 'keys'>) {
  const text = useTexts(proceduresTexts);
  const { number } = useFormats();
  return valid === 0 ? <Badge tone="warning">{text.noKey}</Badge> : number(valid);
}

/** The day on which the first key ends: whoever sends with it needs another one before. */
export function NextEnd({ keys: { nextEnd } }: Pick<Procedure, 'keys'>) {
  const text = useTexts(proceduresTexts);
  const { day } = useFormats();
  const now = useNow();
  if (nextEnd === undefined) return '–';
  if (Date.parse(nextEnd) - now > SOON_MS) return day(nextEnd);
  return <Badge tone="warning">{text.endsSoon(day(nextEnd))}</Badge>;
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
