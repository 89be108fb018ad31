import type { AccessDirectory } from '../../access/directory.js';
import type { ErrorTexts } from '../../errors/codes.js';
import type { Alert, ToldNotice } from '../../ledger/alerts/alerts.js';
import { factsOf } from '../../ledger/alerts/rules.js';
import { pageOf, sentenceOf } from './alert-text.js';

/** As people read it. */
export interface AlertView {
  readonly id: string;
  readonly kind: string;
  readonly severity: string;
  readonly procedure?: string;
  readonly part?: string;
  readonly sentence: Readonly<Record<'de' | 'en', string>>;
  readonly openedAt: string;
  readonly lastSeenAt: string;
  readonly resolvedAt?: string;
  readonly acknowledgedBy?: string;
  readonly acknowledgedAt?: string;
  readonly page: string;
}

export function alertView(alert: Alert, directory: Pick<AccessDirectory, 'nameOf'>): AlertView {
  const { id, kind, subject, severity, openedAt, lastSeenAt, resolvedAt, acknowledgedBy, acknowledgedAt } = alert;
  const procedure = factsOf(kind).about === 'procedure' ? directory.nameOf(subject) : undefined;
  return {
    id,
    kind,
    severity,
    ...(procedure === undefined ? {} : { procedure }),
    ...(procedure === undefined && subject !== '' ? { part: subject } : {}),
    sentence: sentenceOf({ ...alert, name: procedure ?? subject }),
    openedAt: openedAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    ...(resolvedAt === null ? {} : { resolvedAt: resolvedAt.toISOString() }),
    ...(acknowledgedBy === null ? {} : { acknowledgedBy }),
    ...(acknowledgedAt === null ? {} : { acknowledgedAt: acknowledgedAt.toISOString() }),
    page: pageOf(kind, procedure),
  };
}

export function noticeView({ what, channel, state, attempts, at, error }: ToldNotice, texts: ErrorTexts): object {
  return { what, channel, state, attempts, at: at.toISOString(), ...errorOf(error, texts) };
}

export function errorOf(error: ToldNotice['error'], texts: ErrorTexts): object {
  if (error === null) return {};
  const sentence = texts.sentence(error.code, error.message, error.values);
  return { error: { code: error.code, sentence, at: error.at } };
}
