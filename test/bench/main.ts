/**
 * How many messages the hub files per second, and how long a sender and a message wait. Everything runs on this machine:
 * senders, hub, database, broker. A closed loop: each sender waits for its answer before it sends the next message.
 */
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { invoice } from '../invoice.js';
import { startServers } from '../harness/servers.js';
import { exchanges, startSetUpOn, type ExchangeKind } from '../harness/set-ups.js';
import { FrontDoor } from './front-door.js';
import { percentile, table } from './figures.js';

const HELP = `Options:
  --seconds <n>   how long to send per measurement (default 15)
  --senders <n>   how many senders at once (default 32)
  --sizes <list>  message sizes in KB (default 2,5,20)
  --json          print JSON`;

interface Figures {
  readonly exchange: ExchangeKind;
  readonly sizeKb: number;
  readonly filed: number;
  readonly filedPerSecond: number;
  readonly acceptP50Ms: number;
  readonly acceptP99Ms: number;
  readonly filedP50Ms: number;
  readonly filedP99Ms: number;
  readonly hubRssMib: number;
}

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '15' },
    senders: { type: 'string', default: '32' },
    sizes: { type: 'string', default: '2,5,20' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(`${HELP}\n`);
else await main();

async function main(): Promise<void> {
  const { servers, stop } = await startServers(join(import.meta.dirname, '..', '..', '..', '.cache'));
  try {
    const all: Figures[] = [];
    for (const exchange of exchanges) {
      for (const sizeKb of values.sizes.split(',').map(Number)) {
        process.stderr.write(`measuring ${sizeKb} KB with the exchange on ${exchange} …\n`);
        const setUp = await startSetUpOn(servers, exchange, { LOG_LEVEL: 'error' });
        try {
          all.push(await measure(setUp, exchange, sizeKb));
        } finally {
          await setUp.remove();
        }
      }
    }
    print(all);
  } finally {
    await stop();
  }
}

async function measure(
  { hub }: Awaited<ReturnType<typeof startSetUpOn>>,
  exchange: ExchangeKind,
  sizeKb: number,
): Promise<Figures> {
  const door = new FrontDoor(await hub.procedure('xrechnung'), await hub.keyOf('xrechnung'), Number(values.senders));
  let number = 0;
  const next = (): string =>
    padded(invoice(`B-${(number += 1)}`, { seller: `DE${100_000_000 + (number % 100)}` }), sizeKb);
  await door.send(next, 3_000);
  await door.drained(number);

  const warm = number;
  const startedAt = new Date();
  const latencies = await door.send(next, Number(values.seconds) * 1_000);
  await door.drained(number);
  const filed = await door.filedSince(startedAt);
  const lastAt = Math.max(...filed.map(({ filedAt }) => filedAt));
  return {
    exchange,
    sizeKb,
    filed: number - warm,
    filedPerSecond: Math.round(((number - warm) * 1_000) / (lastAt - startedAt.getTime())),
    acceptP50Ms: percentile(latencies, 50),
    acceptP99Ms: percentile(latencies, 99),
    filedP50Ms: percentile(
      filed.map(({ filedAt, acceptedAt }) => filedAt - acceptedAt),
      50,
    ),
    filedP99Ms: percentile(
      filed.map(({ filedAt, acceptedAt }) => filedAt - acceptedAt),
      99,
    ),
    hubRssMib: await rssMib(hub.pid),
  };
}

/** Real invoices of that size have more lines; a comment makes the readers work on as many bytes. */
function padded(xml: string, sizeKb: number): string {
  const line = '\n  <cbc:Note>Lieferung gemäß Bestellung, Leistungszeitraum im Vormonat</cbc:Note>';
  const lines = Math.max(0, Math.ceil((sizeKb * 1_024 - Buffer.byteLength(xml)) / Buffer.byteLength(line)));
  return xml.replace('</cbc:InvoiceTypeCode>', `</cbc:InvoiceTypeCode>${line.repeat(lines)}`);
}

async function rssMib(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024);
}

function print(all: readonly Figures[]): void {
  const machine = {
    node: process.version,
    cores: availableParallelism(),
    platform: `${process.platform}-${process.arch}`,
  };
  if (values.json) {
    process.stdout.write(`${JSON.stringify({ machine, senders: Number(values.senders), figures: all }, null, 2)}\n`);
    return;
  }
  process.stdout.write(
    `\nNode ${machine.node}, ${machine.cores} cores, ${machine.platform}, ${values.senders} senders\n\n`,
  );
  const head = ['exchange', 'KB', 'filed', 'filed/s', 'accept p50 ms', 'p99', 'filed p50 ms', 'p99', 'hub RSS MiB'];
  const rows = all.map((one) => Object.values(one).map(String));
  process.stdout.write(`${table([head, ...rows])}\n`);
}
