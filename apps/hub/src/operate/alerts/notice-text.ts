/** What a mail about alerts says. */
import type { Language } from '../../ledger/alerts/channels.js';
import type { What } from '../../ledger/alerts/alerts.js';
import type { AlertView } from './alert-view.js';

export interface ToldAlert {
  readonly what: What;
  readonly alert: AlertView;
}

export interface Letter {
  readonly subject: string;
  readonly text: string;
}

const TEXTS = {
  de: {
    opened: 'Neu',
    repeated: 'Besteht weiter',
    resolved: 'Vorbei',
    severities: { warning: 'Warnung', critical: 'kritisch' } as Readonly<Record<string, string>>,
    since: (at: string) => `Seit ${at}`,
    until: (from: string, to: string) => `Von ${from} bis ${to}`,
    many: (count: number) => `${count} Meldungen`,
    test: 'Probe',
    testText: 'Das ist eine Probe. Auf diesem Weg meldet Fachwerk Alarme.',
    foot: (tenant: string) => `Gesendet von Fachwerk für ${tenant}. Regeln und Meldewege:`,
  },
  en: {
    opened: 'New',
    repeated: 'Goes on',
    resolved: 'Over',
    severities: { warning: 'warning', critical: 'critical' } as Readonly<Record<string, string>>,
    since: (at: string) => `Since ${at}`,
    until: (from: string, to: string) => `From ${from} to ${to}`,
    many: (count: number) => `${count} notices`,
    test: 'Test',
    testText: 'This is a test. Fachwerk tells of alerts in this way.',
    foot: (tenant: string) => `Sent by Fachwerk for ${tenant}. Rules and channels:`,
  },
} as const satisfies Readonly<Record<Language, unknown>>;

export interface LetterSetup {
  readonly tenant: string;
  readonly language: Language;
  /** Of the console, without a slash at its end. */
  readonly baseUrl: string;
  readonly timeZone: string;
}

/** @param told none for a test */
export function letterOf(told: readonly ToldAlert[], { tenant, language, baseUrl, timeZone }: LetterSetup): Letter {
  const text = TEXTS[language];
  const [first] = told;
  const alone = told.length === 1 && first !== undefined;
  const about = alone ? `${text[first.what]}: ${first.alert.sentence[language]}` : text.many(told.length);
  const moment = new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone,
  });
  const at = (iso: string): string => moment.format(new Date(iso));
  const paragraphs = told.map(({ what, alert }) =>
    [
      `${text[what]} (${text.severities[alert.severity] ?? alert.severity}): ${alert.sentence[language]}`,
      alert.resolvedAt === undefined
        ? text.since(at(alert.openedAt))
        : text.until(at(alert.openedAt), at(alert.resolvedAt)),
      baseUrl + alert.page,
    ].join('\n'),
  );
  const foot = `-- \n${text.foot(tenant)}\n${baseUrl}/alerts`;
  return {
    subject: inOneLine(`[Fachwerk ${tenant}] ${told.length === 0 ? text.test : about}`),
    text: [...(told.length === 0 ? [text.testText] : paragraphs), foot].join('\n\n'),
  };
}

/** A line break in a subject would begin another header. */
function inOneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}
