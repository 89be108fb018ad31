/** `npm run bench`: what this machine can do at most, and how much of it the hub makes of it, in one run. */
import { readFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startServers } from '../harness/servers.js';
import { root } from '../root.js';
import { officialSchemasMissing } from '../schemas.js';
import { comparison, medians } from './compare.js';
import { reportText, type Report } from './figures.js';
import { ARCHIVE, parts, Run } from './parts.js';

const HELP = `npm run bench -- [options]

Starts RabbitMQ, PostgreSQL and hubs of its own, and measures all of it on this machine, senders included.

  --only <names>     these parts only, separated by commas: ${Object.keys(parts).join(', ')}
  --fill <n>         fill an archive with so many documents (1000000), ask it, and compare filing into it with filing
                     into an empty one; nothing else, unless --only says so
  --full             longer, and a backlog of 100000 instead of 20000
  --seconds <n>      how long to send in each measurement (default 10, --full 60)
  --profile          say in which folders and packages the hub spends its time; this makes it slower
  --json             print JSON
  --compare a b      compare two files that --json wrote
  --median a b c     the medians of files that --json wrote

FACHWERK_TEST_DATA names the folder with the official schemas; without them invoices are filed without validation.`;

/** Where the command was typed. */
const from = process.env['INIT_CWD'] ?? process.cwd();

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    fill: { type: 'string' },
    full: { type: 'boolean', default: false },
    seconds: { type: 'string' },
    profile: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    compare: { type: 'boolean', default: false },
    median: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(`${HELP}\n`);
else if (values.compare) await compare();
else if (values.median) await median();
else await main();

async function main(): Promise<void> {
  const byDefault = values.fill === undefined ? Object.keys(parts).filter((name) => name !== ARCHIVE) : [ARCHIVE];
  const names = values.only?.split(',') ?? byDefault;
  const unknown = names.filter((name) => !(name in parts));
  if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(', ')}.\n${HELP}`);
  const { servers, stop } = await startServers(join(root, '.cache'));
  // Hubs end with this process, a PostgreSQL of its own does not.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stop().finally(() => process.exit(1)));
  try {
    const run = new Run(servers, {
      seconds: Number(values.seconds ?? (values.full ? 60 : 10)),
      full: values.full,
      profile: values.profile,
      fill: Number(values.fill ?? 100_000),
    });
    if (officialSchemasMissing !== undefined) tell(`${officialSchemasMissing} Measured without official validation.`);
    for (const name of names) {
      tell(`${new Date().toISOString().slice(11, 19)} ${name}`);
      await parts[name]!(run).catch((error: unknown) => {
        // The others are worth their time all the same.
        process.exitCode = 1;
        tell(`${name} failed: ${error instanceof Error ? error.stack : String(error)}`);
      });
    }
    const report = run.report(machine());
    process.stdout.write(`${values.json ? JSON.stringify(report, null, 2) : reportText(report)}\n`);
  } finally {
    await stop();
  }
}

async function compare(): Promise<void> {
  const [before, after] = await reports();
  if (before === undefined || after === undefined) throw new Error(`--compare needs two files.\n${HELP}`);
  process.stdout.write(`${comparison(before, after)}\n`);
}

async function median(): Promise<void> {
  const runs = await reports();
  if (runs.length === 0) throw new Error(`--median needs files.\n${HELP}`);
  process.stdout.write(`medians of ${runs.length} runs\n${reportText(medians(runs))}\n`);
}

function reports(): Promise<readonly Report[]> {
  return Promise.all(
    positionals.map(async (path) => JSON.parse(await readFile(resolve(from, path), 'utf8')) as Report),
  );
}

function machine(): Record<string, string | number> {
  const [model] = cpus();
  return {
    cores: `${cpus().length} cores ${model?.model ?? ''}`.trim(),
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    node: `Node ${process.version}`,
    platform: `${process.platform}-${process.arch}`,
  };
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
