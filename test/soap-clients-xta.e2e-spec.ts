// The XTA server as authors and readers use it, through clients that nobody here wrote: zeep (Python) and gSOAP (C, with
// MTOM), each with a client certificate over TLS. What an author sends to the city is filed; what it sends to another
// procedure is fetched there, byte by byte, and closed.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Gsoap } from './harness/gsoap.js';
import type { SignerFiles } from './harness/signers.js';
import { until } from './harness/wait.js';
import { Zeep } from './harness/zeep.js';
import { addCertificate, addParty, addProcedure, startSoapCity, type SoapCity } from './hostile/soap/city.js';
import type { XtaParty } from './hostile/xta/xta-request.js';
import { invoice } from './invoice.js';
import { root } from './root.js';
import { officialSchemasMissing } from './schemas.js';

const cache = join(root, '.cache');
const tell = (line: string): void => void process.stderr.write(`${line}\n`);
const AUTHOR = 'xrechnung';

interface Part {
  readonly name: string;
  readonly mime: string;
  readonly path: string;
  readonly bytes: Buffer;
}

interface Report {
  readonly status: number;
  readonly errors: readonly string[];
}

/** Contents are base64. */
interface Fetched {
  readonly messageId: string;
  readonly open: Report;
  readonly listed: readonly string[];
  readonly parts: readonly (readonly [name: string, mime: string, content: string])[];
  readonly again: Fetched['parts'];
  readonly closed: Report;
  readonly left: readonly string[];
}

describe.skipIf(officialSchemasMissing !== undefined)('the XTA server and clients that nobody here wrote', () => {
  let city: SoapCity;
  let zeep: Zeep;
  let gsoap: Gsoap;
  let folder: string;
  let author: SignerFiles;
  let reader: SignerFiles;
  let parties: Record<'author' | 'reader' | 'city', XtaParty>;
  beforeAll(async () => {
    zeep = await Zeep.find(cache, tell);
    gsoap = await Gsoap.find(cache, tell);
    city = await startSoapCity('rabbitmq');
    folder = await mkdtemp(join(tmpdir(), 'fachwerk-xta-clients-'));
    await addProcedure(city, 'demo', 'reader', AUTHOR);
    [author, reader] = [await city.signers.make('author'), await city.signers.make('reader')];
    await addCertificate(city, 'demo', AUTHOR, author);
    await addCertificate(city, 'demo', 'reader', reader);
    parties = {
      author: await addParty(city, 'demo', 'author', AUTHOR),
      reader: await addParty(city, 'demo', 'reader', 'reader'),
      city: await addParty(city, 'demo', 'city', undefined),
    };
  }, 900_000);
  afterAll(async () => {
    await city.remove();
    await rm(folder, { recursive: true });
  });

  async function partsOf(number: string): Promise<readonly [Part, ...Part[]]> {
    const contents = {
      'invoice.xml': ['application/xml', Buffer.from(invoice(number))],
      'large.pdf': ['application/pdf', Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(2_000_000)])],
      'Größe.txt': ['text/plain', Buffer.from('Grüße')],
    } as const;
    const parts: Part[] = [];
    for (const [name, [mime, bytes]] of Object.entries(contents)) {
      const path = join(folder, `${number}-${parts.length}`);
      await writeFile(path, bytes);
      parts.push({ name, mime, path, bytes });
    }
    return parts as [Part, ...Part[]];
  }

  const addressOf = (port: string): string => `https://localhost:${city.httpsPort}/xta/2.1.1/${port}`;
  const wsdl = (): string => `${city.setUp.hub.baseUrl}/xta/2.1.1/send?wsdl`;

  const side = ({ certificateFile, keyFile }: SignerFiles, party: XtaParty): object => ({
    wsdl: wsdl(),
    addresses: { management: addressOf('management'), send: addressOf('send'), msgbox: addressOf('msgbox') },
    certificate: certificateFile,
    key: keyFile,
    authority: city.server.certificateFile,
    party,
  });

  const messageOf = ([message, ...attachments]: readonly [Part, ...Part[]]): object => ({
    ...message,
    bytes: undefined,
    attachments: attachments.map(({ name, mime, path }) => ({ name, mime, path })),
    service: 'urn:fachwerk:test:service',
    scenario: 'invoices',
    type: 'Invoice',
    schema: 'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2',
  });

  async function byZeep<Result>(order: object): Promise<Result> {
    const answer = await zeep.run<Result>('xta', { author: side(author, parties.author), ...order });
    if ('fault' in answer) throw new Error(JSON.stringify(answer.fault));
    return answer.result;
  }

  /** Certificate and key in one file, as gSOAP reads them. */
  async function byGsoap<Result>(action: string, to: XtaParty, parts: readonly Part[]): Promise<Result> {
    const client = await gsoap.build('xta', wsdl());
    const pem = async (name: string, { key, certificate }: SignerFiles): Promise<string> => {
      const path = join(folder, `${name}.pem`);
      await writeFile(path, `${key}\n${certificate}\n`, { mode: 0o600 });
      return path;
    };
    return gsoap.run<Result>(client, [
      action,
      `https://localhost:${city.httpsPort}/xta/2.1.1`,
      city.server.certificateFile,
      await pem('author', author),
      await pem('reader', reader),
      parties.author.identifier,
      to.identifier,
      ...parts.flatMap(({ name, mime, path }) => [name, mime, path]),
    ]);
  }

  async function expectFiled(messageId: string, [message]: readonly [Part, ...Part[]]): Promise<void> {
    const sender = await city.setUp.hub.procedure(AUTHOR);
    const report = await until('the transport report is green', async () => {
      const told = await byZeep<Report>({ do: 'report', messageId });
      if (told.status === 3) throw new Error(told.errors.join(' '));
      return told.status === 1 && told;
    });
    expect(report.errors).toEqual([]);
    const { body } = await sender.get(`/v1/messages?key=${encodeURIComponent(messageId)}`);
    const [{ id }] = body.messages;
    const { receipt } = await sender.message(id);
    // What the connector files of an invoice is the invoice itself.
    const [{ content }] = receipt.documents;
    expect((await sender.content(content)).equals(message.bytes)).toBe(true);
  }

  function expectFetched(told: Fetched, parts: readonly Part[]): void {
    const wanted = parts.map(({ name, mime, bytes }) => [name, mime, bytes.toString('base64')]);
    expect(told.open).toEqual({ status: 0, errors: [] });
    expect(told.listed).toContain(told.messageId);
    expect(told.parts).toEqual(wanted);
    expect(told.again).toEqual(wanted);
    expect(told.closed).toEqual({ status: 1, errors: [] });
    expect(told.left).not.toContain(told.messageId);
  }

  it('zeep sends to the city, which files it once', { timeout: 180_000 }, async () => {
    const parts = await partsOf('Z-1');
    const order = { do: 'toCity', reader: parties.city, message: messageOf(parts), times: 2 };
    const told = await byZeep<{ messageId: string; first: Report }>(order);
    expect([0, 1]).toContain(told.first.status);
    await expectFiled(told.messageId, parts);
  });

  it('zeep sends to another procedure, and fetches there', { timeout: 180_000 }, async () => {
    const parts = await partsOf('Z-2');
    const fetcher = side(reader, parties.reader);
    const told = await byZeep<Fetched>({ do: 'toReader', reader: parties.reader, fetcher, message: messageOf(parts) });
    expectFetched(told, parts);
  });

  it('gSOAP sends to the city, with MTOM', { timeout: 600_000 }, async () => {
    const parts = await partsOf('G-1');
    const told = await byGsoap<{ messageId: string; first: Report }>('toCity', parties.city, parts);
    await expectFiled(told.messageId, parts);
  });

  it('gSOAP sends to another procedure, and fetches there', { timeout: 600_000 }, async () => {
    const parts = await partsOf('G-2');
    expectFetched(await byGsoap<Fetched>('toReader', parties.reader, parts), parts);
  });
});
