/** `npm run test:crash`: kills, freezes and cuts off everything a hub needs, and shows that nothing is lost or doubled. */
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { doorNames, type DoorName } from '@fachwerk/cli/chaos/door';
import { linesText } from '@fachwerk/cli/chaos/lines';
import { crash, type CrashResult } from './run.js';
import { stageKinds, stageTitles, type StageKind } from './stage.js';

const HELP = `Options:
  --minutes <n>   how long faults happen, on each set-up (default 2)
  --set-up <list> ${stageKinds.join(', ')} (default: all)
  --seed <n>      repeats the decisions of an earlier run (default: chosen, and printed)
  --rate <n>      messages per second (default 20)
  --only <list>   faults that have one of these in their name, such as clock,disk (default: all)
  --doors <list>  ${doorNames.join(', ')}: how messages come (default: all that can be had)
  --json          print JSON`;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '2' },
    'set-up': { type: 'string', default: stageKinds.join(',') },
    seed: { type: 'string' },
    rate: { type: 'string', default: '20' },
    only: { type: 'string', default: '' },
    doors: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(`${HELP}\n`);
else await main();

async function main(): Promise<void> {
  const seed = Number(values.seed ?? randomInt(1_000_000));
  const kinds = values['set-up'].split(',').map(kindNamed);
  const doors = values.doors === '' ? [] : values.doors.split(',').map(doorNamed);
  const results: CrashResult[] = [];
  for (const kind of kinds) {
    const result = await crash({
      kind,
      seed,
      seconds: Number(values.minutes) * 60,
      perSecond: Number(values.rate),
      only: values.only.split(',').filter((word) => word !== ''),
      doors,
      cache: join(import.meta.dirname, '..', '..', '..', '.cache'),
      tell: (line) => process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`),
    });
    results.push(result);
    if (!values.json) process.stdout.write(`\n${shown(result)}\n`);
  }
  if (values.json) process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
  if (results.some(({ problems }) => problems.length > 0)) process.exitCode = 1;
}

function kindNamed(name: string): StageKind {
  const kind = stageKinds.find((one) => one === name.trim());
  if (kind === undefined) throw new Error(`There is no set-up ${name}. There are: ${stageKinds.join(', ')}.`);
  return kind;
}

function doorNamed(name: string): DoorName {
  const door = doorNames.find((one) => one === name.trim());
  if (door === undefined) throw new Error(`There is no entrance ${name}. There are: ${doorNames.join(', ')}.`);
  return door;
}

function shown({ kind, seed, lines, left, closed, disk, leaderless, problems }: CrashResult): string {
  return [
    `${stageTitles[kind]}, seed ${seed}`,
    linesText(lines),
    `disk of the content store: ${disk}`,
    ...closed.map(({ door, why }) => `nothing came by ${door}: ${why}`),
    ...left.map(({ fault, why }) => `not here: ${fault} (${why})`),
    ...(leaderless === 0
      ? []
      : [`${leaderless} queues had no leader after a kill of the broker; one was elected by hand`]),
    problems.length === 0 ? 'Nothing is otherwise than it should be.' : `${problems.length} problems:`,
    ...problems.slice(0, 30),
  ].join('\n');
}
