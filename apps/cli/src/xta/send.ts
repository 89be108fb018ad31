import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Command } from 'commander';
import type { MetaData, OutgoingContent, TransportReport, XtaClient } from '@fachwerk/hub/administer';
import { Failure, toFailure, wrongUsage } from '../failure.js';
import { mediaTypeOf } from '../messages/media-type.js';
import { DATABASE_HELP, withTenant } from '../setup/with-setup.js';
import { secondsAbove0, wholeNumber } from '../terminal/numbers.js';
import { Output } from '../terminal/output.js';
import { qualifierOf, withQualifier, type QualifierOptions } from './qualifier.js';

const WAIT_SECONDS = 60;
const LOOK_MS = 1_000;
const PAUSE_MS_MAX = 30_000;
/** What may be another time: the same message is sent again under the same MessageID. */
const REPEATED = /^xta-client\.(unreachable|timeout|status|answer-unreadable|technical-problem|fault)$/;
const HELP = `${DATABASE_HELP}
Sends as author by the server of a source. Each file gets a MessageID of the server, and is sent under it until the server
has taken it: when the connection breaks, the same message is sent again.

Exit codes: 0 everything was taken (with --wait: has arrived), 1 something was refused or has not arrived, 2 wrong usage.

Examples:
  fachwerk xta send message.xml --tenant musterstadt --source xdomea --reader ags:14730000 --service urn:city:xdomea --wait
  fachwerk xta send aussonderung.zip --tenant musterstadt --source xdomea --reader archive --service urn:city:archive`;

interface Options extends QualifierOptions {
  readonly tenant: string;
  readonly source: string;
  readonly attach?: readonly string[];
  readonly type?: string;
  readonly subject?: string;
  /** `true` when no number is given. */
  readonly wait?: number | true;
  readonly retries: number;
  readonly json?: true;
}

/** What became of one file. */
interface Sent {
  readonly file: string;
  readonly messageId?: string;
  readonly state: 'sent' | 'failed' | TransportReport['state'];
  readonly reasons?: readonly string[];
  readonly failure?: Failure;
}

export function addXtaSend(xta: Command): void {
  const command = withQualifier(
    xta
      .command('send <file...>')
      .summary('send messages as author')
      .description('Sends each file as one message to a reader, by the XTA server of a source.')
      .requiredOption('--tenant <name>', 'tenant of the source')
      .requiredOption('--source <procedure>', 'procedure whose source it is'),
    'messages',
  );
  command
    .option('--attach <file...>', 'attachments of the message; one message at a time')
    .option('--type <media type>', 'media type of the messages (default: by the ending of the file name)')
    .option('--subject <text>', 'subject, for people')
    .option(
      '--wait [seconds]',
      `wait until the transport report of each is no longer open (${WAIT_SECONDS})`,
      secondsAbove0,
    )
    .option('--retries <number>', 'how often a request is repeated', wholeNumber, 8)
    .addHelpText('after', HELP)
    .action(async (files: string[]) => send(files, command.optsWithGlobals<Options>()));
}

async function send(files: readonly string[], options: Options): Promise<void> {
  const { attach = [], json, tenant, source, wait } = options;
  if (files.length > 1 && attach.length > 0)
    throw wrongUsage('--attach belongs to one message: send one file at a time.');
  const messages = await Promise.all(files.map((file) => contentOf(file, options.type)));
  const attachments = await Promise.all(attach.map((file) => contentOf(file)));
  const output = new Output(json === true);
  const sent = await withTenant(tenant, async (id, setup) => {
    const client = await setup.xtaClient(id, source);
    try {
      const all: Sent[] = [];
      for (const [index, message] of messages.entries()) {
        const one = await sendOne(client, files[index]!, [message, ...attachments], options, output);
        all.push(one);
        output.line(`[${index + 1}/${files.length}] ${lineOf(one)}`);
      }
      return all;
    } finally {
      client.end();
    }
  });
  if (output.json) output.answer({ messages: sent.map(jsonOf) }, () => '');
  const bad = sent.filter(({ state }) => (wait === undefined ? state !== 'sent' : state !== 'green'));
  if (bad.length === 0) return;
  const [first] = bad;
  if (files.length === 1 && first?.failure !== undefined) throw first.failure;
  const done = wait === undefined ? 'sent' : 'reported as arrived';
  throw new Failure('xta-client.not-sent', `${bad.length} of ${files.length} messages were not ${done}.`);
}

async function sendOne(
  client: XtaClient,
  file: string,
  [message, ...attachments]: readonly OutgoingContent[],
  options: Options,
  output: Output,
): Promise<Sent> {
  const repeat = <T>(work: () => Promise<T>): Promise<T> => repeated(work, options.retries, file, output);
  let messageId: string | undefined;
  try {
    const id = await repeat(() => client.createMessageId());
    messageId = id;
    const metaData = metaDataOf(id, options);
    let tries = 0;
    await repeat(() => {
      tries += 1;
      return client.sendMessage(metaData, message!, attachments).catch((error: unknown) => {
        // Taken at an earlier try, whose answer got lost.
        if (tries === 1 || toFailure(error).code !== 'xta-client.message-id-used') throw error;
      });
    });
    if (options.wait === undefined) return { file, messageId, state: 'sent' };
    const seconds = options.wait === true ? WAIT_SECONDS : options.wait;
    const report = await reportOf(() => repeat(() => client.getTransportReport(id)), seconds);
    return { file, messageId, ...report };
  } catch (error) {
    return { file, ...(messageId === undefined ? {} : { messageId }), state: 'failed', failure: toFailure(error) };
  }
}

function metaDataOf(messageId: string, options: Options): Omit<MetaData, 'author'> {
  const reader = { identifier: options.reader, type: options.readerType };
  const subject = options.subject === undefined ? {} : { subject: options.subject };
  return { messageId, reader, qualifier: { ...qualifierOf(options), ...subject }, origin: new Date() };
}

async function reportOf(ask: () => Promise<TransportReport>, seconds: number): Promise<TransportReport> {
  const until = performance.now() + 1_000 * seconds;
  for (;;) {
    const report = await ask();
    if (report.state !== 'open' || performance.now() > until) return report;
    await delay(LOOK_MS);
  }
}

/** Waits twice as long each time. */
async function repeated<T>(work: () => Promise<T>, retries: number, file: string, output: Output): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      const failure = toFailure(error);
      if (!REPEATED.test(failure.code) || tries >= retries) throw error;
      const pauseMs = Math.min(PAUSE_MS_MAX, 250 * 2 ** tries);
      output.note(`${file}: ${failure.message} Again in ${pauseMs / 1_000} s.`);
      await delay(pauseMs);
    }
  }
}

async function contentOf(file: string, type?: string): Promise<OutgoingContent> {
  const contentType = type ?? mediaTypeOf(file);
  if (contentType === undefined) throw wrongUsage(`The ending of ${file} does not tell its media type: use --type.`);
  const sizeBytes = await sizeOf(file);
  return { contentType, fileName: basename(file), sizeBytes, read: () => createReadStream(file) };
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (cause) {
    throw new Failure('file.unreadable', `${file} cannot be read.`, 2, { cause });
  }
}

function lineOf({ file, messageId, state, reasons = [], failure }: Sent): string {
  const why = failure === undefined ? reasons.join('; ') : `${failure.code}: ${failure.message}`;
  return [`${file}: ${state}`, messageId, why].filter((part) => part !== undefined && part !== '').join('  ');
}

function jsonOf({ failure, ...rest }: Sent): object {
  return failure === undefined ? rest : { ...rest, error: { code: failure.code, message: failure.message } };
}
