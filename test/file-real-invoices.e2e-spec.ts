// Every real invoice, sent three times at once: filed once, three ids, one receipt, the bytes as they were sent.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from './fixtures.js';
import type { Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import { exchanges, type SetUp } from './harness/set-ups.js';
import { realMessagesMissing, realXml } from './messages.js';

const files = realXml('xrechnung', 'xml-rechnung');

describe.each(exchanges)('with the exchange on %s', (exchange) => {
  let setUp: SetUp;
  let sender: Procedure;
  beforeAll(async () => {
    setUp = await startSetUp(exchange);
    sender = await setUp.hub.procedure('xrechnung');
  });
  afterAll(() => setUp.remove());

  it('files each of them once, content identical', async (context) => {
    if (realMessagesMissing !== undefined) context.skip(realMessagesMissing);
    expect(files.length).toBeGreaterThan(80);
    const documents = new Map<string, string>();
    for (const { name, path } of files) {
      const bytes = await readFile(path);
      const answers = await Promise.all([1, 2, 3].map(() => sender.send(bytes)));
      expect(
        answers.map(({ status }) => status),
        name,
      ).toEqual([202, 202, 202]);
      const ids = answers.map(({ body }) => body.id as string);
      expect(new Set(ids).size, name).toBe(3);

      const states = await Promise.all(ids.map((id) => sender.settled(id)));
      expect(
        states.map(({ state }) => state),
        name,
      ).toEqual(['filed', 'filed', 'filed']);
      expect(new Set(states.map(({ receiptJws }) => receiptJws)).size, name).toBe(1);
      expect(
        states.filter(({ duplicateOf }) => duplicateOf === undefined),
        name,
      ).toHaveLength(1);

      const [document, ...others] = states[0].receipt.documents;
      expect(others, name).toEqual([]);
      expect(document.sha256, name).toBe(sha256(bytes));
      expect(sha256(await sender.content(document.content)), name).toBe(sha256(bytes));
      documents.set(document.id, name);
    }
    const books = await sender.booksWhen('tallies are settled', ({ received }) => received === 3 * files.length);
    const filed = files.length;
    expect(books).toMatchObject({ accepted: filed, duplicates: 2 * filed, filed, inFlight: 0, balanced: true });
    expect(books).toMatchObject({ missing: { count: 0 }, unseen: { count: 0 }, undecided: { count: 0 } });
  });
});
