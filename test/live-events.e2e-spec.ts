// What changes reaches the pages that show it, without their asking: by one look of the hub for all of them, only when
// something changed, and only as long as whoever listens may. A hub that stops does not wait for those who listen.
import { administer } from '@fachwerk/hub/administer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query } from './harness/databases.js';
import { EventSource } from './harness/event-source.js';
import { HubProcess, type HubSettings } from './harness/hub-process.js';
import type { Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { SignedIn } from './harness/signed-in.js';
import { TcpProxy } from './harness/tcp-proxy.js';
import { until } from './harness/wait.js';
import { permit } from './permit.js';

const PASSWORD = 'correct horse battery';
const HEARTBEAT_MS = 15_000;

let setUp: SetUp;
let permits: Procedure;
let operator: Procedure;
beforeAll(async () => {
  setUp = await startSetUp('rabbitmq', { TALLY_MS: '100' });
  permits = await setUp.hub.procedure('building-permits');
  operator = await setUp.hub.operator();
  await administer({ FACHWERK_DATABASE_URL: setUp.database.url }, async ({ administration }) => {
    const tenant = (await administration.tenantId('demo'))!;
    for (const name of ['erika', 'max']) await administration.createPerson(tenant, name, PASSWORD, 'viewer');
    const other = await administration.createTenant('halle', 'Stadt Halle');
    await administration.createPerson(other, 'ada', PASSWORD, 'viewer');
  });
});
afterAll(() => setUp.remove());

const listen = (headers: Readonly<Record<string, string>> = operator.headers): Promise<EventSource> =>
  EventSource.open(`${setUp.hub.baseUrl}/v1/events`, headers);
const cookieOf = (person: SignedIn): Readonly<Record<string, string>> => ({
  cookie: person.browser.cookies(new URL(setUp.hub.baseUrl).hostname),
});
const send = async (number: string): Promise<void> => {
  await permits.settled((await permits.send(permit(number), { mime: 'application/json' })).body.id);
};
describe('a stream of events', () => {
  it('begins with how things are, and goes on with what changes, not more often than every two seconds', async () => {
    const source = await listen();
    expect(source.response.status).toBe(200);
    expect(source.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(source.response.headers.get('cache-control')).toBe('no-store');
    expect(source.retryMs ?? (await until('it says so', () => source.retryMs))).toBe(3_000);
    const first = await until('the first one', () => source.of('overview')[0]);
    const { asOf: _asOf, health, ...now } = (await operator.get('/v1/overview')).body;
    expect(first.data).toMatchObject({ ...now, health: { ...health, content: { state: 'ok' } } });

    await send('L-1');
    const filed = await until('the news', () =>
      source.of('overview').find(({ data }) => flowOf(data, 'building-permits').filed === 1),
    );
    expect(flowOf(filed.data, 'building-permits')).toMatchObject({ filed: 1 });
    for (let number = 2; number < 12; number += 1) await send(`L-${number}`);
    await until('all of the news', () =>
      source.of('overview').some(({ data }) => flowOf(data, 'building-permits').accepted === 11),
    );
    const times = source.of('overview').map(({ at }) => at);
    const gaps = times.slice(1).map((at, position) => at - times[position]!);
    expect(Math.min(...gaps)).toBeGreaterThan(1_500);
    await source.close();
  });

  it('says nothing when nothing changed but the time, and shows that it lives', async () => {
    const source = await listen();
    await until('the first one', () => source.of('overview').length > 0);
    // What happened in the last minutes becomes less per minute as time passes: that is a change, and rare.
    const before = source.of('overview').length;
    await until('a heartbeat', () => source.comments > 0, HEARTBEAT_MS + 5_000);
    const changes = source.of('overview').slice(before - 1);
    const withoutTime = changes.map(({ data: { asOf: _asOf, ...data } }) => JSON.stringify(data));
    expect(new Set(withoutTime).size).toBe(withoutTime.length);
    expect(changes.length).toBeLessThan(HEARTBEAT_MS / 2_000);
    await source.close();
  });

  it('is for people who may see it, of one tenant, and not too many at once', async () => {
    expect((await permits.request('/v1/events', {})).status).toBe(403);
    expect((await fetch(`${setUp.hub.baseUrl}/v1/events`)).status).toBe(401);
    const ada = await SignedIn.as(setUp.hub.baseUrl, 'ada@halle', PASSWORD);
    const elsewhere = await listen(cookieOf(ada));
    const other = await until('another tenant', () => elsewhere.of('overview')[0]);
    expect(other.data.procedures).toEqual([]);
    await elsewhere.close();

    const own = await Promise.all(Array.from({ length: 10 }, () => listen()));
    const refused = await listen();
    expect(refused.response.status).toBe(429);
    expect(Number(refused.response.headers.get('retry-after'))).toBeGreaterThan(0);
    const erika = await SignedIn.as(setUp.hub.baseUrl, 'erika@demo', PASSWORD);
    const another = await listen(cookieOf(erika));
    expect(another.response.status).toBe(200);
    await Promise.all([...own, another].map((source) => source.close()));
    const again = await listen();
    expect(again.response.status).toBe(200);
    await again.close();
  });

  it('ends with the session, and keeps none alive', async () => {
    const [erika, max] = [
      await SignedIn.as(setUp.hub.baseUrl, 'erika@demo', PASSWORD),
      await SignedIn.as(setUp.hub.baseUrl, 'max@demo', PASSWORD),
    ];
    const [hers, his] = [await listen(cookieOf(erika)), await listen(cookieOf(max))];
    await until('both listen', () => hers.of('overview').length + his.of('overview').length >= 2);
    const usedAt = async (): Promise<readonly object[]> =>
      query(setUp.database.migrateUrl, 'SELECT last_used_at FROM session ORDER BY created_at DESC LIMIT 1');
    await query(setUp.database.migrateUrl, `UPDATE session SET last_used_at = now() - interval '5 minutes'`);
    const before = await usedAt();
    expect((await erika.request('DELETE', '/v1/session')).status).toBe(200);
    await until('hers ends', () => hers.ended, HEARTBEAT_MS + 5_000);
    await until('his goes on', () => his.comments > 0, HEARTBEAT_MS);
    expect(his.ended).toBe(false);
    expect(await usedAt()).toEqual(before);
    await his.close();
  });
});

describe('a hub', () => {
  const settings = (): HubSettings => ({ AMQP_URL: setUp.brokerUrl!, ROLES: 'operator', STOP_NOTICE_MS: '300' });

  it('that loses its database says so to whoever listens, and that it is back', async () => {
    const line = await TcpProxy.start(Number(new URL(setUp.database.url).port));
    const hub = await HubProcess.start({ ...settings(), DATABASE_URL: line.through(setUp.database.url) });
    const source = await EventSource.open(`${hub.baseUrl}/v1/events`, operator.headers);
    const first = await until('the first one', () => source.of('overview')[0]);
    line.cut();
    const away = await until('it is away', () =>
      source.of('overview').find(({ data }) => data.health.database.state === 'away'),
    );
    // What was known last stands, with its time.
    expect(away.data.procedures).toEqual(source.of('overview').at(-2)!.data.procedures);
    expect(Date.parse(away.data.asOf)).toBeGreaterThanOrEqual(Date.parse(first.data.asOf));
    line.restore();
    await until('it is back', () => source.of('overview').at(-1)!.data.health.database.state === 'ok');
    await source.close();
    expect(hub.log.filter((entry) => entry.includes('was not refreshed')).length).toBeLessThan(2);
    await hub.remove();
    await line.stop();
  });

  it('that stops ends the streams and waits for none of them', async () => {
    const hub = await HubProcess.start({ ...settings(), DATABASE_URL: setUp.database.url });
    const source = await EventSource.open(`${hub.baseUrl}/v1/events`, operator.headers);
    await until('it listens', () => source.of('overview').length > 0);
    const begun = performance.now();
    await hub.stop();
    expect(performance.now() - begun).toBeLessThan(5_000);
    await until('it ends', () => source.ended);
    expect(hub.log.join('\n')).not.toContain('cut off');
    await hub.remove();
  });
});

function flowOf(
  overview: { readonly procedures: readonly { readonly name: string; readonly lastHour: Record<string, number> }[] },
  procedure: string,
): Readonly<Record<string, number>> {
  return overview.procedures.find(({ name }) => name === procedure)!.lastHour;
}
