/** What operators ask of a ledger in which much stands still. */
import { query } from '../harness/databases.js';

export async function operatorQuestions(
  databaseUrl: string,
  samples: number,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const sampled = await query<{ message: string; cause: string; key: string }>(
    databaseUrl,
    `SELECT stopped_message.message_id AS message, cause_id AS cause, key FROM stopped_message
     JOIN submission ON submission.tenant_id = stopped_message.tenant_id AND submission.id = submission_id
     ORDER BY random() LIMIT ${samples}`,
  );
  const filed = await query<{ key: string }>(
    databaseUrl,
    `SELECT key FROM submission TABLESAMPLE BERNOULLI (1) WHERE state = 'filed' ORDER BY random() LIMIT ${samples}`,
  );
  const each = (path: (one: (typeof sampled)[number], at: number) => string): readonly string[] => sampled.map(path);
  const some = <Path>(paths: readonly Path[]): readonly Path[] => paths.slice(0, 20);
  return {
    overview: some(each(() => '/v1/overview')),
    'series of 30 days': some(each(() => '/v1/overview/series?span=30d')),
    causes: some(each(() => '/v1/causes')),
    'causes with a word': some(each((_, at) => `/v1/causes?q=Lieferung%20${at}`)),
    'one cause': some(each(({ cause }) => `/v1/causes/${cause}`)),
    'messages of a cause': each(({ cause }) => `/v1/messages?cause=${cause}`),
    'messages by key, filed': filed.map(({ key }) => `/v1/messages?q=${encodeURIComponent(key)}`),
    'messages by key, parked': each(({ key }) => `/v1/messages?q=${key}`),
    'messages by word of a body': each((_, at) => `/v1/messages?q=${(at * 7) % 9973}.00`),
    'messages, newest first': each(() => '/v1/messages'),
    'parked messages': each(() => '/v1/messages?state=parked'),
    'rejected messages': some(each(() => '/v1/messages?state=rejected')),
    timeline: each(({ message }) => `/v1/messages/${message}/timeline`),
  };
}
