// Munich's service as its specialist procedures use it, through clients that nobody here wrote: zeep (Python) and gSOAP
// (C, with MTOM). They know nothing but the WSDL that the hub hands out. A file, a case in it, a document with contents;
// all of it is read back, byte by byte.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Gsoap } from './harness/gsoap.js';
import { Zeep, type ClientAnswer } from './harness/zeep.js';
import { addCertificate, DMS_PATH, DMS_PROCEDURE, startSoapCity, type SoapCity } from './hostile/soap/city.js';
import { root } from './root.js';
import { officialSchemasMissing } from './schemas.js';

const cache = join(root, '.cache');
const tell = (line: string): void => void process.stderr.write(`${line}\n`);
const SERVICE = 'LHMBAI_15_1700_GIWSD';
const PLAN = '632.6';

/** What a client told of its way; contents are base64. */
interface Told {
  readonly file: string;
  readonly case: string;
  readonly document: string;
  readonly fileSubject: string;
  readonly found: readonly (readonly [name: string, address: string])[];
  readonly inCase: readonly (readonly [name: string, address: string])[];
  readonly contents: readonly (readonly [name: string, address: string, content: string])[];
  readonly added: string;
  readonly changed: string;
  readonly unknown: readonly [status: number, errormessage: string];
}

describe.skipIf(officialSchemasMissing !== undefined)('Munich’s service and clients that nobody here wrote', () => {
  let city: SoapCity;
  let zeep: Zeep;
  let gsoap: Gsoap;
  let folder: string;
  let apiKey: string;
  const files: Record<'large' | 'small' | 'added' | 'changed', { path: string; bytes: Buffer }> = {} as never;
  beforeAll(async () => {
    zeep = await Zeep.find(cache, tell);
    gsoap = await Gsoap.find(cache, tell);
    city = await startSoapCity('rabbitmq');
    apiKey = await city.setUp.hub.keyOf(DMS_PROCEDURE);
    folder = await mkdtemp(join(tmpdir(), 'fachwerk-soap-clients-'));
    const sizes = { large: 3_000_000, small: 20, added: 70_000, changed: 300_000 } as const;
    for (const [name, size] of Object.entries(sizes)) {
      // Bytes that no text has, behind what a PDF begins with.
      const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(size)]);
      const path = join(folder, `${name}.pdf`);
      await writeFile(path, bytes);
      files[name as keyof typeof sizes] = { path, bytes };
    }
  }, 900_000);
  afterAll(async () => {
    await city.remove();
    await rm(folder, { recursive: true });
  });

  const wsdlOf = (version: string): string => `${city.setUp.hub.baseUrl}/soap/${DMS_PROCEDURE}/v${version}?wsdl`;

  function expectWell(told: Told, subject: string): void {
    const base64 = (name: keyof typeof files): string => files[name].bytes.toString('base64');
    expect(told.fileSubject).toBe(subject);
    expect(told.found.map(([, address]) => address)).toEqual([told.file]);
    expect(told.inCase.map(([, address]) => address)).toEqual([told.document]);
    expect(told.contents.map(([, , content]) => content)).toEqual([base64('large'), base64('small')]);
    expect(told.added).toBe(base64('added'));
    expect(told.changed).toBe(base64('changed'));
    const [status, sentence] = told.unknown;
    expect(status).not.toBe(0);
    expect(sentence).toMatch(/\w \w/);
  }

  const order = (subject: string, port: string): object => ({
    service: SERVICE,
    port,
    subject,
    filePlanCode: PLAN,
    contents: [files.large.path, files.small.path],
    added: files.added.path,
    changed: files.changed.path,
  });

  it.each([
    ['SOAP 1.1', '1.10', `${SERVICE}Soap`],
    ['SOAP 1.2', '1.10', `${SERVICE}Soap12`],
    ['SOAP 1.1', '1.9', `${SERVICE}Soap`],
    ['SOAP 1.1', '1.8', `${SERVICE}Soap`],
    ['SOAP 1.1', '1.6', `${SERVICE}Soap`],
  ])('zeep, %s, version %s', { timeout: 180_000 }, async (soap, version, port) => {
    // One word: the archive searches by words.
    const subject = `Zeep${soap}${version}`.replaceAll(/[ .]/g, '');
    const basic = [DMS_PROCEDURE, apiKey];
    const answer = await zeep.run<Told>('munich', { ...order(subject, port), wsdl: wsdlOf(version), basic });
    expect(answer).toHaveProperty('result');
    expectWell((answer as { result: Told }).result, subject);
  });

  it.each([
    ['MTOM', 'mtom'],
    ['base64', 'inline'],
  ])('gSOAP, with contents as %s', { timeout: 600_000 }, async (_, mode) => {
    const client = await gsoap.build('munich', wsdlOf('1.10'));
    const subject = `Gsoap${mode}`;
    const { large, small, added, changed } = files;
    const paths = [large, small, added, changed].map(({ path }) => path);
    const address = `${city.setUp.hub.baseUrl}${DMS_PATH}`;
    const told = await gsoap.run<Told>(client, [mode, address, DMS_PROCEDURE, apiKey, PLAN, subject, ...paths]);
    expectWell(told, subject);
  });

  interface Opened {
    readonly status: number;
    readonly errormessage: string | null;
    readonly file: string;
  }

  const open = (subject: string, credentials: object): Promise<ClientAnswer<Opened>> =>
    zeep.run<Opened>('open_file', { ...order(subject, `${SERVICE}Soap12`), wsdl: wsdlOf('1.10'), ...credentials });

  it('a user name token says who sends', async () => {
    expect(await open('by token', { username_token: [DMS_PROCEDURE, apiKey] })).toMatchObject({
      result: { status: 0 },
    });
  });

  it('a digest is refused with a sentence', async () => {
    const answer = await open('by digest', { username_token: [DMS_PROCEDURE, apiKey], digest: true });
    expect(answer).toMatchObject({ fault: { message: expect.stringMatching(/PasswordText/) } });
  });

  it('a signature says who sends, and a certificate nobody knows does not', async () => {
    const signer = await city.signers.make('signs');
    const stranger = await city.signers.make('stranger');
    await addCertificate(city, 'demo', DMS_PROCEDURE, signer);
    expect(await open('signed', { signed_with: [signer.keyFile, signer.certificateFile] })).toMatchObject({
      result: { status: 0 },
    });
    const answer = await open('not signed', { signed_with: [stranger.keyFile, stranger.certificateFile] });
    expect(answer).toHaveProperty('fault');
  });

  it('nobody is told nothing', async () => {
    const answer = await open('by nobody', { basic: [DMS_PROCEDURE, 'secret'] });
    expect(answer).toHaveProperty('fault');
  });
});
