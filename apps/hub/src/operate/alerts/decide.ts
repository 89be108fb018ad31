import type { Alert, Pending, What } from '../../ledger/alerts/alerts.js';
import type { Rule } from '../../ledger/alerts/rules.js';
import type { Finding } from './finding.js';

export interface Known {
  readonly open: readonly Alert[];
  readonly pending: readonly Pending[];
}

/** What changes, and what people are told of it. */
export interface Changes {
  readonly opened: readonly Alert[];
  readonly updated: readonly Alert[];
  readonly begun: readonly Pending[];
  readonly ended: readonly Pending[];
  readonly notices: readonly { readonly what: What; readonly alert: Alert }[];
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * What follows from what is seen now. An alert is opened once it was seen for long enough, and told once; it is over when
 * it was not seen for as long, so that what comes and goes stays one alert. What a rule does not look at any more is
 * over at once, and nobody is told.
 *
 * @param rules one for each kind
 */
export function decide(
  { open, pending }: Known,
  findings: readonly Finding[],
  rules: readonly Rule[],
  { now, newId }: { readonly now: Date; readonly newId: () => string },
): Changes {
  const ruleOf = new Map(rules.map((rule) => [rule.kind, rule]));
  const looksAt = (rule: Rule | undefined, subject: string): rule is Rule =>
    rule !== undefined && rule.enabled && (rule.procedures?.includes(subject) ?? true);
  const seen = new Map(
    findings.filter(({ kind, subject }) => looksAt(ruleOf.get(kind), subject)).map((one) => [nameOf(one), one]),
  );
  const sinceOf = new Map(pending.map((one) => [nameOf(one), one.since]));
  const openNow = new Set(open.map(nameOf));

  const opened: Alert[] = [];
  const begun: Pending[] = [];
  for (const finding of seen.values()) {
    if (openNow.has(nameOf(finding))) continue;
    const rule = ruleOf.get(finding.kind)!;
    const since = earliest(sinceOf.get(nameOf(finding)), finding.since) ?? now;
    if (now.getTime() - since.getTime() >= rule.forMinutes * MINUTE_MS)
      opened.push(opening(finding, rule, { now, id: newId(), since }));
    else if (!sinceOf.has(nameOf(finding))) begun.push({ kind: finding.kind, subject: finding.subject, since });
  }
  const nowOpen = new Set(opened.map(nameOf));
  const updated = open.map((alert) => {
    const rule = ruleOf.get(alert.kind);
    if (!looksAt(rule, alert.subject)) return { ...alert, resolvedAt: now };
    const finding = seen.get(nameOf(alert));
    return finding === undefined ? clearing(alert, rule, now) : going(alert, finding, rule, now);
  });
  return {
    opened,
    updated,
    begun,
    ended: pending.filter((one) => !seen.has(nameOf(one)) || nowOpen.has(nameOf(one))),
    notices: [
      ...opened.map((alert) => ({ what: 'opened', alert }) as const),
      ...updated.flatMap((alert) => {
        const what = whatIsTold(alert, looksAt(ruleOf.get(alert.kind), alert.subject), now);
        return what === undefined ? [] : [{ what, alert }];
      }),
    ],
  };
}

function opening(
  { kind, subject, value }: Finding,
  { severity, threshold }: Rule,
  { now, id, since }: { readonly now: Date; readonly id: string; readonly since: Date },
): Alert {
  const nothingYet = { clearSince: null, resolvedAt: null, acknowledgedBy: null, acknowledgedAt: null };
  return {
    id,
    kind,
    subject,
    severity,
    value,
    threshold,
    openedAt: since,
    lastSeenAt: now,
    toldAt: now,
    ...nothingYet,
  };
}

function going(alert: Alert, { value }: Finding, { severity, threshold, repeatHours }: Rule, now: Date): Alert {
  const isDue =
    repeatHours !== null &&
    alert.acknowledgedBy === null &&
    now.getTime() - alert.toldAt.getTime() >= repeatHours * HOUR_MS;
  const seen = { value, severity, threshold, lastSeenAt: now, clearSince: null };
  return { ...alert, ...seen, ...(isDue ? { toldAt: now } : {}) };
}

function clearing(alert: Alert, { forMinutes }: Rule, now: Date): Alert {
  const clearSince = alert.clearSince ?? now;
  const isOver = now.getTime() - clearSince.getTime() >= forMinutes * MINUTE_MS;
  return { ...alert, clearSince, ...(isOver ? { resolvedAt: now, toldAt: now } : {}) };
}

function whatIsTold(alert: Alert, isLookedAt: boolean, now: Date): What | undefined {
  if (!isLookedAt || alert.toldAt !== now) return undefined;
  return alert.resolvedAt === null ? 'repeated' : 'resolved';
}

function nameOf({ kind, subject }: Pick<Finding, 'kind' | 'subject'>): string {
  return `${kind} ${subject}`;
}

function earliest(...times: readonly (Date | undefined)[]): Date | undefined {
  const known = times.filter((time) => time !== undefined).map((time) => time.getTime());
  return known.length === 0 ? undefined : new Date(Math.min(...known));
}
