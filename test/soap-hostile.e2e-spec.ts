// Everything a stranger may send to the door for SOAP: each is answered with a clear fault, nothing is half-filed, nothing
// outside is asked, and the hub lives on with little memory. The cases are tables in test/hostile/soap; what became of each
// is printed at the end.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { installSchemas } from '@fachwerk/hub/schema-packages';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from './harness/wait.js';
import { forgetPeak, peakMib, RSS_MIB_MAX } from './hostile/memory.js';
import { addressing } from './hostile/soap/addressing.js';
import { Books, type Entries } from './hostile/soap/books.js';
import {
  addCertificate,
  addProcedure,
  DMS_PATH,
  DMS_PROCEDURE,
  startSoapCity,
  type SoapCity,
} from './hostile/soap/city.js';
import {
  actions,
  envelopeEncodings,
  envelopeEntities,
  envelopeForms,
  envelopeHeaders,
} from './hostile/soap/envelopes.js';
import { doors } from './hostile/soap/http.js';
import { mimeForms, mimeLeads } from './hostile/soap/mime.js';
import { hostilePackages } from './hostile/soap/packages.js';
import { sendPost, faultIn, type Door, type SoapAnswer } from './hostile/soap/send.js';
import {
  actionOf,
  call11,
  createCase,
  createFile,
  envelope,
  type SoapCase,
  type SoapTarget,
} from './hostile/soap/soap-case.js';
import { credentials, signatures, wrapping } from './hostile/soap/who.js';
import { showTable, type Row } from './hostile/table.js';
import { officialSchemasMissing } from './schemas.js';

const groups: Readonly<Record<string, readonly SoapCase[]>> = {
  'envelope forms': envelopeForms,
  'envelope headers and mass': envelopeHeaders,
  'envelope encodings': envelopeEncodings,
  'envelope entities': envelopeEntities,
  actions,
  addressing,
  'MIME: what leads where': mimeLeads,
  'MIME: forms and mass': mimeForms,
  credentials,
  'signature wrapping': wrapping,
  signatures,
  'doors and HTTP': doors,
};

/** Slow senders are given up early here, so that the test does not take minutes. */
const settings = { TALLY_MS: '100', BODY_TIMEOUT_MS: '2000', HEADERS_TIMEOUT_MS: '2000', DELAY_LADDER_MS: '500' };

describe.skipIf(officialSchemasMissing !== undefined)('a stranger at the door for SOAP', () => {
  const rows: Row[] = [];
  let city: SoapCity;
  let books: Books;
  let door: Door;
  let target: Omit<SoapTarget, 'subject'>;
  let pid: number;
  let count = 0;

  beforeAll(async () => {
    city = await startSoapCity('rabbitmq', settings);
    const { setUp, signers } = city;
    books = await Books.open(setUp);
    pid = setUp.hub.pid;
    door = await city.door(DMS_PROCEDURE, DMS_PATH);
    const soon = new Date(Date.now() + 8_000);
    const [signer, unknown, foreign, expired] = [
      await signers.make('dms'),
      await signers.make('nobody'),
      await signers.make('elsewhere'),
      await signers.make('expired', { notAfter: soon }),
    ];
    const foreignKey = await addProcedure(city, 'elsewhere', 'elsewhere-permits', 'building-permits');
    await addCertificate(city, 'demo', DMS_PROCEDURE, signer);
    await addCertificate(city, 'demo', DMS_PROCEDURE, expired);
    await addCertificate(city, 'elsewhere', 'elsewhere-permits', foreign);
    await until('the certificate has expired', () => Date.now() > soon.getTime() + 1_000);
    target = {
      ...door,
      trap: city.trap.url,
      procedure: DMS_PROCEDURE,
      apiKey: await setUp.hub.keyOf(DMS_PROCEDURE),
      others: { neighbour: await setUp.hub.keyOf('xrechnung'), foreign: foreignKey },
      signer,
      strangers: { unknown, foreign, expired },
      caseAddress: await openCase(),
    };
  }, 120_000);
  afterAll(async () => {
    await showTable(rows);
    await books?.close();
    await city?.remove();
  });

  /** For documents. @returns its address */
  async function openCase(): Promise<string> {
    const asked = async (operation: string, body: string): Promise<string> => {
      const post = call11(envelope(body), { soapaction: `"${actionOf(operation)}"` });
      const answer = await sendPost(door, post);
      const address = /objid>([^<]+)</.exec(answer?.text ?? '')?.[1];
      if (address === undefined) throw new Error(answer?.text);
      return address;
    };
    const file = await asked('CreateFileGI', createFile('file of documents'));
    return asked('CreateProcedureGI', createCase(file));
  }

  /** @returns what the table says of it */
  function outcomeOf(answer: SoapAnswer | undefined, speaksSoap: boolean): { outcome: string; code: string } {
    if (answer === undefined) return { outcome: 'gone', code: '' };
    if (!speaksSoap) return { outcome: `http ${answer.status}`, code: '' };
    const fault = faultIn(answer);
    if (fault === undefined) {
      expect(answer.status, answer.text).toBe(200);
      return { outcome: 'answered', code: /status>(-?\d+)</.exec(answer.text)?.[1] ?? '' };
    }
    expect(fault.reason).toMatch(/\w \w/);
    // Nothing of the hub's insides, nor of what was to be read with its help.
    expect(answer.text).not.toMatch(/root:x?:0|node_modules|at \w+ \(|\.[jt]s:\d/);
    return {
      outcome: `${fault.code} ${answer.status}`,
      code: /[a-z]+(?:-[a-z]+)*\.[a-z-]+/.exec(fault.detail)?.[0] ?? '',
    };
  }

  function wanted({ expect: wish }: SoapCase): string {
    if ('fault' in wish) return `${wish.fault} ${wish.status}`;
    if ('http' in wish) return `http ${wish.http}`;
    return 'gone' in wish ? 'gone' : 'answered';
  }

  describe.each(Object.entries(groups))('%s', (group, cases) => {
    it.for(cases)('$name', { timeout: 180_000 }, async (hostile) => {
      const { name } = hostile;
      const subject = `H${(count += 1)}`;
      const { before: first, ...post } = hostile.post({ ...target, subject });
      if (first !== undefined) {
        const answer = await sendPost(door, first);
        expect(answer?.status, answer?.text).toBe(200);
      }
      const before = await books.settled();
      await forgetPeak(pid);
      const began = performance.now();
      let found = { outcome: 'failed', code: '' };
      let answer: SoapAnswer | undefined;
      try {
        answer = await sendPost(door, post);
        found = outcomeOf(answer, !('http' in hostile.expect));
      } finally {
        const peakRssMib = await peakMib(pid).catch(() => Number.NaN);
        rows.push({ group, name, ...found, ms: Math.round(performance.now() - began), peakRssMib });
      }
      expect(found.outcome, answer?.text.slice(0, 600)).toBe(wanted(hostile));
      if ('told' in hostile.expect) expect(answer?.text).toMatch(hostile.expect.told);
      if ('fault' in hostile.expect && hostile.expect.code !== undefined)
        expect(found.code).toMatch(hostile.expect.code);
      expect(rows.at(-1)!.peakRssMib).toBeLessThan(RSS_MIB_MAX);
      await checkBooks(hostile, before);
      expect(city.trap.visits).toBe(0);
    });

    it('leaves the hub as it was: ready, the same process, and filing', async () => {
      const ready = await fetch(`${city.setUp.hub.baseUrl}/health/ready`);
      expect(await ready.json()).toMatchObject({ ready: true });
      const before = await books.settled();
      const answer = await sendPost(door, call11(envelope(createFile(`good after ${group}`))));
      expect(answer?.text).toMatch(/status>0</);
      // What had been accepted by mistake would have come by now as well.
      expect(await books.settled()).toMatchObject({ messages: before.messages + 1, filed: before.filed + 1 });
      await books.balance();
      expect(city.setUp.hub.pid).toBe(pid);
      expect(city.setUp.hub.log.filter((line) => line.includes('hub is ready'))).toHaveLength(1);
    });
  });

  async function checkBooks({ expect: wish }: SoapCase, before: Entries): Promise<void> {
    const filed = Number('filed' in wish);
    const repeated = Number('repeated' in wish);
    const stopped = Number('told' in wish && wish.stopped === true);
    const now = await books.settled();
    expect({ ...now, records: 0 }).toEqual({
      ...before,
      messages: before.messages + filed + repeated + stopped,
      filed: before.filed + filed,
      parked: before.parked + stopped,
      records: 0,
    });
    const more = now.records - before.records;
    expect(filed === 1 ? more > 0 : more === 0, `${more} more records`).toBe(true);
    await books.nothingHalfWritten();
  }

  describe('packages with WSDLs', () => {
    it.each(hostilePackages.map((one) => [one.name, one] as const))('%s', async (_, { files, expect: wish }) => {
      const folder = await mkdtemp(join(tmpdir(), 'fachwerk-hostile-'));
      const dataDir = await mkdtemp(join(tmpdir(), 'fachwerk-hostile-'));
      try {
        for (const [path, content] of Object.entries(files(city.trap.url))) {
          await mkdir(dirname(join(folder, path)), { recursive: true });
          await writeFile(join(folder, path), content);
        }
        const install = installSchemas({ FACHWERK_DATA_DIR: dataDir }, folder, {});
        const outcome = await install.then(
          () => 'installed',
          (error: Error) => {
            expect(error.message).toMatch(/\w \w/);
            return 'refused';
          },
        );
        if (wish !== 'either') expect(outcome).toBe(wish);
        expect(city.trap.visits).toBe(0);
        for (const entry of await readdir(dataDir, { recursive: true, withFileTypes: true })) {
          if (!entry.isFile()) continue;
          expect(await readFile(join(entry.parentPath, entry.name), 'utf8')).not.toMatch(/root:x?:0:0/);
        }
      } finally {
        for (const path of [folder, dataDir]) await rm(path, { recursive: true, force: true });
      }
    });
  });
});
