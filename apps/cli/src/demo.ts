/** What `npm start` shows: every connector's fixture messages, sent as their procedures would, and where they went. */
import { existsSync } from 'node:fs';
import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { toFailure } from './failure.js';
import type { MessageAnswer } from './hub/answers.js';
import { procedureAuthorization } from './hub/credentials.js';
import { Hub } from './hub/hub.js';
import { mediaTypeOf } from './messages/media-type.js';
import { upload } from './messages/upload.js';
import { untilSettled } from './messages/wait.js';
import { Output } from './terminal/output.js';
import { table, type Cell } from './terminal/table.js';

const SETTLED_SECONDS_MAX = 60;
const CONNECTORS = join(dirname(dirname(dirname(import.meta.dirname))), 'connectors');

/** One fixture, once it is sent. */
interface DemoMessage {
  readonly procedure: string;
  readonly fixture: string;
  /** Of the accepted message; undefined when it was refused at the door. */
  readonly id?: string;
  /** Why it was refused. */
  readonly refusal?: string;
}

/** Sends the demo once per data directory; later starts show what became of it. */
export async function showDemo(baseUrl: string, dataDir: string): Promise<void> {
  const output = new Output(false);
  const hub = await Hub.of({ url: baseUrl, demo: dataDir, lang: 'en' });
  const list = join(dataDir, 'demo-messages.json');
  const known = await readFile(list, 'utf8').catch(() => undefined);
  const messages = known === undefined ? await sendAll(hub, output) : (JSON.parse(known) as readonly DemoMessage[]);
  const rows: (readonly Cell[])[] = [];
  for (const message of messages) rows.push(...(await rowsOf(hub, message)));
  if (known === undefined) await writeFile(list, `${JSON.stringify(messages, null, 2)}\n`);
  output.line(`\n${table(['PROCEDURE', 'MESSAGE', 'STATE', 'FILE REFERENCE', 'DOCUMENT'], rows, output.paint)}\n`);
  output.line(`${known === undefined ? 'Sent just now' : 'Sent at the first start'}. ${advice(hub, dataDir)}`);
}

async function sendAll(hub: Hub, output: Output): Promise<readonly DemoMessage[]> {
  const fixtures = await fixturesOf(Object.keys(hub.credentials.demo?.procedures ?? {}));
  output.note(`sending ${fixtures.length} demo messages …`);
  const sent: DemoMessage[] = [];
  for (const { procedure, fixture, folder } of fixtures) {
    sent.push({ procedure, fixture, ...(await send(hub, procedure, folder)) });
  }
  return sent;
}

async function fixturesOf(
  procedures: readonly string[],
): Promise<readonly { procedure: string; fixture: string; folder: string }[]> {
  const all = procedures.map(async (procedure) => {
    const below = join(CONNECTORS, procedure, 'fixtures');
    const names = await readdir(below).catch(() => []);
    const fixtures = names.toSorted().map((fixture) => ({ procedure, fixture, folder: join(below, fixture) }));
    // One with settings of its own is for a procedure that is set up otherwise; one with an outcome, for a sender that waits.
    const others = ['settings.json', 'outcome.json'];
    return fixtures.filter(({ folder }) => !others.some((name) => existsSync(join(folder, name))));
  });
  return (await Promise.all(all)).flat();
}

async function send(hub: Hub, procedure: string, folder: string): Promise<Pick<DemoMessage, 'id' | 'refusal'>> {
  const files = (await readdir(folder)).filter((name) => name.startsWith('message.'));
  const file = join(folder, files[0] ?? 'message.xml');
  const mediaType = mediaTypeOf(file) ?? 'application/octet-stream';
  try {
    const id = await upload(
      hub,
      { file, mediaType, attachments: await filesIn(join(folder, 'attachments')), key: undefined },
      {
        path: `/v1/procedures/${procedure}/messages`,
        authorization: await procedureAuthorization(hub.credentials, procedure),
        repeatsMax: 5,
        onRepeat: () => undefined,
      },
    );
    return { id };
  } catch (error) {
    const { code, message } = toFailure(error);
    return { refusal: `${code}: ${message}` };
  }
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const found = await stat(folder).catch(() => undefined);
  return found === undefined ? [] : (await readdir(folder)).toSorted().map((name) => join(folder, name));
}

async function rowsOf(
  hub: Hub,
  { procedure, fixture, id, refusal }: DemoMessage,
): Promise<readonly (readonly Cell[])[]> {
  if (id === undefined) return [[procedure, fixture, { text: 'refused', colour: 'red' }, '', refusal ?? '']];
  const authorization = await procedureAuthorization(hub.credentials, procedure);
  const message = await untilSettled(hub, id, authorization, SETTLED_SECONDS_MAX);
  const documents = message?.receipt?.documents ?? [];
  const reference = message?.receipt?.fileReference ?? '';
  const where = documents.length === 0 ? [whyOf(message)] : documents.map(({ content }) => hub.at(content).href);
  return where.map((text, index) =>
    index === 0 ? [procedure, fixture, stateOf(message), reference, text] : ['', '', '', '', text],
  );
}

function stateOf(message: MessageAnswer | undefined): Cell {
  const text = message?.state ?? 'unknown';
  return { text, colour: text === 'filed' ? 'green' : text === 'accepted' ? 'yellow' : 'red' };
}

function whyOf(message: MessageAnswer | undefined): string {
  return (message?.error ?? message?.waiting)?.sentence.en ?? '';
}

function advice(hub: Hub, dataDir: string): string {
  return [
    `Keys and the operator's password are in ${join(dataDir, 'demo-credentials.json')}.`,
    `With these you sign in at the console, which is what a browser shows at the address of the hub.`,
    '',
    `The hub is up at ${hub.at('/').href.replace(/\/$/, '')} - stop it with Ctrl-C.`,
  ].join('\n');
}
