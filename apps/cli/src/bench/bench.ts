/** `fachwerk bench`: how many messages a hub files, and how long senders and messages wait. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { Failure, wrongUsage } from '../failure.js';
import { procedureAuthorization } from '../hub/credentials.js';
import { Hub, withHubOptions, type HubOptions } from '../hub/hub.js';
import { positive } from '../hub/pages.js';
import { Witness } from '../hub/witness.js';
import { Output } from '../terminal/output.js';
import { facts } from '../terminal/table.js';
import type { BenchResult } from './generated/bench.js';
import { Load, type Pace, type Sent } from './load.js';
import { figuresOf, measure } from './measure.js';
import { sourceOf } from './messages.js';
import { bytesOf } from './size.js';

const HELP = `
Sends messages of one procedure to a running hub and measures. What is sent stays in its archive: for test systems, or a
procedure of its own. It needs the key of the procedure and nothing else; nobody else should send for it meanwhile.

--senders: each sender waits for its answer before it sends the next message (closed loop), so a slow hub gets fewer.
--rate: messages come by schedule (open loop), and the time of an answer counts from when its message was due: a hub that
stalls is not flattered.

A procedure named after its connector (xrechnung, building-permits) gets invented messages: invoices of --size that are
valid by the official schema, of 1000 sellers. For others name connector or file with --message. Each message has an
Idempotency-Key of its own, which makes it another submission. Where the connector tells messages apart by something in
them as well, write {{key}} there in the file (XML or JSON): it is replaced by the same key, 16 characters.
--attach adds a PDF of that size, another one each time. It is sent while it is made, and takes no memory.

Nothing is asked while messages are sent. Afterwards it waits until all are settled, reads state and times of each, and
checks the books: every 202 is filed, rejected, parked or in flight. Exit code 1 when something is missing.
Times until filed are by the clocks of the hub. Refused messages (429, 503) are counted by code and not sent again.
Ctrl-C ends sending and shows what there is.

Examples:
  fachwerk bench --demo --procedure xrechnung --senders 32 --size 20KB --seconds 30
  fachwerk bench --demo --procedure xrechnung --rate 200 --seconds 60 --json
  fachwerk bench --demo --procedure building-permits --attach 1MB --senders 4
  fachwerk bench --url https://test.example --api-key-file invoices.key --procedure invoices --message invoice.xml`;

interface Options extends HubOptions {
  readonly procedure: string;
  readonly rate?: number;
  readonly senders?: number;
  readonly seconds: number;
  readonly warmUp: number;
  readonly size?: number;
  readonly attach?: number;
  readonly message?: string;
  readonly patience: number;
  readonly json?: true;
}

const SENDERS_DEFAULT = 16;

export function addBench(program: Command): void {
  const command = program
    .command('bench')
    .summary('measure how fast a hub is')
    .description('Sends messages of one procedure to a running hub, and measures.')
    .requiredOption('--procedure <name>', 'whose messages are sent')
    .addOption(new Option('--rate <number>', 'messages a second, by schedule').argParser(above0).conflicts('senders'))
    .option('--senders <number>', `as fast as so many senders get answers (default: ${SENDERS_DEFAULT})`, positive)
    .option('--seconds <number>', 'how long it sends', above0, 30)
    .option('--warm-up <seconds>', 'how long it sends before it measures', notNegative, 5)
    .option('--size <size>', 'of an invented invoice, such as 2KB, 20KB, 200KB (default: 5KB)', bytesOf)
    .option('--attach <size>', 'of a PDF that is attached to each message, such as 1MB or 1GiB', bytesOf)
    .option('--message <connector or file>', 'what is sent (default: what the name of the procedure says)')
    .option('--patience <seconds>', 'how long nothing may move on before it stops waiting', above0, 60);
  withHubOptions(command)
    .addHelpText('after', HELP)
    .action(async () => bench(command.optsWithGlobals<Options>()));
}

async function bench(options: Options): Promise<void> {
  const output = new Output(options.json === true);
  const stop = new AbortController();
  const onSignal = (): void => {
    output.note('\nNothing more is sent. Once more ends it at once.');
    stop.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, onSignal);
  const { answer, problems } = await run(options, output, stop.signal).finally(() => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeListener(signal, onSignal);
  });
  output.answer(answer, () => textOf(answer, output));
  if (problems.length > 0) throw new Failure('bench.missing', problems.join('\n'));
}

async function run(
  options: Options,
  output: Output,
  signal: AbortSignal,
): Promise<{ answer: BenchResult; problems: readonly string[] }> {
  const { procedure, message: what = procedure, size, attach, seconds, warmUp, patience } = options;
  const hub = await Hub.of(options);
  const authorization = await procedureAuthorization(hub.credentials, procedure);
  const source = await sourceOf({ message: what, bytes: size, attachmentBytes: attach }, runName()).catch(
    unknownSource,
  );
  const { bytes } = source(0);
  const pace: Pace =
    options.rate === undefined ? { senders: options.senders ?? SENDERS_DEFAULT } : { perSecond: options.rate };
  const load = new Load({ baseUrl: hub.at('/'), procedure, authorization }, source, pace, signal);
  const measured = await measure({
    load,
    witness: new Witness(hub, { [procedure]: authorization }, patience * 1_000),
    procedure,
    seconds,
    warmUpSeconds: warmUp,
    tell: (doing, sent) => output.note(progress(doing, sent)),
  });
  const answer: BenchResult = {
    procedure,
    message: { what, bytes },
    pace,
    seconds: Math.round(measured.sent.seconds * 100) / 100,
    stopped: signal.aborted,
    ...figuresOf(measured),
  };
  return { answer, problems: measured.check.problems };
}

/** Of 7 characters: no two runs within a second have the same. */
function runName(): string {
  return Math.floor(Date.now() / 100)
    .toString(36)
    .slice(-7)
    .padStart(7, '0');
}

function unknownSource(error: unknown): never {
  if (!(error instanceof Failure) || error.exitCode !== 2) throw error;
  throw wrongUsage(`${error.message} Say with --message what is sent: xrechnung, building-permits, or a file.`);
}

function progress(doing: string, { count, ids, startedAt }: Sent): string {
  const seconds = (performance.now() - startedAt) / 1_000;
  const perSecond = Math.round(ids.length / seconds);
  return `${doing}: ${seconds.toFixed(0)} s, ${count} sent, ${ids.length} times 202 (${perSecond}/s)`;
}

function textOf(answer: BenchResult, { paint }: Output): string {
  const { acceptMs, filedMs, refused, codes, pace, message, seconds } = answer;
  const loop = 'senders' in pace ? `${pace.senders} senders` : `${pace.perSecond} a second by schedule`;
  const counts = (of: Readonly<Record<string, number>>): string =>
    Object.entries(of)
      .map(([name, count]) => `${count} × ${name}`)
      .join(', ');
  return facts(
    [
      ['messages', `${message.what}, ${message.bytes} bytes, ${loop}, ${seconds} s`],
      ['sent', `${answer.sent}, of these accepted ${answer.accepted} (${answer.acceptedPerSecond}/s)`],
      ['refused', counts(refused) || 'none'],
      ['filed', `${answer.filed} (${answer.filedPerSecond}/s)`],
      ['accepted after', acceptMs && `p50 ${acceptMs.p50} ms, p99 ${acceptMs.p99} ms, p99.9 ${acceptMs.p999} ms`],
      ['filed after', filedMs && `p50 ${filedMs.p50} ms, p99 ${filedMs.p99} ms`],
      [
        'books',
        `${answer.accepted} accepted = ${answer.filed} filed + ${answer.rejected} rejected + ${answer.parked} parked + ${answer.inFlight} in flight, ${answer.missing} missing`,
      ],
      ['not filed', counts(codes) || undefined],
      ['sending itself', `${answer.senderCpuMicrosPerMessage} µs of a core for each message`],
      ['', answer.stopped ? 'stopped before its time' : undefined],
    ],
    paint,
  );
}

function above0(text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && number > 0 && number < 1e6) return number;
  throw new InvalidArgumentError('It must be a number above 0.');
}

function notNegative(text: string): number {
  return text.trim() === '0' ? 0 : above0(text);
}
