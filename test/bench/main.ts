/** `npm run bench`: what this machine can do at most, and how much of it the hub makes of it, in one run. */
import { readFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startServers } from '../harness/servers.js';
import { root } from '../root.js';
import { officialSchemasMissing } from '../schemas.js';
import { reportText } from './figures.js';
import { parts, Run } from './parts.js';

const HELP = `npm run bench -- [options]

Starts RabbitMQ, PostgreSQL and hubs of its own, and measures all of it on this machine, senders included.

  --only <names>     these parts only, separated by commas: ${Object.keys(parts).join(', ')}
  --full             longer, and a backlog of 100000 instead of 20000
  --seconds <n>      how long to send in each measurement (default 12, --full 60)
  --json             print JSON
  --compare a b      compare two files that --json wrote

FACHWERK_TEST_DATA names the folder with the official schemas; without them invoices are filed without validation.`;

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    full: { type: 'boolean', default: false },
    seconds: { type: 'string' },
    json: { type: 'boolean', default: false },
    compare: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(`${HELP}\n`);
else await main();

async function main(): Promise<void> {
  const names = values.only?.split(',') ?? Object.keys(parts);
  const unknown = names.filter((name) => !(name in parts));
  if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(', ')}.\n${HELP}`);
  const { servers, stop } = await startServers(join(root, '.cache'));
  try {
    const run = new Run(servers, { seconds: Number(values.seconds ?? (values.full ? 60 : 12)), full: values.full });
    if (officialSchemasMissing !== undefined) tell(`${officialSchemasMissing} Measured without official validation.`);
    for (const name of names) {
      tell(`${new Date().toISOString().slice(11, 19)} ${name}`);
      await parts[name]!(run);
    }
    const report = run.report(await machine());
    process.stdout.write(`${values.json ? JSON.stringify(report, null, 2) : reportText(report)}\n`);
  } finally {
    await stop();
  }
}

async function machine(): Promise<Record<string, string | number>> {
  const [model] = cpus();
  const commit = await readFile(join(root, 'package.json'), 'utf8').then((text) => JSON.parse(text).version as string);
  return {
    cores: `${cpus().length} cores ${model?.model ?? ''}`.trim(),
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    node: `Node ${process.version}`,
    platform: `${process.platform}-${process.arch}`,
    version: `Fachwerk ${commit}`,
  };
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
