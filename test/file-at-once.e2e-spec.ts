// Two batches at once in the same files, cases and documents, and one that is as large as it may be.
import type { ArchiveCommand } from '@fachwerk/connectors/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CASE_FILES_UNLOCKED, CASES, DOCUMENTS } from '../apps/hub/src/archive/filing-load-statements.js';
import { sqlState } from '../apps/hub/src/database/database.js';
import { fileBatch } from '../apps/hub/src/file/batch.js';
import type { ReadMessage } from '../apps/hub/src/file/read-message.js';
import { createCity } from './harness/cities.js';
import { query, type TestDatabase } from './harness/databases.js';
import { DirectFiling } from './harness/filing.js';
import { HubProcess } from './harness/hub-process.js';
import { newDatabase } from './harness/provided.js';
import { stepwise } from './harness/stepwise.js';
import { until } from './harness/wait.js';

let database: TestDatabase;
let hub: HubProcess;
let one: DirectFiling;
let two: DirectFiling;
beforeAll(async () => {
  database = await newDatabase();
  const { tenant } = await createCity(database.url, 'adorf');
  hub = await HubProcess.start({ DATABASE_URL: database.url });
  const content = `${hub.dataDir}/content`;
  one = await DirectFiling.on(database, content, tenant, 'invoices');
  two = await DirectFiling.on(database, content, tenant, 'invoices');
});
afterAll(async () => {
  await one.close();
  await two.close();
  await hub.remove();
  await database.drop();
});

const openFile = (key: string): ArchiveCommand => ({ do: 'open-file', key, filePlanCode: '632.6', subject: key });
const openCase = (key: string, inFile: string): ArchiveCommand => ({ do: 'open-case', key, inFile, subject: key });
const document = (key: string, inCase: string): ArchiveCommand => ({
  do: 'add-document',
  key,
  in: { case: inCase },
  subject: key,
  content: 'message',
});

/** One batch in one transaction, again and again until it is through. @returns why it had to be repeated */
async function through(filing: DirectFiling, messages: readonly ReadMessage[]): Promise<readonly string[]> {
  const repeats: string[] = [];
  for (;;) {
    try {
      await filing.database.inTenant(filing.tenant, (transaction) =>
        fileBatch(transaction, filing.tenant, messages, filing.parts),
      );
      return repeats;
    } catch (error) {
      const code = sqlState(error);
      if (code === undefined || repeats.length > 50) throw error;
      repeats.push(code);
    }
  }
}

const rows = <Row extends object>(statement: string): Promise<readonly Row[]> =>
  query<Row>(database.migrateUrl, statement);

describe('two batches at once', () => {
  it('with crossed keys neither wait crosswise nor file anything twice', async () => {
    const [files, levels] = [4, ['x', 'y']];
    for (let round = 0; round < 15; round += 1) {
      // Both open the same parts, cases, versions and annexes, in opposite order, in files that only the first round opens.
      const commandsOf = (name: string, body: string): readonly ArchiveCommand[] => [
        openFile(name),
        { do: 'open-sub-file', key: `${name}/${round}`, inFile: name, subject: 'Part' },
        openCase(`${name}/c`, name),
        { do: 'open-sub-case', key: `${name}/c/${round}`, inCase: `${name}/c`, subject: 'Case' },
        { ...document(`${name}/d`, `${name}/c`), whenChanged: 'add-version' } as ArchiveCommand,
        { do: 'add-version', key: `${name}/d`, content: { attachment: body } },
        {
          do: 'add-document',
          key: `${name}/d/${round}`,
          in: { document: `${name}/d` },
          subject: 'Annex',
          content: 'message',
        },
      ];
      const names = Array.from({ length: files }, (_, index) => `file-${index}`);
      const messagesOf = (filing: DirectFiling, order: readonly string[]): Promise<readonly ReadMessage[]> =>
        Promise.all(
          order.map((name) => {
            const attachments = Object.fromEntries(levels.map((level) => [level, `${name} ${round} ${level}`]));
            const commands = levels.flatMap((level) => commandsOf(name, level));
            // A document is named once by a message.
            const distinct = commands.filter(
              (command, at) => command.do !== 'add-document' || at < commands.length / 2,
            );
            return filing.read({ commands: distinct, attachments });
          }),
        );
      const batches = [await messagesOf(one, names), await messagesOf(two, names.toReversed())] as const;
      const repeats = await Promise.all([through(one, batches[0]), through(two, batches[1])]);
      // A record that the other one opened first is a reason to look again, a deadlock is a defect.
      expect(repeats.flat().filter((code) => code !== '40001' && code !== '23505')).toEqual([]);
    }
    const numbered = `array_agg(number ORDER BY number) = array_agg(row::int ORDER BY number) AS gapless, count(*)::int`;
    const parts = `SELECT ${numbered} FROM (SELECT parent_id, part_number AS number,
      row_number() OVER (PARTITION BY parent_id ORDER BY part_number) AS row FROM case_file WHERE parent_id IS NOT NULL) AS part`;
    expect(await rows(parts)).toEqual([{ gapless: true, count: files * 15 }]);
    const cases = `SELECT ${numbered} FROM (SELECT number, row_number() OVER (PARTITION BY case_file_id ORDER BY number) AS row
      FROM file_case) AS one`;
    expect(await rows(cases)).toEqual([{ gapless: true, count: files * 16 }]);
    const versions = `SELECT count(*)::int, count(DISTINCT (document_id, sha256))::int AS "distinct"
      FROM document_version JOIN document ON document.id = document_id WHERE parent_id IS NULL`;
    // The message itself, and two attachments in each round.
    expect(await rows(versions)).toEqual([{ count: files * (1 + 15 * 2), distinct: files * (1 + 15 * 2) }]);
    expect(await rows(`SELECT count(*)::int FROM document WHERE parent_id IS NOT NULL`)).toEqual([
      { count: files * 15 },
    ]);
  });

  it('do not wait for each other because of a foreign key', async () => {
    await one.file({ commands: [openFile('K'), openCase('K/1', 'K')] });
    // The first one has locked the case, and is about to insert a document that refers to the file. The second one has
    // locked the file, and waits for the case.
    const first = await one.read({ commands: [document('K/a', 'K/1')] });
    const second = await two.read({ commands: [openCase('K/2', 'K'), document('K/b', 'K/1')] });
    let following: Promise<readonly string[]> | undefined;
    await one.database.inTenant(one.tenant, async (transaction) => {
      const paused = stepwise(transaction, async (statement) => {
        if (typeof statement !== 'object' || statement.name !== 'claim-record-keys') return;
        following = through(two, [second]);
        await until('the second one waits', async () => {
          const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
          return (await rows(waiting)).length === 1;
        });
      });
      await fileBatch(paused, one.tenant, [first], one.parts);
      await paused.sent();
    });
    expect(await following).toEqual([]);
    expect(await rows(`SELECT number FROM file_case WHERE subject LIKE 'K/%' ORDER BY number`)).toEqual([
      { number: 1 },
      { number: 2 },
    ]);
    expect(await rows(`SELECT FROM document WHERE subject IN ('K/a', 'K/b')`)).toHaveLength(2);
  });
});

describe('what another transaction opens between two looks', () => {
  /** Files a message, and something else just before this statement, or the one of this name. */
  async function meanwhile(
    statement: string,
    message: readonly ArchiveCommand[],
    other: readonly ArchiveCommand[],
  ): Promise<unknown> {
    const read = await one.read({ commands: message });
    return one.database
      .inTenant(one.tenant, async (transaction) => {
        const overtaken = stepwise(transaction, async (text) => {
          if (text === statement || (typeof text === 'object' && text.name === statement))
            await two.carryOut({ commands: other });
        });
        await fileBatch(overtaken, one.tenant, [read], one.parts);
        await overtaken.sent();
      })
      .then(() => 'filed', sqlState);
  }
  const version: ArchiveCommand = { do: 'add-version', key: 'O/d', content: 'message' };
  const within: ArchiveCommand = { do: 'open-sub-case', key: 'O/s', inCase: 'O/c', subject: 'O/s' };

  it('makes the batch look again: the case of a document', async () => {
    const other = [openFile('O'), openCase('O/1', 'O'), document('O/d', 'O/1')];
    expect(await meanwhile(DOCUMENTS, [version], other)).toBe('40001');
    expect(await meanwhile('none', [version], [])).toBe('filed');
  });

  it('makes the batch look again: the case file of a case', async () => {
    expect(await meanwhile(CASES, [within], [openCase('O/c', 'O')])).toBe('40001');
    expect(await meanwhile('none', [within], [])).toBe('filed');
    expect(await rows(`SELECT number FROM file_case WHERE subject LIKE 'O/%' ORDER BY number`)).toHaveLength(3);
  });

  it('makes the batch look again: what was opened together with its place', async () => {
    const withCase = [openFile('Q'), openCase('Q/c', 'Q')];
    expect(await meanwhile(CASES, withCase, withCase)).toBe('40001');
    const withPart: readonly ArchiveCommand[] = [
      openFile('Q2'),
      { do: 'open-sub-file', key: 'Q2/p', inFile: 'Q2', subject: 'Q2/p' },
    ];
    expect(await meanwhile(CASE_FILES_UNLOCKED, withPart, withPart)).toBe('40001');
    const withDocument = [openFile('Q3'), openCase('Q3/c', 'Q3'), document('Q3/d', 'Q3/c')];
    expect(await meanwhile(DOCUMENTS, withDocument, withDocument)).toBe('40001');
    const left = await rows(`SELECT FROM submission WHERE state = 'parked'`);
    expect(await meanwhile('none', withDocument, [])).toBe('filed');
    expect(await rows(`SELECT FROM submission WHERE state = 'parked'`)).toEqual(left);
  });

  it('files into a case file that another transaction files into', async () => {
    const inFile = (key: string): readonly ArchiveCommand[] => [
      openFile('S'),
      { do: 'add-document', key, in: { file: 'S' }, subject: key, content: 'message' },
    ];
    await one.carryOut({ commands: [openFile('S')] });
    const read = await one.read({ commands: inFile('S/1') });
    const [filed] = await one.database.inTenant(one.tenant, async (transaction) => {
      const results = await fileBatch(transaction, one.tenant, [read], one.parts);
      // The first one is not committed yet.
      await two.carryOut({ commands: inFile('S/2') });
      return results;
    });
    expect(filed).toMatchObject({ as: 'settled', outcome: 'filed' });
    expect(await rows(`SELECT subject FROM document WHERE subject LIKE 'S/%' ORDER BY subject`)).toHaveLength(2);
  });

  it('makes the batch look again: a key of its own', async () => {
    expect(await meanwhile('claim-record-keys', [openFile('O2')], [openFile('O2')])).toBe('23505');
  });
});

describe('a file of a hundred parts with nested cases', () => {
  /** As many commands as a message may have: in each part 40 cases with a case within, and in each of these documents. */
  const commands: readonly ArchiveCommand[] = [
    openFile('L'),
    ...Array.from({ length: 100 }, (_, part) => `L/${part}`).flatMap((part): readonly ArchiveCommand[] => [
      { do: 'open-sub-file', key: part, inFile: 'L', subject: part },
      ...Array.from({ length: 33 }, (_, number) => `${part}/${number}`).flatMap((key): readonly ArchiveCommand[] => [
        openCase(key, part),
        { do: 'open-sub-case', key: `${key}/s`, inCase: key, subject: key },
        document(`${key}/d`, `${key}/s`),
        {
          do: 'add-version',
          key: `${key}/d`,
          content: { attachment: 'v2' },
          formats: [{ content: { attachment: 'pdf' } }],
        },
        { do: 'add-document', key: `${key}/a`, in: { document: `${key}/d` }, subject: 'Annex', content: 'message' },
        { do: 'close-case', key, closedOn: '2026-01-01' },
      ]),
    ]),
  ];
  const attachments = { v2: 'the second version', pdf: 'as PDF' };

  it('is filed in one transaction, with one statement for each table however many records there are', async () => {
    expect(commands).toHaveLength(19_901);
    const statements: string[] = [];
    const file = (message: ReadMessage): Promise<unknown> =>
      one.database.inTenant(one.tenant, async (transaction) => {
        const counting = stepwise(transaction, (statement) =>
          statements.push(typeof statement === 'string' ? statement : (statement.name ?? statement.text)),
        );
        await fileBatch(counting, one.tenant, [message], one.parts);
        await counting.sent();
      });
    const started = performance.now();
    await file(await one.read({ commands, attachments }));
    expect(statements.length).toBeLessThan(30);
    expect(new Set(statements).size).toBeGreaterThanOrEqual(statements.length - 1);
    expect(performance.now() - started).toBeLessThan(25_000);
    const counted = `SELECT (SELECT count(*)::int FROM case_file WHERE reference LIKE whole.reference || '-%') AS parts,
      (SELECT last_part_number FROM case_file WHERE id = whole.id) AS last
      FROM case_file AS whole WHERE subject = 'L'`;
    expect(await rows(counted)).toEqual([{ parts: 100, last: 100 }]);
    expect(await rows('SELECT count(*)::int FROM document_format')).toEqual([{ count: 3_300 }]);

    const before = await rows('SELECT count(*) FROM history');
    const again = performance.now();
    await file(await one.read({ commands, attachments }));
    // Far above what it takes on an idle machine, far below what a kept plan for small tables takes.
    expect(performance.now() - again).toBeLessThan(25_000);
    expect(await rows('SELECT count(*) FROM history')).toEqual(before);
  });
});
