/** What is noticed, when it becomes an alert, and who is told: as the hub has it, unless a tenant decided otherwise. */
import type { Transaction } from '../../database/database.js';

export const SEVERITIES = ['warning', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What a threshold counts. */
export type Unit = 'minutes' | 'hours' | 'days' | 'percent';

/** The limits of a threshold, and what holds where the tenant has no rule of its own. */
interface Facts {
  /** Each procedure by itself, or the hub as a whole. */
  readonly about: 'procedure' | 'hub';
  readonly unit: Unit | null;
  readonly thresholdMax: number;
  readonly threshold: number | null;
  /** With fewer messages a share says nothing. */
  readonly minimum: number | null;
  readonly severity: Severity;
  readonly forMinutes: number;
}

const procedure = { about: 'procedure', minimum: null, forMinutes: 5 } as const;
const hours = { unit: 'hours', thresholdMax: 8_760 } as const;
const percent = { unit: 'percent', thresholdMax: 100 } as const;
const yesOrNo = { unit: null, threshold: null, thresholdMax: 0 } as const;

export const RULES = {
  /** The oldest message that is neither filed nor rejected nor parked is older than this. */
  'messages-wait': {
    ...procedure,
    unit: 'minutes',
    thresholdMax: 525_600,
    threshold: 15,
    severity: 'critical',
    forMinutes: 2,
  },
  /** A larger share than this of what was settled in the last 15 minutes was parked. */
  'parked-rate': { ...procedure, ...percent, threshold: 10, minimum: 10, severity: 'warning' },
  /** Something has been parked for longer than this. */
  'parked-unattended': { ...procedure, ...hours, threshold: 24, severity: 'warning' },
  /** A receipt has not been delivered for longer than this, or its receiver has refused it for good. */
  'receipts-wait': { ...procedure, ...hours, threshold: 1, severity: 'warning' },
  /** The hub has paused the procedure, because a setting is wrong or missing. */
  misconfigured: { ...procedure, ...yesOrNo, severity: 'critical' },
  /** An operator has paused the procedure for longer than this. */
  'paused-long': { ...procedure, ...hours, threshold: 24, severity: 'warning' },
  /** The last key of the procedure, or the last certificate that it sends with, ends within this time. */
  'key-expires': {
    ...procedure,
    unit: 'days',
    thresholdMax: 365,
    threshold: 14,
    severity: 'warning',
    forMinutes: 0,
  },
  /** The certificate of the receiver of receipts ends within this time, as it was seen when the last one was delivered. */
  'certificate-expires': {
    ...procedure,
    unit: 'days',
    thresholdMax: 365,
    threshold: 14,
    severity: 'warning',
    forMinutes: 0,
  },
  /** A smaller share than this is free on the disk of the content store. */
  'disk-full': { ...procedure, ...percent, about: 'hub', threshold: 15, severity: 'critical' },
  /** Broker, database, content store or workers are away. */
  'part-away': { ...procedure, ...yesOrNo, about: 'hub', severity: 'critical', forMinutes: 2 },
} as const satisfies Readonly<Record<string, Facts>>;

export type AlertKind = keyof typeof RULES;
export const ALERT_KINDS = Object.keys(RULES) as readonly AlertKind[];

export const factsOf = (kind: AlertKind): Facts => RULES[kind];

export interface Rule {
  readonly kind: AlertKind;
  readonly enabled: boolean;
  readonly severity: Severity;
  /** Null where the kind has none. */
  readonly threshold: number | null;
  readonly minimum: number | null;
  /** How long it has to be seen before it is an alert, and not be seen before it is over. */
  readonly forMinutes: number;
  /** After how many hours people are told again; null for never. */
  readonly repeatHours: number | null;
  /** Ids; null for all. */
  readonly procedures: readonly string[] | null;
  /** Ids; null for all. */
  readonly channels: readonly string[] | null;
}

export function defaultRule(kind: AlertKind): Rule {
  const { severity, threshold, minimum, forMinutes } = factsOf(kind);
  const all = { repeatHours: null, procedures: null, channels: null };
  return { kind, enabled: true, severity, threshold, minimum, forMinutes, ...all };
}

/** One for each kind. */
export async function readRules(transaction: Transaction, tenant: string): Promise<readonly Rule[]> {
  const rows = await transaction.query<Rule>(
    `SELECT kind, enabled, severity, threshold, minimum, for_minutes AS "forMinutes", repeat_hours AS "repeatHours",
       procedures, channels
     FROM alert_rule WHERE tenant_id = $1`,
    [tenant],
  );
  const decided = new Map(rows.map((rule) => [rule.kind, rule]));
  return ALERT_KINDS.map((kind) => decided.get(kind) ?? defaultRule(kind));
}

export async function writeRule(transaction: Transaction, tenant: string, rule: Rule): Promise<void> {
  const { kind, enabled, severity, threshold, minimum, forMinutes, repeatHours, procedures, channels } = rule;
  await transaction.query(
    `INSERT INTO alert_rule (tenant_id, kind, enabled, severity, threshold, minimum, for_minutes, repeat_hours, procedures, channels)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     ON CONFLICT (tenant_id, kind) DO UPDATE SET enabled = excluded.enabled, severity = excluded.severity,
       threshold = excluded.threshold, minimum = excluded.minimum, for_minutes = excluded.for_minutes,
       repeat_hours = excluded.repeat_hours, procedures = excluded.procedures, channels = excluded.channels`,
    [tenant, kind, enabled, severity, threshold, minimum, forMinutes, repeatHours, procedures, channels],
  );
}
