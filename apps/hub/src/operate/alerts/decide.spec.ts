import { describe, expect, it } from 'vitest';
import { ALERT_KINDS, defaultRule, type Rule } from '../../ledger/alerts/rules.js';
import { decide, type Known } from './decide.js';
import type { Finding } from './finding.js';

const START = Date.parse('2026-11-30T08:00:00Z');
const at = (minutes: number): Date => new Date(START + minutes * 60_000);
const waits: Finding = { kind: 'messages-wait', subject: 'p', value: 16 };

/** Looks minute after minute, and keeps what the database would. */
class Watch {
  known: Known = { open: [], pending: [] };
  readonly told: string[] = [];
  private ids = 0;

  constructor(private readonly change: Partial<Rule> = {}) {}

  look(minute: number, findings: readonly Finding[], change: Partial<Rule> = this.change): void {
    const rules = ALERT_KINDS.map((kind) => ({ ...defaultRule(kind), ...change }));
    const now = at(minute);
    const changes = decide(this.known, findings, rules, { now, newId: () => String((this.ids += 1)) });
    const { opened, updated, begun, ended, notices } = changes;
    this.known = {
      open: [...updated.filter(({ resolvedAt }) => resolvedAt === null), ...opened],
      pending: [...this.known.pending.filter((one) => !ended.includes(one)), ...begun],
    };
    this.told.push(...notices.map(({ what, alert }) => `${minute} ${what} ${alert.id}`));
  }
}

describe('an alert', () => {
  it('is opened once what it is about was seen for long enough, and is over once it was not seen for as long', () => {
    const watch = new Watch({ forMinutes: 2 });
    for (const minute of [0, 1, 2, 3, 4]) watch.look(minute, [waits]);
    for (const minute of [5, 6, 7, 8]) watch.look(minute, []);
    expect(watch.told).toEqual(['2 opened 1', '7 resolved 1']);
    expect(watch.known).toEqual({ open: [], pending: [] });
  });

  it('does not come and go with what comes and goes', () => {
    const watch = new Watch({ forMinutes: 2 });
    for (const minute of [0, 1, 2]) watch.look(minute, [waits]);
    for (let minute = 3; minute < 30; minute += 1) watch.look(minute, minute % 2 === 0 ? [waits] : []);
    expect(watch.told).toEqual(['2 opened 1']);
    const short = new Watch({ forMinutes: 2 });
    for (let minute = 0; minute < 30; minute += 1) short.look(minute, minute % 2 === 0 ? [waits] : []);
    expect(short.told).toEqual([]);
  });

  it('is opened at once where nothing has to pass, and where it is known to have been so for long enough', () => {
    const watch = new Watch({ forMinutes: 0 });
    watch.look(0, [waits]);
    watch.look(1, []);
    const late = new Watch({ forMinutes: 5 });
    late.look(10, [{ ...waits, since: at(1) }]);
    expect([watch.told, late.told]).toEqual([['0 opened 1', '1 resolved 1'], ['10 opened 1']]);
    expect(late.known.open).toMatchObject([{ openedAt: at(1), severity: 'critical', value: 16, threshold: 15 }]);
  });

  it('is told again as often as the rule says, until somebody looks after it', () => {
    const watch = new Watch({ forMinutes: 0, repeatHours: 1 });
    for (const minute of [0, 59, 60, 119, 120]) watch.look(minute, [waits]);
    const [alert] = watch.known.open;
    watch.known = { ...watch.known, open: [{ ...alert!, acknowledgedBy: 'erika', acknowledgedAt: at(121) }] };
    watch.look(200, [waits]);
    watch.look(201, []);
    expect(watch.told).toEqual(['0 opened 1', '60 repeated 1', '120 repeated 1', '201 resolved 1']);
  });

  it('is over without a word when its rule looks at it no more', () => {
    const watch = new Watch({ forMinutes: 0 });
    watch.look(0, [waits, { ...waits, subject: 'q' }]);
    watch.look(1, [waits, { ...waits, subject: 'q' }], { forMinutes: 0, procedures: ['q'] });
    expect(watch.known.open.map(({ subject }) => subject)).toEqual(['q']);
    watch.look(2, [waits, { ...waits, subject: 'q' }], { forMinutes: 0, enabled: false });
    expect(watch.known.open).toEqual([]);
    expect(watch.told).toEqual(['0 opened 1', '0 opened 2']);
  });
});
