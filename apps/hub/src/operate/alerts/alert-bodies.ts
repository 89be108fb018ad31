/** What people send to change rules and channels. Everything here throws `request.invalid`. */
import type { SpecialistProcedure } from '../../access/snapshot.js';
import { checkWebhookUrl } from '../../access/webhook-address.js';
import { CHANNEL_KINDS, LANGUAGES } from '../../ledger/alerts/channels.js';
import { factsOf, SEVERITIES, type AlertKind, type Rule } from '../../ledger/alerts/rules.js';
import { onlyIn, switchIn, textIn, wordIn, type JsonBody } from '../json-body.js';
import { invalid, isId, procedureOf } from '../message-filter.js';
import type { NewChannel } from './alert-administration.js';

const MINIMUM_MAX = 1_000_000;
const FOR_MINUTES_MAX = 1_440;
const REPEAT_HOURS_MAX = 720;
const LIST_MAX = 500;
const TITLE_LENGTH_MAX = 100;
const ADDRESS_LENGTH_MAX = 2_000;
/** No quoted names and no comments: what looks like an address to people. */
const MAIL =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?=.{1,190}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$/;

const RULE = ['enabled', 'severity', 'threshold', 'minimum', 'forMinutes', 'repeatHours', 'procedures', 'channels'];

/** All of a rule: what is left out is as if there were no such limit. */
export function ruleIn(body: JsonBody, kind: AlertKind, procedures: readonly SpecialistProcedure[]): Rule {
  const { about, threshold, thresholdMax, minimum } = factsOf(kind);
  onlyIn(body, RULE);
  const named = about === 'procedure' ? textsIn(body, 'procedures') : null;
  const channels = textsIn(body, 'channels');
  if (channels?.every(isId) === false) throw invalid('channels', 'a list of ids of channels');
  return {
    kind,
    enabled: switchIn(body, 'enabled'),
    severity: wordIn(body, 'severity', SEVERITIES),
    threshold: threshold === null ? null : numberIn(body, 'threshold', 0, thresholdMax),
    minimum: minimum === null ? null : numberIn(body, 'minimum', 1, MINIMUM_MAX),
    forMinutes: numberIn(body, 'forMinutes', 0, FOR_MINUTES_MAX),
    repeatHours: Object.hasOwn(body, 'repeatHours') ? numberIn(body, 'repeatHours', 1, REPEAT_HOURS_MAX) : null,
    procedures: named?.map((name) => procedureOf(name, procedures)!) ?? null,
    channels,
  };
}

/** @throws HubError `webhook.url-invalid` as well */
export function channelIn(body: JsonBody): NewChannel {
  onlyIn(body, ['kind', 'title', 'address', 'language']);
  const kind = wordIn(body, 'kind', CHANNEL_KINDS);
  const title = textIn(body, 'title', TITLE_LENGTH_MAX).trim();
  if (title === '') throw invalid('title', 'a name');
  const address = textIn(body, 'address', ADDRESS_LENGTH_MAX);
  const language = Object.hasOwn(body, 'language') ? wordIn(body, 'language', LANGUAGES) : 'de';
  if (kind === 'mail' && !MAIL.test(address)) throw invalid('address', 'one mail address');
  return { kind, title, address: kind === 'mail' ? address : checkWebhookUrl(address), language };
}

function numberIn(body: JsonBody, name: string, min: number, max: number): number {
  const value = Object.hasOwn(body, name) ? body[name] : undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
  throw invalid(name, `a whole number from ${min} to ${max}`);
}

/** Null when it is left out, which means all. */
function textsIn(body: JsonBody, name: string): readonly string[] | null {
  if (!Object.hasOwn(body, name)) return null;
  const value: unknown = body[name];
  const texts = Array.isArray(value)
    ? value.filter((item): item is string => typeof item === 'string' && item !== '')
    : [];
  if (Array.isArray(value) && texts.length === value.length && texts.length <= LIST_MAX) return [...new Set(texts)];
  throw invalid(name, 'a list of texts, or left out for all');
}
