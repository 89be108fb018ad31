/** `fachwerk chaos`: an operator proves on a test system of his own that nothing is lost, whatever fails. */
import { randomInt } from 'node:crypto';
import { InvalidArgumentError, type Command } from 'commander';
import { Failure, wrongUsage } from '../failure.js';
import { Hub, withHubOptions, type HubOptions } from '../hub/hub.js';
import { Output } from '../terminal/output.js';
import { audit, type Audit } from './audit.js';
import { RestDoor } from './door.js';
import { linesOf, linesText, type FaultLine } from './lines.js';
import { Load } from './load.js';
import { Random } from './random.js';
import { authorizationsOf, sourcesOf } from './senders.js';
import { faultOf, shellFault, shellFaultsIn, type ShellFault } from './shell-faults.js';
import { strike, type Window } from './strike.js';
import { Witness } from '../hub/witness.js';

const HELP = `
Sends messages, makes faults happen meanwhile, and compares afterwards what the senders were told with what the hub
shows: every 202 is filed once, rejected or parked as it should be; each document is fetched and its SHA-256 compared;
file references are unique; the books balance. It asks the hub's public interface and nothing else, with the keys of the
procedures; --url has to serve the roles operator and records. Nobody else should send for these procedures meanwhile.

What a fault is you say: a command of the shell that breaks something. It happens at a random moment, again and again,
with 2 to 5 seconds to heal in between. Either it mends what it broke itself, or a file says how (--faults):
  [{ "name": "gateway frozen", "command": "pkill -STOP -f main.js", "undo": "pkill -CONT -f main.js",
     "seconds": 10, "timeoutSeconds": 60 }]
Without faults it only sends, and compares.

A procedure named after its connector (building-permits, xrechnung) gets invented messages, some of which are rejected
or parked as they should be. For others name connector or file: --message invoices=xrechnung permits=permit.json. In a
file (XML or JSON) the hub has to accept and file, {{key}} stands where each message has its own key.

Ctrl-C stops sending, mends the fault at work, and compares. Exit code 1 when anything is not as it should be.

Examples:
  fachwerk chaos --demo --test-system --minutes 1
  fachwerk chaos --demo --test-system --fault 'broker killed=docker kill rabbit; sleep 3; docker start rabbit'
  fachwerk chaos --test-system --url https://test.example --procedures invoices --key invoices=invoices.key \\
    --message invoices=invoice.xml --faults faults.json --minutes 30 --rate 20`;

export interface ChaosOptions extends HubOptions {
  readonly testSystem?: true;
  readonly procedures: readonly string[];
  readonly key: readonly string[];
  readonly message: readonly string[];
  readonly gateways?: readonly string[];
  readonly minutes: number;
  readonly rate: number;
  readonly seed?: number;
  readonly patience: number;
  readonly fault: readonly string[];
  readonly faults?: string;
  readonly json?: true;
}

export function addChaos(program: Command): void {
  const command = program
    .command('chaos')
    .summary('prove on a test system that nothing is lost, whatever fails')
    .description('Sends messages to a test system while you break it, and proves that nothing was lost or doubled.')
    .option('--test-system', 'say that this is a test system: what is sent stays in its archive')
    .option('--procedures <list>', 'whose messages are sent', list, ['building-permits', 'xrechnung'])
    .option('--key <procedure=file...>', 'file with the key of a procedure', collected, [])
    .option(
      '--message <procedure=what...>',
      'connector whose messages are invented, or file with {{key}}',
      collected,
      [],
    )
    .option('--gateways <list>', 'base URLs to send to (default: --url)', list)
    .option('--minutes <number>', 'how long it sends', positive, 2)
    .option('--rate <number>', 'messages a second', positive, 10)
    .option('--seed <number>', 'repeats the decisions of an earlier run (default: chosen, and shown)', whole)
    .option('--patience <seconds>', 'how long nothing may move on before it counts as lost', positive, 240)
    .option('--fault <name=command...>', 'what goes wrong meanwhile', collected, [])
    .option('--faults <file>', 'the same from a file, with commands that mend it');
  withHubOptions(command)
    .addHelpText('after', HELP)
    .action(async () => chaos(command.optsWithGlobals<ChaosOptions>()));
}

async function chaos(options: ChaosOptions): Promise<void> {
  if (options.testSystem !== true) {
    throw wrongUsage(
      'Only for test systems: what is sent here is invented and stays in the archive, in file references and in the ' +
        'books for good, and faults stop real work. If this is a test system, say so with --test-system.',
    );
  }
  const output = new Output(options.json === true);
  const stop = new AbortController();
  const onSignal = (): void => {
    output.note('Stopping: the fault at work is mended, then everything is compared. Once more ends it at once.');
    stop.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, onSignal);
  const seed = options.seed ?? randomInt(1_000_000);
  const result = await run(options, seed, output, stop.signal).finally(() => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeListener(signal, onSignal);
  });
  const problems = [...result.problems, ...result.verdicts.flatMap((verdict) => verdict.problems)];
  const sum = (of: 'lost' | 'doubled'): number => result.lines.reduce((total, line) => total + line[of], 0);
  const [lost, doubled] = [sum('lost'), sum('doubled')];
  output.answer({ seed, lines: result.lines, lost, doubled, problems }, () =>
    [
      `seed ${seed}`,
      linesText(result.lines),
      problems.length === 0 ? 'Nothing is otherwise than it should be.' : `${problems.length} problems:`,
      ...problems.slice(0, SHOWN_MAX),
      ...(problems.length > SHOWN_MAX ? ['… and more: --json has all of them'] : []),
    ].join('\n'),
  );
  if (problems.length > 0 || lost + doubled > 0) {
    const counts = `${lost} lost, ${doubled} doubled, ${problems.length} problems`;
    throw new Failure('chaos.not-as-it-should-be', `Not everything is as it should be: ${counts}.`);
  }
}

const SHOWN_MAX = 30;

interface Result extends Audit {
  readonly lines: readonly FaultLine[];
}

async function run(options: ChaosOptions, seed: number, output: Output, signal: AbortSignal): Promise<Result> {
  const { minutes, rate, procedures } = options;
  const described = await faultsOf(options);
  const hub = await Hub.of(options);
  const authorizations = await authorizationsOf(options, hub.credentials);
  const patienceMs = options.patience * 1_000;
  const witness = new Witness(hub, authorizations, patienceMs);
  // Before anything is sent: a wrong address or key is told at once.
  for (const procedure of procedures) await hub.get('/v1/reconciliation', authorizations[procedure]!);
  const before = await witness.books(procedures, [undefined]);
  const windows: Window[] = [{ fault: undefined, from: Date.now() }];
  const load = new Load({
    random: new Random(seed + 1),
    perSecond: rate,
    gateways: (options.gateways ?? [hub.at('/').href]).map((gateway) => baseOf(gateway)),
    sources: await sourcesOf(options, Date.now().toString(36)),
    doors: { rest: new RestDoor(authorizations) },
    patienceMs,
    fault: () => windows.length - 1,
  });
  const tell = (line: string): void => {
    const accepted = `${load.sent.length} sent, ${load.acceptedAt.length} times 202`;
    output.note(`${new Date().toISOString().slice(11, 19)} ${line} (${accepted})`);
  };
  tell(`seed ${seed}, ${described.length} faults, ${minutes} minutes`);
  await load.warmUp();
  const [refused] = load.refused;
  if (refused !== undefined) throw new Failure('chaos.not-accepted', `The first messages were refused: ${refused}`);
  load.start();
  const random = new Random(seed);
  const stderr = output.json ? 'ignore' : 'inherit';
  const faults = described.map((fault) => faultOf(fault, { random, signal, stderr }));
  const problems = await strike({ faults, seconds: minutes * 60, random, signal, tell }, windows);
  tell('no more faults; waiting until everything is settled');
  await load.stop();
  const audited = await audit(witness, load, before, tell);
  return {
    ...audited,
    problems: [...problems, ...audited.problems],
    lines: linesOf(windows, audited, load.acceptedAt),
  };
}

async function faultsOf({ fault, faults }: ChaosOptions): Promise<readonly ShellFault[]> {
  return [...fault.map(shellFault), ...(faults === undefined ? [] : await shellFaultsIn(faults))];
}

function baseOf(text: string): string {
  if (!/^https?:$/.test(URL.canParse(text) ? new URL(text).protocol : ''))
    throw wrongUsage(`"${text}" is no base URL.`);
  return text.endsWith('/') ? text : `${text}/`;
}

function list(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes('')) throw new InvalidArgumentError('It must be a list, separated by commas.');
  return names;
}

function collected(text: string, before: readonly string[]): readonly string[] {
  return [...before, text];
}

function positive(text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && number > 0 && number < 1e6) return number;
  throw new InvalidArgumentError('It must be a number above 0.');
}

function whole(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number.');
}
