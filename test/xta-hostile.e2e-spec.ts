// Everything a stranger, or a neighbour, may ask of the XTA server: exceptions as the standard has them, nothing of one
// tenant or mailbox is known to another, nothing is half-filed. The cases are tables in test/hostile/xta.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from './harness/wait.js';
import { forgetPeak, peakMib, RSS_MIB_MAX } from './hostile/memory.js';
import { Books } from './hostile/soap/books.js';
import { addCertificate, addParty, addProcedure, startSoapCity, type SoapCity } from './hostile/soap/city.js';
import { faultIn, sendPost, type Door, type SoapAnswer } from './hostile/soap/send.js';
import { showTable, type Row } from './hostile/table.js';
import { xtaForms, xtaMailboxes, xtaMime, xtaNames, xtaOrders } from './hostile/xta/cases.js';
import { send, type XtaCase, type XtaPost, type XtaTarget } from './hostile/xta/xta-request.js';
import { officialSchemasMissing } from './schemas.js';

const groups: Readonly<Record<string, readonly XtaCase[]>> = {
  forms: xtaForms,
  MIME: xtaMime,
  'names and certificates': xtaNames,
  orders: xtaOrders,
  mailboxes: xtaMailboxes,
};

const settings = { TALLY_MS: '100', BODY_TIMEOUT_MS: '2000', HEADERS_TIMEOUT_MS: '2000', DELAY_LADDER_MS: '500' };
const AUTHOR = 'xrechnung';

describe.skipIf(officialSchemasMissing !== undefined)('a stranger at the XTA server', () => {
  const rows: Row[] = [];
  let city: SoapCity;
  let books: Books;
  let door: Door;
  let target: Omit<XtaTarget, 'subject'>;
  let pid: number;
  let count = 0;

  beforeAll(async () => {
    city = await startSoapCity('rabbitmq', settings);
    const { signers, setUp } = city;
    books = await Books.open(setUp);
    pid = setUp.hub.pid;
    door = await city.door(AUTHOR, '');
    const soon = new Date(Date.now() + 8_000);
    const [author, unknown, foreign, expired] = [
      await signers.make('author'),
      await signers.make('nobody'),
      await signers.make('elsewhere'),
      await signers.make('expired', { notAfter: soon }),
    ];
    const foreignKey = await addProcedure(city, 'elsewhere', 'elsewhere-invoices', AUTHOR);
    const readerKey = await addProcedure(city, 'demo', 'reader', AUTHOR);
    await addCertificate(city, 'demo', AUTHOR, author);
    await addCertificate(city, 'demo', AUTHOR, expired);
    await addCertificate(city, 'elsewhere', 'elsewhere-invoices', foreign);
    const parties = {
      author: await addParty(city, 'demo', 'author', AUTHOR),
      reader: await addParty(city, 'demo', 'reader', 'reader'),
      city: await addParty(city, 'demo', 'city', undefined),
      foreign: await addParty(city, 'elsewhere', 'foreign', 'elsewhere-invoices'),
    };
    await until('the certificate has expired', () => Date.now() > soon.getTime() + 1_000);
    target = {
      parties,
      authorizations: { author: door.authorization, reader: `Bearer ${readerKey}`, foreign: `Bearer ${foreignKey}` },
      signers: { author, unknown, foreign, expired },
      trap: city.trap.url,
    };
  }, 120_000);
  afterAll(async () => {
    await showTable(rows);
    await books?.close();
    await city?.remove();
  });

  const post = (one: XtaPost): Promise<SoapAnswer | undefined> =>
    sendPost({ ...door, path: `/xta/2.1.1/${one.port}` }, one);

  function outcomeOf(answer: SoapAnswer | undefined, speaksSoap: boolean): { outcome: string; code: string } {
    if (answer === undefined) return { outcome: 'gone', code: '' };
    if (!speaksSoap) return { outcome: `http ${answer.status}`, code: '' };
    const fault = faultIn(answer);
    if (fault === undefined) return { outcome: 'answered', code: '' };
    expect(fault.reason).toMatch(/\w \w/);
    expect(answer.text).not.toMatch(/root:x?:0|node_modules|at \w+ \(|\.[jt]s:\d/);
    const exception = /<(?:\w+:)?(\w+Exception)\b/.exec(fault.detail)?.[1];
    const code = /<(?:\w+:)?code>(\d+)</.exec(fault.detail)?.[1] ?? '';
    return { outcome: exception ?? `${fault.code} ${answer.status}`, code };
  }

  function wanted({ expect: wish }: XtaCase): string {
    if ('exception' in wish) return wish.exception;
    if ('fault' in wish) return `${wish.fault} ${wish.status}`;
    if ('http' in wish) return `http ${wish.http}`;
    return 'gone' in wish ? 'gone' : 'answered';
  }

  describe.each(Object.entries(groups))('%s', (group, cases) => {
    it.each(cases.map((hostile) => [hostile.name, hostile] as const))(
      '%s',
      { timeout: 180_000 },
      async (name, hostile) => {
        const { expect: wish } = hostile;
        const posts = hostile.posts({ ...target, subject: `X${(count += 1)}` });
        let { messages } = await books.settled();
        for (const one of posts.slice(0, -1)) {
          const answer = await post(one);
          expect(answer === undefined ? 'gone' : faultIn(answer), answer?.text).toBeUndefined();
          messages += Number(one.isToCity ?? false);
        }
        const before = await books.settled(messages);
        await forgetPeak(pid);
        const began = performance.now();
        let found = { outcome: 'failed', code: '' };
        let answer: SoapAnswer | undefined;
        try {
          answer = await post(posts.at(-1)!);
          found = outcomeOf(answer, !('http' in wish));
        } finally {
          const peakRssMib = await peakMib(pid).catch(() => Number.NaN);
          rows.push({ group, name, ...found, ms: Math.round(performance.now() - began), peakRssMib });
        }
        expect(found.outcome, answer?.text).toBe(wanted(hostile));
        if ('exception' in wish && wish.code !== undefined) expect(found.code).toMatch(wish.code);
        if ('answered' in wish) expect(answer?.text).toMatch(wish.answered);
        expect(rows.at(-1)!.peakRssMib).toBeLessThan(RSS_MIB_MAX);
        const filed = 'answered' in wish ? (wish.filed ?? 0) : 0;
        // A repetition is filed no second time, and is a transmission of its own, which comes when it comes.
        const came = Number('answered' in wish && (posts.at(-1)!.isToCity ?? false));
        const now = await books.settled(before.messages + came);
        expect({ ...now, records: 0 }).toEqual({
          ...before,
          messages: before.messages + came,
          filed: before.filed + filed,
          records: 0,
        });
        expect(now.records > before.records).toBe(filed === 1);
        await books.nothingHalfWritten();
        expect(city.trap.visits).toBe(0);
      },
    );

    it('leaves the hub as it was: ready, the same process, and filing', async () => {
      const ready = await fetch(`${city.setUp.hub.baseUrl}/health/ready`);
      expect(await ready.json()).toMatchObject({ ready: true });
      const before = await books.settled();
      const answer = await post(send({ ...target, subject: `good-${(count += 1)}` }));
      expect(answer?.status, answer?.text).toBe(200);
      // What had been accepted by mistake would have come by now as well.
      expect(await books.settled(before.messages + 1)).toMatchObject({
        messages: before.messages + 1,
        filed: before.filed + 1,
      });
      await books.balance();
      expect(city.setUp.hub.pid).toBe(pid);
    });
  });
});
