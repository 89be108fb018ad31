// Everything a stranger may send: each is answered clearly or rejected with its reason, nothing is half-filed, and the
// hub lives on with little memory. The cases are tables in test/hostile; what became of each is printed at the end.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query } from './harness/databases.js';
import type { Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import type { Expectation, HostileCase, ProcedureName, Target } from './hostile/hostile-case.js';
import { nothingHalfWritten } from './hostile/half-written.js';
import { httpHeads, httpMessages } from './hostile/http.js';
import { jsonEncodings, jsonMass, jsonMeaning, jsonSyntax } from './hostile/json.js';
import { forgetPeak, peakMib, RSS_MIB_MAX } from './hostile/memory.js';
import { multipartForm, multipartNames } from './hostile/multipart.js';
import { pdfForm, pdfInvoices, pdfMass } from './hostile/pdf.js';
import { sendBody, sendWire, type Received } from './hostile/send.js';
import { showTable, type Row } from './hostile/table.js';
import { xdomeaMessages } from './hostile/xdomea.js';
import { xmlEncodings, xmlEntities, xmlMass, xmlMeaning, xmlSyntax } from './hostile/xml.js';
import { zipForm, zipMass, zipNames } from './hostile/zip.js';
import { invoice } from './invoice.js';

const groups: Readonly<Record<string, readonly HostileCase[]>> = {
  'XML syntax': xmlSyntax,
  'XML entities': xmlEntities,
  'XML encodings': xmlEncodings,
  'XML mass': xmlMass,
  'XML meaning': xmlMeaning,
  'JSON syntax': jsonSyntax,
  'JSON encodings': jsonEncodings,
  'JSON mass': jsonMass,
  'JSON meaning': jsonMeaning,
  'multipart form': multipartForm,
  'multipart names': multipartNames,
  'ZIP names': zipNames,
  'ZIP form': zipForm,
  'ZIP mass': zipMass,
  xdomea: xdomeaMessages,
  'PDF form': pdfForm,
  'PDF invoices': pdfInvoices,
  'PDF mass': pdfMass,
  'HTTP head': httpHeads,
  'HTTP itself': httpMessages,
};

/** Slow senders are given up early here, and tries follow each other quickly, so that the test does not take minutes. */
const settings = { TALLY_MS: '100', BODY_TIMEOUT_MS: '2000', HEADERS_TIMEOUT_MS: '2000', DELAY_LADDER_MS: '500' };

const rows: Row[] = [];
const procedures = {} as Record<ProcedureName, Procedure>;
let setUp: SetUp;
let operator: Procedure;
let pid: number;
/** The books as the case before left them; undefined when something else was sent meanwhile, or they were wrong. */
let known: (Books & { readonly documents: number }) | undefined;
beforeAll(async () => {
  setUp = await startSetUp('rabbitmq', settings);
  for (const name of ['xrechnung', 'building-permits', 'xdomea'] as const)
    procedures[name] = await setUp.hub.procedure(name);
  operator = await setUp.hub.operator();
  pid = setUp.hub.pid;
});
afterAll(async () => {
  await showTable(rows);
  await setUp.remove();
});

interface Books {
  readonly accepted: number;
  readonly filed: number;
  readonly rejected: number;
  readonly parked: number;
  readonly inFlight: number;
}

/** Of all procedures together. */
async function books(): Promise<Books> {
  const { procedures: all } = await operator.books();
  for (const one of all) expect(one).toMatchObject({ balanced: true, missing: { count: 0 } });
  const sum = (name: keyof Books): number => all.reduce((total: number, one: Books & object) => total + one[name], 0);
  return {
    accepted: sum('accepted'),
    filed: sum('filed'),
    rejected: sum('rejected'),
    parked: sum('parked'),
    inFlight: sum('inFlight'),
  };
}

async function documents(): Promise<number> {
  const [row] = await query<{ count: string }>(setUp.database.migrateUrl, 'SELECT count(*) FROM document');
  return Number(row!.count);
}

async function send(hostile: HostileCase): Promise<Received | undefined> {
  const { baseUrl, headers } = procedures[hostile.procedure];
  const target: Target = {
    host: new URL(baseUrl).host,
    path: `/v1/procedures/${hostile.procedure}/messages`,
    authorization: headers['authorization']!,
  };
  if ('body' in hostile) return sendBody(target, hostile);
  return (await sendWire(target, hostile))[hostile.answer ?? 0];
}

/** @returns what the table says of it */
async function outcomeOf(
  hostile: HostileCase,
  received: Received | undefined,
): Promise<{ outcome: string; code: string }> {
  if (received === undefined) return { outcome: 'gone', code: '' };
  const answer = JSON.parse(received.text);
  if (received.status !== 202) {
    expect(received.contentType).toMatch(/^application\/problem\+json/);
    expect(answer).toMatchObject({
      status: received.status,
      type: `urn:fachwerk:error:${answer.code}`,
      kind: 'rejected',
      sentence: { de: expect.stringMatching(/\w \w/), en: expect.stringMatching(/\w \w/) },
    });
    checkPath(hostile.expect, answer.path);
    return { outcome: `refused ${received.status}`, code: answer.code };
  }
  const { state, error } = await procedures[hostile.procedure].settled(answer.id, 120_000);
  if (state === 'filed') return { outcome: state, code: '' };
  expect(error).toMatchObject({
    whoActs: 'sender',
    sentence: { de: expect.stringMatching(/\w \w/), en: expect.stringMatching(/\w \w/) },
  });
  checkPath(hostile.expect, error.path);
  return { outcome: state, code: error.code };
}

function checkPath(expected: Expectation, path: unknown): void {
  const pattern = 'refused' in expected ? expected.refused.path : 'rejected' in expected ? expected.path : undefined;
  if (pattern !== undefined) expect(path).toMatch(pattern);
}

function wanted(expected: Expectation): { outcome: string; code: string } {
  if ('refused' in expected) return { outcome: `refused ${expected.refused.status}`, code: expected.refused.code };
  if ('rejected' in expected) return { outcome: 'rejected', code: expected.rejected };
  return { outcome: 'filed' in expected ? 'filed' : 'gone', code: '' };
}

describe.each(Object.entries(groups))('%s', (group, cases) => {
  it.each(cases.map((hostile) => [hostile.name, hostile] as const))(
    '%s',
    { timeout: 180_000 },
    async (name, hostile) => {
      const before = (known ??= { ...(await books()), documents: await documents() });
      known = undefined;
      await forgetPeak(pid);
      const began = performance.now();
      const row = (found: { outcome: string; code: string }, peakRssMib: number): void => {
        rows.push({ group, name, ...found, ms: Math.round(performance.now() - began), peakRssMib });
      };
      let found = { outcome: 'failed', code: '' };
      try {
        found = await outcomeOf(hostile, await send(hostile));
      } finally {
        row(found, await peakMib(pid).catch(() => Number.NaN));
      }
      expect(found).toEqual(wanted(hostile.expect));
      expect(rows.at(-1)!.peakRssMib).toBeLessThan(RSS_MIB_MAX);

      const [filed, rejected] = [Number('filed' in hostile.expect), Number('rejected' in hostile.expect)];
      const after = { ...(await books()), documents: await documents() };
      expect(after).toEqual({
        ...before,
        documents: after.documents,
        accepted: before.accepted + filed + rejected,
        filed: before.filed + filed,
        rejected: before.rejected + rejected,
      });
      const more = after.documents - before.documents;
      expect(filed === 1 ? more > 0 : more === 0).toBe(true);
      await nothingHalfWritten(setUp.hub.dataDir);
      known = after;
    },
  );

  it('leaves the hub as it was: ready, the same process, and filing', async () => {
    known = undefined;
    const ready = await fetch(`${setUp.hub.baseUrl}/health/ready`);
    expect(await ready.json()).toMatchObject({ ready: true });
    const good = await procedures.xrechnung.send(invoice(`good after ${group}`));
    expect(await procedures.xrechnung.settled(good.body.id)).toMatchObject({ state: 'filed' });
    // A process that had been started again would have another id, or would have said twice that it is ready.
    expect(setUp.hub.pid).toBe(pid);
    expect(setUp.hub.log.filter((line) => line.includes('hub is ready'))).toHaveLength(1);
    expect(await books()).toMatchObject({ inFlight: 0, parked: 0 });
  });
});
