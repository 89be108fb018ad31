// What every exchange promises, asked of both: RabbitMQ, and the database.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type {
  BatchHandler,
  Consumption,
  Delivery,
  Exchange,
  Lane,
  Outcome,
} from '../apps/hub/src/exchange/exchange.js';
import { Bench, idsOf, newLane, orderedLane, parcel, traceParent } from './harness/exchange-bench.js';
import { exchanges } from './harness/set-ups.js';
import type { TcpProxy } from './harness/tcp-proxy.js';
import { until } from './harness/wait.js';

const settled: Outcome = { do: 'settled' };

describe.each(exchanges)('exchange on %s', (kind) => {
  let bench: Bench;
  let exchange: Exchange;
  let line: TcpProxy;
  beforeAll(async () => {
    bench = await Bench.start(kind);
  });
  afterAll(() => bench.stop());
  beforeEach(async () => {
    ({ exchange, line } = await bench.open());
  });
  afterEach(() => bench.closeAll());

  function consume(
    lanes: readonly Lane[],
    handler: BatchHandler,
    probe = async (): Promise<boolean> => true,
  ): Consumption {
    return exchange.consume(lanes, handler, { batchMax: 50, prefetch: 100, probe, probeMs: 100 });
  }

  async function publish(lane: Lane, ids: readonly string[]): Promise<void> {
    await Promise.all(ids.map((id) => exchange.publish(lane, parcel(id))));
  }

  /** Consumes until `count` deliveries came, all of them settled. */
  async function drain(lane: Lane, count: number, outcome: Outcome = settled): Promise<readonly Delivery[]> {
    const got: Delivery[] = [];
    const consumption = consume([lane], async (batch) => {
      got.push(...batch);
      return batch.map(() => outcome);
    });
    await until(`${count} deliveries`, () => got.length >= count);
    await consumption.stop();
    return got;
  }

  it('keeps what was published before anybody consumes, and hands it over in order, once', async () => {
    const lane = newLane();
    for (const id of ['a', 'b', 'c']) await exchange.publish(lane, parcel(id));
    expect((await exchange.depth(lane)).ready).toBe(3);
    await bench.closeAll();
    ({ exchange } = await bench.open());

    const got = await drain(lane, 3);
    expect(idsOf(got)).toEqual(['a', 'b', 'c']);
    expect(got.map(({ bytes }) => bytes.toString())).toEqual(['bytes of a', 'bytes of b', 'bytes of c']);
    expect(got[0]).toMatchObject({ lane, redelivered: false, deliveriesBefore: 0, delays: 0 });
    expect((await exchange.depth(lane)).ready).toBe(0);
  });

  it('hands over thousands of messages of several lanes exactly once, the next batch while one is decided', async () => {
    const lanes = Array.from({ length: 5 }, newLane);
    const count = new Map<string, number>();
    let running = 0;
    let most = 0;
    let last = 0;
    const decided: number[] = [];
    const consumption = consume(lanes, async (batch, turn) => {
      const number = (last += 1);
      most = Math.max(most, (running += 1), batch.length > 50 ? Infinity : 0);
      await turn;
      await new Promise((resolve) => setImmediate(resolve));
      decided.push(number);
      for (const { id } of batch) count.set(id, (count.get(id) ?? 0) + 1);
      running -= 1;
      return batch.map(() => settled);
    });
    await Promise.all(
      lanes.map((lane, of) =>
        publish(
          lane,
          Array.from({ length: 400 }, (_, n) => `${of}-${n}`),
        ),
      ),
    );
    await until('all came', () => count.size === 2_000);
    await consumption.stop();
    expect(most).toBeLessThanOrEqual(2);
    expect(decided).toEqual(Array.from({ length: last }, (_, index) => index + 1));
    expect([...count.values()].every((times) => times === 1)).toBe(true);
  });

  it('delays a message by the rung its delays stand for, and the last rung again and again', async () => {
    const lane = newLane();
    const seen: (Delivery & { at: number })[] = [];
    const consumption = consume([lane], async (batch) =>
      batch.map((delivery) => {
        seen.push({ ...delivery, at: performance.now() });
        return delivery.delays < 3 ? { do: 'delay' } : settled;
      }),
    );
    await publish(lane, ['slow']);
    await until('it came back three times', () => seen.length === 4);
    await consumption.stop();
    expect(seen.map(({ delays }) => delays)).toEqual([0, 1, 2, 3]);
    // For those who look at the transport, where it has headers.
    const shown = kind === 'rabbitmq' ? traceParent : undefined;
    expect(seen.every((delivery) => delivery.traceParent === shown)).toBe(true);
    const waited = seen.slice(1).map(({ at }, position) => at - seen[position]!.at);
    for (const [position, rung] of [150, 400, 400].entries())
      expect(waited[position]).toBeGreaterThanOrEqual(rung - 20);
  });

  it('hands back what the handler did not want, and everything when it throws; then probes and resumes', async () => {
    const lane = newLane();
    let away = true;
    let probes = 0;
    const got: Delivery[] = [];
    const consumption = consume(
      [lane],
      async (batch) => {
        if (away) throw new Error('the database is away');
        got.push(...batch);
        return batch.map(() => settled);
      },
      async () => {
        probes += 1;
        if (probes >= 3) away = false;
        return !away;
      },
    );
    await publish(lane, ['a', 'b']);
    await until('consuming is suspended', () => !consumption.attached());
    await until('both came', () => got.length === 2);
    expect(probes).toBe(3);
    expect(idsOf(got).toSorted()).toEqual(['a', 'b']);
    expect(consumption.attached()).toBe(true);
    await consumption.stop();
  });

  it('lets no batch be decided when the one before it failed', async () => {
    const lane = orderedLane();
    const ids = Array.from({ length: 120 }, (_, n) => `${n}`);
    for (const id of ids) await publish(lane, [id]);
    const got: string[] = [];
    let failures = 0;
    const consumption = consume([lane], async (batch, turn) => {
      await turn;
      await new Promise((resolve) => setImmediate(resolve));
      if (failures === 0) {
        failures += 1;
        throw new Error('the database is away');
      }
      got.push(...idsOf(batch));
      return batch.map(() => settled);
    });
    await until('all came', () => got.length === ids.length);
    await consumption.stop();
    expect(got).toEqual(ids);
  });

  it('leaves a lane alone that is dropped, and takes it up again', async () => {
    const [kept, dropped] = [newLane(), newLane()];
    const got: string[] = [];
    const consumption = consume([kept, dropped], async (batch) => {
      got.push(...idsOf(batch));
      return batch.map(() => settled);
    });
    await consumption.setLanes([kept]);
    await publish(dropped, ['waits']);
    await publish(kept, ['flows']);
    await until('the other lane flows', () => got.includes('flows'));
    expect(got).toEqual(['flows']);
    expect((await exchange.depth(dropped)).ready).toBe(1);
    await consumption.setLanes([kept, dropped]);
    await until('the dropped lane flows again', () => got.length === 2);
    await consumption.stop();
    expect(got).toEqual(['flows', 'waits']);
  });

  it('tells what waits in its queues, without taking anything and without making any', async () => {
    const [lane, ordered, unknown] = [newLane(), orderedLane(), newLane()];
    await publish(lane, ['a', 'b']);
    await publish(ordered, ['c']);
    const look = async (): Promise<readonly unknown[]> =>
      (await exchange.queues([lane, ordered, unknown])).flatMap(({ kind, procedure, ready }) =>
        procedure === undefined ? [] : [[kind, procedure, ready]],
      );
    const expected = [lane, ordered, unknown].map((one, position) => [
      one.kind,
      'procedure' in one && one.procedure,
      2 - position,
    ]);
    for (let times = 0; times < 3; times += 1) expect(await look()).toEqual(expected);
    const shared = (await exchange.queues([])).map(({ kind, delayMs }) => [kind, delayMs]);
    expect(shared.toSorted()).toEqual([
      ['dead', undefined],
      ['delay', 150],
      ['delay', 400],
      ['tally', undefined],
    ]);
    expect(await exchange.report([lane])).toMatchObject({
      source: kind === 'rabbitmq' ? 'amqp' : 'database',
      problems: [],
    });
    expect(idsOf(await drain(lane, 2))).toEqual(['a', 'b']);
    expect(await look()).toEqual([[...expected[0]!.slice(0, 2), 0], expected[1], expected[2]]);
  });

  it('finishes the running batch when it stops, and hands back the rest', async () => {
    const lane = newLane();
    await publish(
      lane,
      Array.from({ length: 120 }, (_, n) => `m${n}`),
    );
    const got: string[] = [];
    const consumption = consume([lane], async (batch) => {
      got.push(...idsOf(batch));
      await new Promise((resolve) => setTimeout(resolve, 50));
      return batch.map(() => settled);
    });
    await until('the first batch is running', () => got.length > 0);
    await consumption.stop();
    const before = got.length;
    expect(before).toBeLessThan(120);
    const rest = await drain(lane, 120 - before);
    expect(new Set([...got, ...idsOf(rest)]).size).toBe(120);
    expect(got.length + rest.length).toBe(120);
  });

  it('gives what was in a dead process’s hands to the next one, marked', async () => {
    const lane = newLane();
    await publish(lane, ['a', 'b', 'c']);
    let letGo: () => void = () => undefined;
    const hanging = new Promise<void>((resolve) => (letGo = resolve));
    consume([lane], async (batch) => {
      await hanging;
      return batch.map(() => settled);
    });
    await until('they are in its hands', async () => (await exchange.depth(lane)).ready === 0);
    line.cut();

    ({ exchange } = await bench.open());
    const got = await drain(lane, 3);
    letGo();
    expect(got.map(({ redelivered }) => redelivered)).toEqual([true, true, true]);
  });

  it('refuses to publish while the service is away, and works again when it is back', async () => {
    const lane = newLane();
    await publish(lane, ['before']);
    line.cut();
    await expect(exchange.publish(lane, parcel('lost?'))).rejects.toMatchObject({
      kind: 'unavailable-shared',
      code: 'exchange.unavailable',
    });
    expect(exchange.problem()).toMatchObject({ code: 'exchange.unavailable' });
    line.restore();
    await until('it can be published again', () => publish(lane, ['after']).then(() => true));
    expect(exchange.problem()).toBeUndefined();
    const ids = idsOf(await drain(lane, 2));
    expect(ids).toContain('before');
    expect(ids).toContain('after');
  });

  it('attaches its consumers again after the service was away', async () => {
    const lane = newLane();
    const got: string[] = [];
    const consumption = consume([lane], async (batch) => {
      got.push(...idsOf(batch));
      return batch.map(() => settled);
    });
    await until('attached', () => consumption.attached());
    line.cut();
    await until('detached', () => !consumption.attached());
    line.restore();
    await until('attached again', () => consumption.attached());
    // Publishing has a connection of its own.
    await until('it can be published to', () => exchange.problem() === undefined);
    await publish(lane, ['a']);
    await until('it came', () => got.includes('a'));
    await consumption.stop();
  });

  it('does not let a full lane keep another waiting', async () => {
    const [full, other] = [newLane(), newLane()];
    await publish(
      full,
      Array.from({ length: 1_000 }, (_, n) => `f${n}`),
    );
    await publish(other, ['waiting']);
    const batches: (readonly string[])[] = [];
    const consumption = consume([full, other], async (batch) => {
      batches.push(idsOf(batch));
      return batch.map(() => settled);
    });
    await until('the other lane had its turn', () => batches.flat().includes('waiting'));
    await until('all came', () => batches.flat().length === 1_001);
    await consumption.stop();
    // A prefetch of the full lane may be there before; not all of it.
    expect(batches.flat().indexOf('waiting')).toBeLessThan(500);
  });

  it('gives up on a message that comes back a thousand times, says so in the lane for the dead, and takes it back', async () => {
    const lane = newLane();
    await publish(lane, ['poison']);
    let times = 0;
    // A batch that cannot grow is not waited for.
    const options = { batchMax: 1, prefetch: 100, probe: () => Promise.resolve(true), probeMs: 100 };
    const handBack: BatchHandler = async (batch) => {
      times += batch.length;
      return batch.map(() => ({ do: 'hand-back' }));
    };
    const consumption = exchange.consume([lane], handBack, options);
    await until('it gives up', async () => times >= 1_000 && (await exchange.depth(lane)).ready === 0);
    await consumption.stop();
    const [dead] = await drain({ kind: 'dead' }, 1, { do: 'return', to: lane });
    expect(times).toBeGreaterThanOrEqual(1_000);
    expect(dead).toMatchObject({ id: 'poison', death: { reason: expect.stringMatching(/delivery.limit/) } });
    expect(dead?.bytes.toString()).toBe('bytes of poison');
    expect(dead?.death?.lane).toContain((lane as { procedure: string }).procedure);

    const [back] = await drain(lane, 1);
    expect(back).toMatchObject({ id: 'poison', deliveriesBefore: 0 });
    expect(back).not.toHaveProperty('death');
    expect((await exchange.depth({ kind: 'dead' })).ready).toBe(0);
  });

  it('gives an ordered lane to one process at a time, and all of it in order to the next one when that dies', async () => {
    const lane = orderedLane();
    const numbers = Array.from({ length: 300 }, (_, n) => String(n).padStart(3, '0'));
    const { exchange: other } = await bench.open();
    const got: Record<'one' | 'other', string[]> = { one: [], other: [] };
    let settledByOne = 0;
    let hangs: () => void = () => undefined;
    const hanging = new Promise<readonly Outcome[]>((resolve) => (hangs = () => resolve([])));
    const options = { batchMax: 50, prefetch: 100, probe: async (): Promise<boolean> => true, probeMs: 100 };
    const first = exchange.consume(
      [lane],
      async (batch, turn) => {
        await turn;
        got.one.push(...idsOf(batch));
        if (got.one.length >= 100) return hanging;
        settledByOne += batch.length;
        return batch.map(() => settled);
      },
      options,
    );
    await until('the first one is attached', () => first.attached());
    const second = other.consume(
      [lane],
      async (batch) => {
        got.other.push(...idsOf(batch));
        return batch.map(() => settled);
      },
      options,
    );
    await until('the second one is attached', () => second.attached());
    await publish(lane, numbers);
    await until('the first one hangs', () => got.one.length >= 100);
    expect(got.other).toEqual([]);
    expect(got.one).toEqual(numbers.slice(0, got.one.length));

    line.cut();
    const third = await bench.open(); // on the database, frees what the dead one held
    await until('the second one has the rest', () => got.other.at(-1) === numbers.at(-1));
    expect(got.other).toEqual(numbers.slice(settledByOne));
    hangs();
    await second.stop();
    expect((await third.exchange.depth(lane)).ready).toBe(0);
  });

  it('hands a lane back in order when the handler throws', async () => {
    const lane = orderedLane();
    const numbers = Array.from({ length: 150 }, (_, n) => String(n).padStart(3, '0'));
    await publish(lane, numbers);
    const got: string[] = [];
    let throws = 3;
    const consumption = consume([lane], async (batch, turn) => {
      await turn;
      if (got.length >= 50 && throws-- > 0) throw new Error('the database is away');
      got.push(...idsOf(batch));
      return batch.map(() => settled);
    });
    await until('all came', () => got.length >= 150);
    await consumption.stop();
    expect(got).toEqual(numbers);
  });
});
