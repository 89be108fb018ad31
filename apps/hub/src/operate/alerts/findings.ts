import type { AccessDirectory } from '../../access/directory.js';
import { readKeyEnds } from '../../access/key-ends.js';
import type { Clock } from '../../config/clock.js';
import type { Database } from '../../database/database.js';
import { defaultRule, factsOf, type AlertKind, type Rule } from '../../ledger/alerts/rules.js';
import { readSigns, type Signs, type SignsSince } from '../../ledger/alerts/signs.js';
import type { Overview, OverviewView, ProcedureView } from '../overview/overview.js';
import { PARTS, type Finding } from './finding.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Over which time the share of what is parked is taken. */
const WINDOW_MS = 15 * MINUTE_MS;
/** For how long a key that has ended is told of. */
const ENDED_DAYS = 14;

type Ends = Awaited<ReturnType<typeof readKeyEnds>>;

/** What the rules of a tenant find now: from what operators see in the overview, and from one more look at the books. */
export class Findings {
  constructor(
    private readonly database: Database,
    private readonly directory: AccessDirectory,
    private readonly overview: Pick<Overview, 'read'>,
  ) {}

  /** @throws HubError `database.unavailable` */
  async look(tenant: string, rules: readonly Rule[], clock: Clock): Promise<readonly Finding[]> {
    const ruleOf = (kind: AlertKind): Rule => rules.find((rule) => rule.kind === kind) ?? defaultRule(kind);
    const thresholdOf = (kind: AlertKind): number => ruleOf(kind).threshold ?? 0;
    const view = await this.overview.read(tenant);
    const now = clock.now();
    // What one message does to several signs is seen in one look, and told in one mail.
    const { signs, keys } = await this.database.inTenant(
      tenant,
      async (transaction) => {
        const until = ago(now, -thresholdOf('key-expires') * DAY_MS);
        const ends = await readKeyEnds(transaction, tenant, { from: ago(now, ENDED_DAYS * DAY_MS), until });
        // The view stands since the first statement: nothing in it is younger than this.
        return { keys: ends, signs: await readSigns(transaction, tenant, sinceOf(clock.now(), thresholdOf)) };
      },
      'whole-transaction',
    );
    const ids = new Map(this.directory.proceduresOf(tenant).map(({ name, id }) => [name, id]));
    const known = new Set(ids.values());
    // A procedure that was made just now has no name here yet; it is looked at when it has one.
    return [
      ...view.procedures.flatMap((one) => procedureFindings(one, ids.get(one.name), thresholdOf, now)),
      ...parkedFindings(signs, ruleOf('parked-rate')),
      ...signs.receipts.map(({ procedure, count }) => found('receipts-wait', procedure, count)),
      ...endFindings('key-expires', keys, now),
      ...endFindings('certificate-expires', signs.certificates, now),
      ...hubFindings(view, thresholdOf('disk-full')),
    ].filter(({ kind, subject }) => factsOf(kind).about === 'hub' || known.has(subject));
  }
}

function ago(now: Date, ms: number): Date {
  return new Date(now.getTime() - ms);
}

function sinceOf(now: Date, thresholdOf: (kind: AlertKind) => number): SignsSince {
  return {
    window: new Date(Math.floor(ago(now, WINDOW_MS).getTime() / MINUTE_MS) * MINUTE_MS),
    parked: ago(now, thresholdOf('parked-unattended') * HOUR_MS),
    receipts: ago(now, thresholdOf('receipts-wait') * HOUR_MS),
    week: ago(now, 7 * DAY_MS),
    certificates: ago(now, -thresholdOf('certificate-expires') * DAY_MS),
  };
}

function found(kind: AlertKind, subject: string, value: number | null): Finding {
  return { kind, subject, value };
}

function procedureFindings(
  { oldestAcceptedAt, paused, cause }: ProcedureView,
  id: string | undefined,
  thresholdOf: (kind: AlertKind) => number,
  now: Date,
): readonly Finding[] {
  if (id === undefined) return [];
  const since = (iso: string, unitMs: number): number => (now.getTime() - new Date(iso).getTime()) / unitMs;
  const findings: Finding[] = [];
  // What waits because an operator wants it to is told by the pause.
  const waits = oldestAcceptedAt === undefined || paused !== undefined ? 0 : since(oldestAcceptedAt, MINUTE_MS);
  if (waits > thresholdOf('messages-wait')) findings.push(found('messages-wait', id, waits));
  const pausedFor = paused == null ? undefined : since(paused.at, HOUR_MS);
  if (pausedFor !== undefined && pausedFor > thresholdOf('paused-long'))
    findings.push(found('paused-long', id, pausedFor));
  if (cause !== undefined) findings.push(found('misconfigured', id, null));
  return findings;
}

function parkedFindings({ settled, parked }: Signs, { threshold, minimum }: Rule): readonly Finding[] {
  const rates = settled.flatMap(({ procedure, ...counts }) => {
    const share = (counts.parked / counts.settled) * 100;
    return counts.settled >= (minimum ?? 1) && share > (threshold ?? 0) ? [found('parked-rate', procedure, share)] : [];
  });
  return [...rates, ...parked.map(({ procedure, count }) => found('parked-unattended', procedure, count))];
}

function endFindings(kind: AlertKind, ends: Ends, now: Date): readonly Finding[] {
  return ends.map(({ procedure, endsAt }) => found(kind, procedure, (endsAt.getTime() - now.getTime()) / DAY_MS));
}

function hubFindings({ health }: OverviewView, freeMin: number): readonly Finding[] {
  const { bytesFree, bytesTotal } = health.content;
  const free = bytesFree === undefined || !bytesTotal ? 100 : (bytesFree / bytesTotal) * 100;
  const away = PARTS.filter((part) => health[part].state === 'away');
  return [
    ...(free < freeMin ? [found('disk-full', '', free)] : []),
    ...away.map((part) => found('part-away', part, null)),
  ];
}
