// What /metrics tells of the flow, and that the dashboard, the alert rules and their description ask for nothing else.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from './fixtures.js';
import { HubProcess } from './harness/hub-process.js';
import type { Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { permit } from './permit.js';

const JSON_TYPE = { mime: 'application/json' };
const FILES = ['grafana-dashboard.json', 'prometheus-rules.yml', 'README.md'];
/** Of Prometheus: a histogram has three series. */
const SERIES = /_(bucket|sum|count)$/;

let setUp: SetUp;
let permits: Procedure;
let operator: Procedure;
beforeAll(async () => {
  setUp = await startSetUp('rabbitmq', { TALLY_MS: '100' });
  permits = await setUp.hub.procedure('building-permits');
  operator = await setUp.hub.operator();
});
afterAll(() => setUp.remove());

const read = async (hub: HubProcess): Promise<string> => {
  const response = await fetch(`${hub.baseUrl}/metrics`);
  expect(response.status).toBe(200);
  return response.text();
};
const typesIn = (text: string): ReadonlyMap<string, string> =>
  new Map([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => [name!, type!]));
const docs = (file: string): Promise<string> => readFile(join(root, 'docs/operate', file), 'utf8');
/** Value of one series. */
const valueOf = (text: string, series: string): number | undefined => {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
};

describe('metrics', () => {
  it('tell what is parked, waits, how old the oldest is, and what went through untouched', async () => {
    for (const text of [permit('M-1', { project: 'Carport' }), permit('M-1', { project: 'Tower' })])
      await permits.settled((await permits.send(text, JSON_TYPE)).body.id);
    const body = JSON.stringify({ reason: 'measured' });
    const headers = { 'content-type': 'application/json' };
    await operator.request('/v1/procedures/building-permits/pause', { method: 'POST', body, headers });
    await until('nobody consumes', async () => {
      const { queues } = (await operator.get('/v1/queues')).body;
      return queues.some(
        (one: Record<string, unknown>) => one['procedure'] === 'building-permits' && one['consumers'] === 0,
      );
    });
    for (let number = 2; number < 5; number += 1) await permits.send(permit(`M-${number}`), JSON_TYPE);
    const label = '{procedure="building-permits"}';
    const text = await until('they are measured', async () => {
      const found = await read(setUp.hub);
      const ready = valueOf(found, 'fachwerk_queue_messages{procedure="building-permits",state="ready"}');
      // Of what no worker has had, the tallies of the gateway tell the age, once a second.
      const age = valueOf(found, `fachwerk_oldest_unsettled_seconds${label}`) ?? 0;
      return ready === 3 && age > 0 ? found : undefined;
    });
    expect(valueOf(text, `fachwerk_parked_messages${label}`)).toBe(1);
    expect(valueOf(text, `fachwerk_waiting_messages${label}`)).toBe(0);
    expect(valueOf(text, `fachwerk_untouched_ratio${label}`)).toBe(1);
    expect(valueOf(text, `fachwerk_procedure_paused${label}`)).toBe(1);
    expect(valueOf(text, `fachwerk_procedure_misconfigured${label}`)).toBe(0);
    expect(valueOf(text, `fachwerk_oldest_unsettled_seconds{procedure="xrechnung"}`)).toBe(0);
    expect(valueOf(text, `fachwerk_untouched_ratio{procedure="xrechnung"}`)).toBeUndefined();
    for (const dependency of ['exchange', 'database', 'keys', 'consumers'])
      expect(valueOf(text, `fachwerk_dependency_up{dependency="${dependency}"}`)).toBe(1);
    const [free, size] = ['free', 'size'].map((what) => valueOf(text, `fachwerk_content_${what}_bytes`)!);
    expect(free! / size!).toBeGreaterThan(0);
    expect(free! / size!).toBeLessThan(1);
  });

  it('are named by the conventions of Prometheus', async () => {
    const types = typesIn(await read(setUp.hub));
    expect(types.size).toBeGreaterThan(15);
    for (const [name, type] of types) {
      expect(name).toMatch(/^fachwerk(_[a-z]+)+$/);
      expect(name.endsWith('_total'), `${name} is a ${type}`).toBe(type === 'counter');
      expect(name).not.toMatch(/_(ms|minutes|percent|kib|mib|gauge|counter)(_|$)/);
    }
  });

  it('leave the flow out in a process that is no operator', async () => {
    const gateway = await HubProcess.start({
      DATABASE_URL: setUp.database.url,
      AMQP_URL: setUp.brokerUrl!,
      ROLES: 'gateway',
      GATEWAY_NAME: 'gateway-2',
    });
    const types = typesIn(await read(gateway));
    expect(types.has('fachwerk_messages_accepted_total')).toBe(true);
    expect(types.has('fachwerk_parked_messages')).toBe(false);
    await gateway.remove();
  });
});

describe('what is in docs/operate', () => {
  it.each(FILES)('%s names only metrics that there are', async (file) => {
    const types = typesIn(await read(setUp.hub));
    const named = new Set((await docs(file)).match(/\bfachwerk_[a-z_]+\b/g));
    const unknown = [...named].filter((name) => {
      const base = name.replace(SERIES, '');
      return !types.has(name) && types.get(base) !== 'histogram';
    });
    expect(unknown).toEqual([]);
    expect(named.size).toBeGreaterThan(10);
  });

  it('names every metric in the description, and explains every alert', async () => {
    const text = await docs('README.md');
    const types = typesIn(await read(setUp.hub));
    expect([...types.keys()].filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
    const rules = await docs('prometheus-rules.yml');
    const alerts = [...rules.matchAll(/^ +- alert: (\w+)$/gm)].map(([, name]) => name!);
    const explained = [...text.matchAll(/^### (\w+)$/gm)].map(([, name]) => name!);
    expect(alerts.length).toBeGreaterThan(10);
    expect(explained).toEqual(alerts);
    const anchors = [...rules.matchAll(/README\.md#(\w+)$/gm)].map(([, anchor]) => anchor!);
    expect(anchors).toEqual(alerts.map((name) => name.toLowerCase()));
  });

  it('has a dashboard that Grafana can read, whose panels do not lie upon each other', async () => {
    const dashboard = JSON.parse(await docs('grafana-dashboard.json')) as {
      readonly panels: readonly {
        readonly id: number;
        readonly title: string;
        readonly gridPos: Readonly<Record<'x' | 'y' | 'w' | 'h', number>>;
        readonly targets: readonly { readonly expr: string }[];
      }[];
    };
    const taken = new Set<string>();
    for (const { title, gridPos, targets } of dashboard.panels) {
      expect(targets.every(({ expr }) => expr.includes('fachwerk_'))).toBe(true);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1)
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
          expect(taken.has(`${x} ${y}`), title).toBe(false);
          expect(x).toBeLessThan(24);
          taken.add(`${x} ${y}`);
        }
    }
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
  });
});
