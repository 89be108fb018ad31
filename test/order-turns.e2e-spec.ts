// Who has to wait for whom, as the stage `file` decides it under the lock of the procedure.
import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { administer } from '@fachwerk/hub/administer';
import type { ArchiveCommand } from '@fachwerk/connectors/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DiskContentStore } from '../apps/hub/src/archive/disk-content-store.js';
import { Filing } from '../apps/hub/src/archive/filing.js';
import { RandomIds, SystemClock } from '../apps/hub/src/config/clock.js';
import { Database } from '../apps/hub/src/database/database.js';
import { HubError } from '../apps/hub/src/errors/hub-error.js';
import { fileBatch } from '../apps/hub/src/file/batch.js';
import { FileStage } from '../apps/hub/src/file/file-stage.js';
import type { ReadMessage } from '../apps/hub/src/file/read-message.js';
import { newMessageId } from '../apps/hub/src/ledger/message-id.js';
import { Messages } from '../apps/hub/src/ledger/messages.js';
import { lockSettled, reopen } from '../apps/hub/src/ledger/reopen.js';
import { proceduresWithDue, takeDue } from '../apps/hub/src/ledger/turns.js';
import type { TestDatabase } from './harness/databases.js';
import { newDatabase } from './harness/provided.js';
import { until } from './harness/wait.js';

const ids = new RandomIds();
const clock = new SystemClock();
const parts = { filing: new Filing({ timeZone: 'UTC', ids }), sign: async () => 'jws', clock, ids, writer: ids.uuid() };
const NEVER = new Date(0);
const later = (): Date => new Date(Date.now() + 1_000);

let service: TestDatabase;
let contentDir: string;
let database: Database;
let stage: FileStage;
let tenant: string;
let procedure: string;
let seq = 0;

beforeAll(async () => {
  service = await newDatabase();
  contentDir = await mkdtemp(join(tmpdir(), 'fachwerk-turns-'));
  database = new Database({ url: service.url, connectionsMax: 4 });
  stage = new FileStage(database, new DiskContentStore(contentDir), parts, (_message, error) => {
    throw error;
  });
  await administer({ FACHWERK_DATABASE_URL: service.url }, async ({ administration, filePlan }) => {
    tenant = await administration.createTenant('city', 'City');
    await filePlan.createEntry(tenant, { code: '1', title: 'Files', referencePattern: '{seq}' });
  });
});
afterAll(async () => {
  await database.close();
  await service.drop();
  await rm(contentDir, { recursive: true });
});
// Each test has a procedure of its own.
beforeEach(async () => {
  await administer({ FACHWERK_DATABASE_URL: service.url }, async ({ administration }) => {
    const facts = {
      name: `p-${randomUUID()}`,
      title: 'P',
      connector: 'xrechnung',
      settings: {},
      order: 'by-key' as const,
    };
    procedure = await administration.createProcedure(tenant, facts);
  });
});

function message(orderKey: string | undefined, result?: ReadMessage['result']): ReadMessage {
  seq += 1;
  const at = new Date();
  const owner = { tenant, procedure };
  const id = newMessageId(at, ids.bytes(6), owner, { name: 'k', secret: Buffer.alloc(32) });
  const body = Buffer.from(id);
  const sha256 = createHash('sha256').update(body).digest('hex');
  const acceptedAt = at.toISOString();
  return {
    envelope: {
      version: 1,
      id,
      ...owner,
      connector: 'xrechnung',
      acceptedAt,
      stamp: { gateway: 'g', epoch: randomUUID(), seq },
      body: { mime: 'application/xml', sizeBytes: body.length, sha256, inline: true, syntax: 'xml' },
      attachments: [],
    },
    body,
    procedureName: 'p',
    ordered: true,
    orderKey,
    startedAt: at,
    measured: {},
    connector: 'xrechnung',
    connectorVersion: '1.0.0',
    type: 'invoice.ubl',
    validation: undefined,
    result: result ?? filing(`key ${seq}`),
  };
}

const filing = (key: string, subject = 'A file'): ReadMessage['result'] => {
  const commands: readonly ArchiveCommand[] = [{ do: 'open-file', key, filePlanCode: '1', subject }];
  return { key, commands };
};
const failing = (kind: HubError['kind'], code: string): ReadMessage['result'] => ({
  error: new HubError(kind, code, 'It failed.'),
  stage: 'validate',
});
const defect = failing('defect', 'connector.threw');
const away = failing('unavailable-message', 'read.timeout');

/** The word for what became of each. */
async function file(...messages: readonly ReadMessage[]): Promise<readonly string[]> {
  const filed = await stage.file(tenant, messages);
  return filed.map((one) => (one.as === 'settled' ? one.outcome : one.as));
}

const waitsFor = async ({ envelope }: ReadMessage): Promise<unknown> =>
  (await new Messages(database).find(tenant, envelope.id))?.waiting?.values?.['waitsFor'];
const idsOf = (...messages: readonly ReadMessage[]): readonly string[] => messages.map(({ envelope }) => envelope.id);
const due = async (now = new Date(), lostBefore = NEVER): Promise<readonly string[]> =>
  (await takeDue(database, { tenant, procedure }, now, lostBefore)).map(({ envelope }) => envelope.id);
const release = ({ envelope }: ReadMessage): Promise<unknown> =>
  database.inTenant(tenant, async (transaction) => {
    const parked = await lockSettled(transaction, tenant, envelope.id, 'parked');
    return reopen(transaction, tenant, parked!, new Date());
  });

describe('a message of an ordered procedure', () => {
  it('is filed with those before it in one transaction, in order', async () => {
    expect(await file(message('A'), message('B'), message('A'))).toEqual(['filed', 'filed', 'filed']);
  });

  it('is held by one of the same batch that is halved out, and others of the batch are not', async () => {
    const culprit = message('A', filing('A1', 'refused by the database: \u0000'));
    const [behind, other, last] = [message('A'), message('B'), message('A')];
    expect(await file(message('A'), culprit, behind, other, last)).toEqual([
      'filed',
      'parked',
      'held',
      'filed',
      'held',
    ]);
    expect(await waitsFor(behind)).toBe(culprit.envelope.id);
    expect(await due()).toEqual([]);
  });

  it('is held by one that the archive refuses for a reason that may pass, and not by a rejected one', async () => {
    const conflict = message('A', {
      key: 'x',
      commands: [{ do: 'close-case', key: 'nowhere', closedOn: '2026-01-01' }],
    });
    const behind = message('A');
    const [refused, held] = await file(conflict, behind);
    expect([refused, held]).toEqual(['parked', 'held']);
    expect(await waitsFor(behind)).toBe(conflict.envelope.id);
    expect(await file(message('B', failing('rejected', 'xml.empty')), message('B'))).toEqual(['rejected', 'filed']);
  });

  it('goes on in its turn, each behind the one before it', async () => {
    const [first, second, third, fourth] = [message('A', away), message('A'), message('A'), message('A')];
    expect(await file(first, second, third)).toEqual(['delay', 'held', 'held']);
    expect(await due()).toEqual([]);
    // It came back, and can be read now.
    expect(await file({ ...first, result: filing('first') })).toEqual(['filed']);
    expect(await file(fourth)).toEqual(['held']);
    expect(await due()).toEqual(idsOf(second, third, fourth));
    expect(await due()).toEqual([]);
    // Whatever order they come in.
    expect(await file(third)).toEqual(['held']);
    expect(await file(fourth, second)).toEqual(['held', 'filed']);
    expect(await due()).toEqual(idsOf(third, fourth));
    expect(await file(fourth, third)).toEqual(['filed', 'filed']);
    expect(await file(message('A'))).toEqual(['filed']);
  });

  it('is held by one whose order key is not known, until that is settled or its order key is known', async () => {
    const unknown = message(undefined, defect);
    const [one, other] = [message('A'), message('B')];
    expect(await file(unknown, one, other)).toEqual(['parked', 'held', 'held']);
    await release(unknown);
    // It was the connector; now the message is about B.
    expect(await file({ ...unknown, orderKey: 'B', result: away })).toEqual(['delay']);
    expect(await due()).toEqual(idsOf(one));
    expect(await file({ ...unknown, orderKey: 'B', result: failing('rejected', 'xml.empty') })).toEqual(['rejected']);
    expect(await due()).toEqual(idsOf(other));
  });

  it('is not doubled when it is sent again while it is held, and is filed once', async () => {
    const [first, held] = [message('A', defect), message('A', filing('once'))];
    expect(await file(first, held)).toEqual(['parked', 'held']);
    const { id, acceptedAt } = message('A').envelope;
    const again: ReadMessage = { ...held, envelope: { ...held.envelope, id, acceptedAt } };
    expect(await file(again)).toEqual(['duplicate']);
    await release(first);
    expect(await file({ ...first, result: filing('first') })).toEqual(['filed']);
    expect(await due()).toEqual(idsOf(held));
    expect(await file(held, message('A'))).toEqual(['filed', 'filed']);
    expect(await new Messages(database).find(tenant, id)).toMatchObject({
      state: 'filed',
      duplicateOf: held.envelope.id,
    });
  });

  it('is not forgotten when what was published got lost', async () => {
    const [first, held] = [message('A', away), message('A')];
    await file(first, held);
    await file({ ...first, result: filing('first') });
    expect(await proceduresWithDue(database, NEVER)).toContainEqual({ tenant, procedure });
    expect(await due()).toEqual(idsOf(held));
    expect(await proceduresWithDue(database, NEVER)).not.toContainEqual({ tenant, procedure });
    expect(await proceduresWithDue(database, later())).toContainEqual({ tenant, procedure });
    expect(await due(new Date(), later())).toEqual(idsOf(held));
    expect(await file(held)).toEqual(['filed']);
  });

  it('goes on when its procedure is not ordered any more', async () => {
    const [first, held] = [message('A', defect), message('A')];
    expect(await file(first, held)).toEqual(['parked', 'held']);
    await database.inTenant(tenant, (transaction) =>
      transaction.query(`UPDATE procedure SET filing_order = 'none' WHERE id = $1`, [procedure]),
    );
    expect(await due()).toEqual(idsOf(held));
    expect(await file(held)).toEqual(['filed']);
  });

  it('does not overtake by a worker that knows less: it waits for the lock, and then for the message', async () => {
    const [first, second] = [message('A', defect), message('A')];
    let overtaking: Promise<readonly string[]> | undefined;
    await database.inTenant(tenant, async (transaction) => {
      await fileBatch(transaction, tenant, [first], parts);
      overtaking = file(second);
      await until('the other worker waits', async () => {
        const [row] = await transaction.query<{ waiting: string }>(
          `SELECT count(*) AS waiting FROM pg_locks JOIN pg_stat_activity USING (pid)
           WHERE NOT granted AND datname = current_database()`,
        );
        return Number(row?.waiting) > 0;
      });
    });
    expect(await overtaking).toEqual(['held']);
    expect(await waitsFor(second)).toBe(first.envelope.id);
  });
});
