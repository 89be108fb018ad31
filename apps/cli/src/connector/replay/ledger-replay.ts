/** Messages that a hub has, replayed by it. */
import type { ReplayFacts } from '@fachwerk/hub/connector-kit';
import { Failure, wrongUsage } from '../../failure.js';
import type { Lang } from '../../hub/answers.js';
import { personAuthorization } from '../../hub/credentials.js';
import { Hub, type HubOptions } from '../../hub/hub.js';
import { beginningOf, endOf } from '../../terminal/time.js';
import type { Replay, Replayed } from './replayed.js';

const MEMBERS = ['procedure', 'state', 'from', 'to', 'limit'] as const;

type Sentence = Readonly<Record<Lang, string>>;
type Line =
  | { readonly replay: ReplayFacts }
  | {
      readonly message: Omit<Replayed, 'error'> & {
        readonly error?: { code: string; sentence: Sentence; path?: string };
      };
    }
  | { readonly summary: object }
  | { readonly error: { readonly code: string; readonly sentence: Sentence } };

/** @param named connector, with `@version` where it is not the newest */
export async function ledgerReplay(
  named: string,
  query: string,
  against: string | undefined,
  options: HubOptions,
): Promise<Replay> {
  const [connector = '', version] = named.split('@');
  const asked: Readonly<Record<string, unknown>> = {
    ...askedIn(query),
    ...(version && { version }),
    ...(against && { against }),
  };
  const hub = await Hub.of(options);
  const lines = hub.lines<Line>('/v1/replays', await personAuthorization(hub.credentials), asked);
  const first = (await lines.next()).value as Line | undefined;
  if (first === undefined || !('replay' in first)) {
    throw new Failure('hub.unexpected', 'The hub did not say what it compares.', 3);
  }
  if (first.replay.connector !== connector) {
    await lines.return(undefined);
    throw wrongUsage(
      `The procedure ${String(asked['procedure'])} has the connector ${first.replay.connector}, not ${connector}.`,
    );
  }
  return { facts: first.replay, messages: messagesOf(lines, hub.lang) };
}

async function* messagesOf(lines: AsyncGenerator<Line>, lang: Lang): AsyncGenerator<Replayed> {
  for await (const line of lines) {
    if ('summary' in line) return;
    if ('error' in line) throw new Failure(line.error.code, line.error.sentence[lang]);
    if (!('message' in line)) continue;
    const { error, ...message } = line.message;
    yield { ...message, ...(error === undefined ? {} : { error: { ...error, sentence: error.sentence[lang] } }) };
  }
  throw new Failure('hub.unexpected', 'The hub went away before it was through. Begin again.', 3);
}

/** As in the URL of the list of messages: `procedure=invoices&from=2026-11-01`. */
function askedIn(query: string): Readonly<Record<string, unknown>> {
  const given = Object.fromEntries(new URLSearchParams(query));
  const unknown = Object.keys(given).find((name) => !MEMBERS.some((member) => member === name));
  if (unknown !== undefined || given['procedure'] === undefined) {
    throw wrongUsage(
      `--from must be a folder, or which messages of the ledger: procedure=<name>, and as you like &state=filed&from=2026-11-01&to=2026-11-30&limit=1000. Given: ${query}`,
    );
  }
  const { from, to, limit } = given;
  return {
    ...given,
    ...(from === undefined ? {} : { from: beginningOf(from).toISOString() }),
    ...(to === undefined ? {} : { to: endOf(to).toISOString() }),
    ...(limit === undefined ? {} : { limit: Number(limit) }),
  };
}
