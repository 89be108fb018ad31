/** What can go wrong around a hub. Each fault happens, lasts for a while, and is over when its promise resolves. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '@fachwerk/cli/chaos/random';
import { electLeaders } from '../harness/rabbitmq.js';
import type { BrokerPart, Part, Stage } from './stage.js';

export interface StageFault {
  readonly name: string;
  /** Why it cannot happen on this stage; undefined when it can. */
  impossible?(stage: Stage): string | undefined;
  readonly shiftsClock?: boolean;
  happen(stage: Stage, random: Random): Promise<void>;
}

const noBroker = (stage: Stage): string | undefined => (stage.brokers.length === 0 ? 'there is no broker' : undefined);
/** Where a role has no process of its own, it is the same fault twice. */
const onlyApart = (stage: Stage): string | undefined =>
  stage.kind === 'separate' ? undefined : 'there is one process for all roles';

const seconds = (random: Random, low: number, high: number): Promise<unknown> =>
  delay(random.between(low, high) * 1_000);

export const faults: readonly StageFault[] = [
  { name: 'gateway killed', happen: (stage, random) => killed(random.pick(stage.gateways), random) },
  {
    name: 'worker killed',
    impossible: onlyApart,
    happen: (stage, random) => killed(random.pick(stage.workers), random),
  },
  {
    name: 'all processes killed',
    happen: async (stage, random) => {
      const parts = [...new Set([...stage.gateways, ...stage.workers])];
      await Promise.all(parts.map(({ process }) => process.kill()));
      await seconds(random, 0, 2);
      await Promise.all(parts.map(({ process }) => process.start()));
    },
  },
  {
    name: 'stopped and started in turn',
    happen: async (stage) => {
      for (const { process } of new Set([...stage.gateways, ...stage.workers])) {
        await process.stop();
        await process.start();
      }
    },
  },
  { name: 'gateway frozen', happen: (stage, random) => frozen(random.pick(stage.gateways).process, random) },
  {
    name: 'worker frozen',
    impossible: onlyApart,
    happen: (stage, random) => frozen(random.pick(stage.workers).process, random),
  },
  {
    name: 'broker killed',
    impossible: noBroker,
    happen: async (stage, random) => {
      const { node } = random.pick(stage.brokers);
      await node.kill();
      await seconds(random, 0, 3);
      await node.boot();
      // In a cluster the other nodes elect one.
      if (stage.brokers.length === 1) stage.elections.push(await electLeaders(node.facts));
    },
  },
  {
    name: 'broker frozen',
    impossible: noBroker,
    happen: (stage, random) => frozen(random.pick(stage.brokers).node, random),
  },
  ...networkFaults('broker', noBroker, (stage) => stage.brokers),
  {
    name: 'database killed',
    happen: async ({ database }, random) => {
      database.signal('SIGKILL');
      await seconds(random, 0, 3);
      await database.startAgain();
    },
  },
  { name: 'database frozen', happen: ({ database }, random) => frozen(database, random) },
  ...networkFaults(
    'database',
    () => undefined,
    ({ database }) => [database],
  ),
  ...networkFaults(
    'sender',
    () => undefined,
    ({ gateways }) => gateways,
  ),
  {
    name: 'content disk full',
    impossible: ({ disk }) => disk.neverFull,
    happen: async ({ disk, gateways, workers }, random) => {
      const pids = [...new Set([...gateways, ...workers])].map(({ process }) => process.pid);
      await disk.fill(pids);
      await seconds(random, 2, 5);
      await disk.free(pids);
    },
  },
  {
    name: 'clock ahead',
    impossible: noClock,
    shiftsClock: true,
    happen: (stage, random) => shifted(stage, random, (jump) => jump),
  },
  {
    name: 'clock behind',
    impossible: noClock,
    shiftsClock: true,
    happen: (stage, random) => shifted(stage, random, (jump) => -jump),
  },
];

function noClock({ gateways }: Stage): string | undefined {
  return gateways.some(({ clock }) => clock === undefined) ? 'libfaketime cannot be fetched' : undefined;
}

const HOUR_S = 3_600;
/** Minutes, hours, over midnight, over the end of a month, over that of a year. */
const JUMPS_S = [420, 3 * HOUR_S, 25 * HOUR_S, 32 * 24 * HOUR_S, 370 * 24 * HOUR_S];

/** Of one process, of several by different times, or of all alike. */
async function shifted(
  { gateways, workers }: Stage,
  random: Random,
  direction: (jump: number) => number,
): Promise<void> {
  const parts = [...new Set([...gateways, ...workers])];
  const all = random.pick(JUMPS_S);
  const alike = random.next() < 0.3;
  const chosen = random.next() < 0.5 ? parts : [random.pick(parts)];
  for (const { clock } of chosen) await clock!.shift(direction(alike ? all : random.pick(JUMPS_S)));
  await seconds(random, 3, 10);
  for (const { clock } of chosen) await clock!.shift(0);
}

async function killed({ process }: Part, random: Random): Promise<void> {
  await process.kill();
  await seconds(random, 0, 2);
  await process.start();
}

/** Longer than an answer may take, sometimes. */
async function frozen(part: { signal(signal: NodeJS.Signals): void }, random: Random): Promise<void> {
  part.signal('SIGSTOP');
  await seconds(random, 1, 12);
  part.signal('SIGCONT');
}

function networkFaults(
  what: string,
  impossible: NonNullable<StageFault['impossible']>,
  parts: (stage: Stage) => readonly Pick<BrokerPart, 'proxy'>[],
): readonly StageFault[] {
  const during =
    (change: (proxy: BrokerPart['proxy']) => void, low: number, high: number): StageFault['happen'] =>
    async (stage, random) => {
      for (const { proxy } of parts(stage)) change(proxy);
      await seconds(random, low, high);
      for (const { proxy } of parts(stage)) proxy.restore();
    };
  return [
    { name: `${what} connections cut`, impossible, happen: during((proxy) => proxy.cut(), 0, 5) },
    { name: `${what} silent`, impossible, happen: during((proxy) => proxy.fallSilent(), 2, 15) },
    { name: `${what} slow`, impossible, happen: during((proxy) => proxy.slow(150), 3, 8) },
    { name: `${what} connections reset`, impossible, happen: during((proxy) => proxy.reset(), 0, 2) },
    { name: `${what} reads slowly`, impossible, happen: during((proxy) => proxy.trickle(20_000), 3, 10) },
  ];
}
