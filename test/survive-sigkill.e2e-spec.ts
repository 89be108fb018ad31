// The hub is killed in the middle of 2,000 messages: after a restart every 202 is filed, exactly once, and every document
// can be read.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DiskContentStore } from '../apps/hub/src/archive/disk-content-store.js';
import { verifyContent } from '../apps/hub/src/archive/verify.js';
import { Database } from '../apps/hub/src/database/database.js';
import { query } from './harness/databases.js';
import type { Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import { exchanges, type SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { permit } from './permit.js';

const MESSAGES = 2_000;
const SENDERS = 16;

describe.each(exchanges)('SIGKILL with the exchange on %s', (exchange) => {
  let setUp: SetUp;
  let sender: Procedure;
  beforeAll(async () => {
    setUp = await startSetUp(exchange);
    sender = await setUp.hub.procedure('building-permits');
  });
  afterAll(() => setUp.remove());

  it('loses nothing and doubles nothing', async () => {
    const ids = new Map<string, string[]>();
    let next = 0;
    const send = async (): Promise<void> => {
      for (let number = next++; number < MESSAGES; number = next++) {
        const key = `BG-${number}`;
        const body = permit(key, { parcel: `Flur ${number % 200}` });
        ids.set(key, [await accepted(sender, body, key)]);
      }
    };
    const senders = Array.from({ length: SENDERS }, send);
    for (const share of [0.25, 0.6]) {
      await until('it is the moment', () => ids.size >= MESSAGES * share);
      await setUp.hub.kill();
      await setUp.hub.start();
    }
    await Promise.all(senders);

    const books = await sender.booksWhen(
      'everything is settled',
      ({ inFlight, accepted: all }) => inFlight === 0 && all >= MESSAGES,
      120_000,
    );
    expect(books).toMatchObject({ accepted: MESSAGES, filed: MESSAGES, rejected: 0, parked: 0, balanced: true });
    expect(books.missing.count + books.unseen.count).toBe(0);
    const filed = await idsIn(sender, 'filed');
    expect([...ids.values()].flat().filter((id) => !filed.has(id))).toEqual([]);
    await expectFiledOnce(setUp.database.migrateUrl);
    await expectReadable(setUp);
  });
});

/** The sender repeats until it has an answer; a broken connection is no answer. */
async function accepted(sender: Procedure, body: string, key: string): Promise<string> {
  return until(
    `${key} is accepted`,
    async () => {
      const answer = await sender.send(body, { key, mime: 'application/json' }).catch(() => undefined);
      if (answer !== undefined && ![202, 503].includes(answer.status)) throw new Error(JSON.stringify(answer.body));
      return answer?.status === 202 ? (answer.body.id as string) : undefined;
    },
    60_000,
  );
}

async function idsIn(sender: Procedure, state: string): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  let after = '';
  do {
    const { status, body } = await sender.get(`/v1/messages?state=${state}&limit=500${after}`);
    expect(status).toBe(200);
    for (const { id } of body.messages) ids.add(id);
    after = body.after === undefined ? '' : `&after=${body.after}`;
  } while (after !== '');
  return ids;
}

/** Each body was written once, into a segment of the process that filed it, and its rows say where. */
async function expectReadable({ database, hub }: SetUp): Promise<void> {
  const connection = new Database({ url: database.url, connectionsMax: 1 });
  const store = new DiskContentStore(`${hub.dataDir}/content`);
  try {
    const verified = await verifyContent({ database: connection, store, onProgress: () => undefined }, 1);
    expect(verified).toMatchObject({ versions: MESSAGES, checked: MESSAGES, bad: [] });
  } finally {
    await connection.close();
  }
  const [places] = await query<Record<string, number>>(
    database.migrateUrl,
    `SELECT count(DISTINCT (segment, segment_position))::int AS documents,
       (SELECT count(*)::int FROM payload JOIN document_version AS version USING (tenant_id, message_id, segment, segment_position)
        WHERE body IS NULL) AS payloads
     FROM document_version`,
  );
  expect(places).toEqual({ documents: MESSAGES, payloads: MESSAGES });
}

async function expectFiledOnce(url: string): Promise<void> {
  const [counts] = await query<Record<string, string>>(
    url,
    `SELECT (SELECT count(*) FROM document) AS documents, (SELECT count(*) FROM document_version) AS versions,
       (SELECT count(*) FROM file_case) AS cases, (SELECT count(*) FROM case_file) AS files,
       (SELECT count(DISTINCT reference) FROM case_file) AS refs,
       (SELECT max(split_part(reference, '-', 2)::int) FROM case_file) AS highest,
       (SELECT count(*) FROM history WHERE action = 'created') AS created`,
  );
  expect(counts).toEqual({
    documents: '2000',
    versions: '2000',
    cases: '2000',
    files: '200',
    refs: '200',
    highest: 200,
    created: '4200',
  });
}
