import type { Command } from 'commander';
import { Failure, toFailure, wrongUsage } from '../failure.js';
import type { MessageAnswer } from '../hub/answers.js';
import { procedureAuthorization } from '../hub/credentials.js';
import { Hub, withHubOptions, type HubOptions } from '../hub/hub.js';
import { secondsAbove0, wholeNumber } from '../terminal/numbers.js';
import { Output } from '../terminal/output.js';
import { mediaTypeOf } from './media-type.js';
import { summaryFailure, summaryText, wordOf, type Sent } from './sent.js';
import { messageText, stateCell } from './message-text.js';
import { checkReadable, upload, type Upload } from './upload.js';
import { untilSettled } from './wait.js';

const WAIT_SECONDS = 60;
const HELP = `
A message is sent again, with the same Idempotency-Key, when the hub answers 503 or 429 (also 502 or 504 of a proxy), or
cannot be reached. It waits as long as the hub's Retry-After says, and twice as long each time.

Without --key this is safe, too: the hub then takes the key out of the message, as its connector says (a permit's
number, an invoice's), or else the hash of its content. A message that arrives twice is filed once, and the second one
is shown as a repetition of the first.

Exit codes: 0 everything was accepted (with --wait: filed), 1 something was refused, rejected, parked or not settled in
time, 2 wrong usage, 3 the hub cannot be reached or takes nothing now.

Examples:
  fachwerk messages send hybrid-invoice.pdf --procedure xrechnung --demo --wait
  fachwerk messages send permit.json --procedure building-permits --attach site-plan.pdf floor-plan.pdf --demo --wait
  FACHWERK_KEY_FILE=key.txt fachwerk messages send invoices/*.xml --procedure xrechnung --url https://hub.example`;

interface Options extends HubOptions {
  readonly procedure: string;
  readonly attach?: readonly string[];
  readonly key?: string;
  readonly orderKey?: string;
  readonly type?: string;
  /** `true` when no number is given. */
  readonly wait?: number | true;
  readonly retries: number;
  readonly json?: true;
}

export function addSend(group: Command): void {
  const command = group
    .command('send <file...>')
    .summary('send messages to the hub')
    .description('Sends each file as one message of a specialist procedure.')
    .requiredOption('--procedure <name>', 'specialist procedure that the messages belong to')
    .option('--attach <file...>', 'attachments of the message; one message at a time')
    .option('--key <key>', 'Idempotency-Key of the message; one message at a time')
    .option(
      '--order-key <key>',
      'what the messages concern, where their procedure files by order (default: as its connector says)',
    )
    .option('--type <media type>', 'media type of the messages (default: by the ending of the file name)')
    .option('--wait [seconds]', `wait until each message is filed, rejected or parked (${WAIT_SECONDS})`, secondsAbove0)
    .option('--retries <number>', 'how often a message is sent again', wholeNumber, 5);
  withHubOptions(command)
    .addHelpText('after', HELP)
    .action(async (files: string[]) => send(files, command.optsWithGlobals<Options>()));
}

async function send(files: readonly string[], options: Options): Promise<void> {
  const output = new Output(options.json === true);
  const uploads = uploadsOf(files, options);
  await checkReadable([...files, ...(options.attach ?? [])]);
  const hub = await Hub.of(options);
  const authorization = await procedureAuthorization(hub.credentials, options.procedure);
  const path = `/v1/procedures/${encodeURIComponent(options.procedure)}/messages`;

  const sent: Sent[] = [];
  for (const message of uploads) {
    const onRepeat = (why: Failure, delayMs: number): void =>
      output.note(`${message.file}: ${why.message} Sending again in ${(delayMs / 1_000).toFixed(1)} s.`);
    const one = await outcomeOf(message.file, async (accepted) => {
      const id = await upload(hub, message, { path, authorization, repeatsMax: options.retries, onRepeat });
      accepted(id);
      if (options.wait === undefined) return undefined;
      return untilSettled(hub, id, authorization, options.wait === true ? WAIT_SECONDS : options.wait);
    });
    sent.push(one);
    // One file that was refused is told as the error of the command.
    if (files.length > 1 || one.id !== undefined) output.line(lineOf(one, hub, output));
    // What the hub says about the key, or not at all, it would say about the rest, too.
    if (one.failure !== undefined && (one.failure.exitCode === 3 || /^(access|procedure)\./.test(one.failure.code)))
      break;
  }
  const unsent = files.slice(sent.length);
  if (output.json) output.answer({ messages: sent.map(jsonOf), unsent }, () => '');
  else if (files.length > 1) output.line(summaryText(sent, unsent));
  const failure = summaryFailure(sent, unsent, options.wait !== undefined);
  if (failure !== undefined) throw failure;
}

function uploadsOf(files: readonly string[], { attach = [], key, orderKey, type }: Options): readonly Upload[] {
  if (files.length > 1 && (attach.length > 0 || key !== undefined)) {
    throw wrongUsage('--attach and --key belong to one message: send one file at a time.');
  }
  if ([key, orderKey].some((one) => one !== undefined && (one.trim() === '' || /\p{Cc}/u.test(one)))) {
    throw wrongUsage('A key is empty or has control characters.');
  }
  return files.map((file) => {
    const mediaType = type ?? mediaTypeOf(file);
    if (mediaType === undefined) throw wrongUsage(`The ending of ${file} does not tell its media type: use --type.`);
    return { file, mediaType, attachments: attach, key, orderKey };
  });
}

/** @param work calls `accepted` as soon as the message is in the hub's books, and answers what became of it */
async function outcomeOf(
  file: string,
  work: (accepted: (id: string) => void) => Promise<MessageAnswer | undefined>,
): Promise<Sent> {
  let id: string | undefined;
  try {
    const message = await work((known) => (id = known));
    return { file, id, message };
  } catch (error) {
    return { file, id, failure: toFailure(error) };
  }
}

function lineOf(one: Sent, hub: Hub, { paint }: Output): string {
  const { file, id, message, failure } = one;
  if (message !== undefined) return `${paint({ text: file, colour: 'bold' })}\n${messageText(message, hub, paint)}`;
  const state = paint(stateCell(wordOf(one)));
  const parts = [`${paint(file)}: ${state}`, ...(id === undefined ? [] : [id])];
  if (failure !== undefined) parts.push(`${failure.code}: ${failure.message}`);
  return parts.join('  ');
}

function jsonOf({ file, id, message, failure }: Sent): object {
  if (message !== undefined) return { file, ...message };
  const error = failure === undefined ? {} : { error: { code: failure.code, message: failure.message } };
  return { file, ...(id === undefined ? {} : { id, state: 'accepted' }), ...error };
}
