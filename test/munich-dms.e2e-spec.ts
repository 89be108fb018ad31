// A specialist application that speaks to Munich's DMS files and reads in the hub, by each version of the WSDL: a file, a
// procedure, documents with contents, new versions, searches, and what it is told when something cannot be done.
import { randomUUID } from 'node:crypto';
import { administer } from '@fachwerk/hub/administer';
import { installSchemas } from '@fachwerk/hub/schema-packages';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { dmsFolder, dmsWsdls } from './munich-wsdls.js';
import { officialSchemasMissing } from './schemas.js';

const NS = 'http://schemas.fabasoft.com/websvc/LHMBAI_15_1700_GIWSD/';
const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const WSA = 'http://www.w3.org/2005/08/addressing';
const L = 'LHMBAI_15_1700_';

interface Reply {
  readonly status: number;
  readonly xml: string;
  /** Text of the first element of this name; undefined when there is none. */
  text(name: string): string | undefined;
  texts(name: string): readonly string[];
}

describe.skipIf(officialSchemasMissing !== undefined)('the DMS of Munich', () => {
  let setUp: SetUp;
  let sender: Procedure;
  beforeAll(async () => {
    setUp = await startSetUp('database', { FILED_WAIT_MS: '30000' });
    await installSchemas({ FACHWERK_DATA_DIR: setUp.hub.dataDir }, dmsFolder, {});
    sender = await setUp.hub.procedure('munich-dms');
  }, 120_000);
  afterAll(() => setUp?.remove());

  const endings = (version: string): string => `/soap/munich-dms/v${version}`;

  async function post(path: string, body: string | Buffer, headers: Record<string, string>): Promise<Reply> {
    const answer = await fetch(`${setUp.hub.baseUrl}${path}`, {
      method: 'POST',
      body: new Uint8Array(Buffer.from(body)),
      headers: { ...sender.headers, ...headers },
    });
    return replyOf(answer.status, await answer.text());
  }

  function call(
    version: string,
    operation: string,
    fields: string,
    messageId: string | null = `urn:uuid:${randomUUID()}`,
  ): Promise<Reply> {
    return post(endings(version), envelope(operation, fields, messageId), {
      'content-type': 'text/xml; charset=utf-8',
      soapaction: `"http://schemas.fabasoft.com/object/LHMBAI_15_1700_${operation}"`,
    });
  }

  const objects = (reply: Reply): readonly string[] => reply.texts(`${L}objaddress`);
  const created = async (version: string, operation: string, fields: string): Promise<string> => {
    const reply = await call(version, operation, `${user()}${fields}`);
    expect(reply.text('status'), reply.xml).toBe('0');
    return reply.text('objid')!;
  };
  const newProcedure = async (version: string, name: string): Promise<string> => {
    const file = await created(version, 'CreateFileGI', `${el('apentry', 'COO.1')}${el('shortname', `Akte ${name}`)}`);
    return created(version, 'CreateProcedureGI', `${el('referrednumber', file)}${el('shortname', `Vorgang ${name}`)}`);
  };
  const read = (version: string, operation: string, address: string): Promise<Reply> =>
    call(version, operation, `${user()}${el('objaddress', address)}`);

  describe.each(Object.keys(dmsWsdls))('by its WSDL %s', (version) => {
    it('files, lists and reads back', async () => {
      const file = await created(
        version,
        'CreateFileGI',
        `${el('apentry', 'COO.1.2')}${el('shortname', `Hundesteuer v${version}`)}${el('filesubj', 'Alle Hunde')}`,
      );
      const procedure = await created(
        version,
        'CreateProcedureGI',
        `${el('referrednumber', file)}${el('shortname', 'Anmeldung Bello')}`,
      );
      const bytes = Buffer.from(`%PDF-1.7 ${version} ${'x'.repeat(100_000)}`);
      const incoming = await call(
        version,
        'CreateIncomingGI',
        `${user()}${el('referrednumber', procedure)}${el('shortname', 'Antrag')}${el('delivery', '2026-03-31T00:00:00+02:00')}${attachments(['Antrag', 'pdf', bytes], ['Foto', 'jpg', Buffer.from('jpeg')])}`,
      );
      expect(incoming.text('status'), incoming.xml).toBe('0');
      const [content, photo] = objects(incoming);
      const document = incoming.text('objid')!;

      const listedFile = await read(version, 'ReadFileGI', file);
      expect(listedFile.text('filesubj')).toBe('Alle Hunde');
      expect(objects(listedFile)).toEqual([procedure]);
      expect(objects(await read(version, 'ReadProcedureGI', procedure))).toEqual([document]);
      expect(objects(await read(version, 'ReadProcedureGIObjects', procedure))).toEqual([document]);
      expect(objects(await read(version, 'ReadDocumentGIObjectsMetaData', document))).toEqual([content, photo]);
      const listed = await read(version, 'ReadIncomingGI', document);
      expect(listed.text('delivery')).toBe('2026-03-31T00:00:00+02:00');
      expect(listed.texts(`${L}filename`)).toEqual(['Antrag', 'Foto']);
      expect((await read(version, 'ReadMetadataObjectGI', procedure)).text('objclass')).toBe(
        'DEPRECONFIG@15.1001:Procedure',
      );

      const whole = await read(version, 'ReadContentObjectGI', content!);
      expect(whole.text(`${L}fileextension`), whole.xml.slice(0, 1_500)).toBe('pdf');
      expect(Buffer.from(whole.text(`${L}filecontent`)!, 'base64').equals(bytes)).toBe(true);

      const second = Buffer.from('%PDF-1.7 signed');
      const updated = await call(
        version,
        'UpdateContentObjectGI',
        `${user()}${el('objaddress', content!)}<giattachmenttype>${attachment('Antrag', 'pdf', second)}</giattachmenttype>`,
      );
      expect(updated.text('contentobjid')).toBe(content);
      expect(updated.text('objid')).toBe(document);
      const again = await read(version, 'ReadContentObjectGI', content!);
      expect(Buffer.from(again.text(`${L}filecontent`)!, 'base64').equals(second)).toBe(true);
    });

    it('searches', async () => {
      const words = `Zwergpinscher${version.replace('.', '')}`;
      const procedure = await newProcedure(version, words);
      const found = await call(version, 'SearchProcedureGI', `${user()}${el('objmlname', `*${words}`)}`);
      expect(objects(found), found.xml).toEqual([procedure]);
      const byName = await call(
        version,
        'SearchObjNameGI',
        `${user()}${el('searchstring', `Akte ${words}*`)}${el('objclass', 'DEPRECONFIG@15.1001:SubjectAreaFile')}`,
      );
      expect(objects(byName)).toHaveLength(1);
      expect(byName.text(`${L}objname`)).toMatch(/^\S+, Akte Zwergpinscher/);
    });

    it('closes a procedure, and says that it is', async () => {
      const procedure = await newProcedure(version, 'Abschluss');
      expect((await read(version, 'DepositObjectGI', procedure)).text('status')).toBe('0');
      const late = await call(
        version,
        'CreateInternalGI',
        `${user()}${el('referrednumber', procedure)}${el('shortname', 'Zu spät')}`,
      );
      expect(late.text('status'), late.xml).toBe('1');
      expect(late.text('errormessage')).toContain('geschlossen');
      expect((await read(version, 'RevokeDepositObjectGI', procedure)).text('status')).toBe('0');
      await created(
        version,
        'CreateInternalGI',
        `${el('referrednumber', procedure)}${el('shortname', 'Wieder offen')}`,
      );
    });
  });

  it('refuses with the status of the WSDL, not with a fault', async () => {
    const unknown = await read('1.10', 'ReadFileGI', 'COO.1.2301.1.4711');
    expect([unknown.status, unknown.text('status')]).toEqual([200, '3']);
    const gone = await read('1.10', 'ReadFileGI', 'file.urn:uuid:nobody');
    expect([gone.status, gone.text('status')]).toEqual([200, '3']);
    const cancelled = await read('1.10', 'CancelObjectGI', 'file.urn:uuid:nobody');
    expect([cancelled.status, cancelled.text('status')]).toEqual([200, '9']);
    const restricted = await call(
      '1.10',
      'CreateFileGI',
      `${user()}${el('apentry', 'COO.1')}${el('accdef', 'geheim')}`,
    );
    expect([restricted.status, restricted.text('status')]).toEqual([200, '7']);
    const nowhere = await call('1.10', 'CreateProcedureGI', `${user()}${el('referrednumber', 'file.nobody')}`);
    expect([nowhere.status, nowhere.text('status')]).toEqual([200, '3']);
  });

  it('files nothing of a question, and once what comes again under the same MessageID', async () => {
    const count = async (): Promise<number> => (await sender.get('/v1/messages?limit=500')).body.messages.length;
    const before = await count();
    await read('1.10', 'ReadFileGI', 'file.urn:uuid:nobody');
    expect(await count()).toBe(before);
    const id = `urn:uuid:${randomUUID()}`;
    const fields = `${user()}${el('apentry', 'COO.1')}${el('shortname', 'Einmal')}`;
    const [first, second] = [
      await call('1.10', 'CreateFileGI', fields, id),
      await call('1.10', 'CreateFileGI', fields, id),
    ];
    expect(first.text('objid')).toBe(second.text('objid'));
    expect(first.text('objname')).toBe(second.text('objname'));
    const other = await call('1.10', 'CreateFileGI', fields);
    expect(other.text('objid')).not.toBe(first.text('objid'));
    expect(other.text('objname')).not.toBe(first.text('objname'));
  });

  it('says so where a request does not bring back what was changed since', async () => {
    const procedure = await newProcedure('1.10', 'Hin und her');
    const address = `${user()}${el('objaddress', procedure)}`;
    const statusOf = async (operation: string, fields: string, messageId?: null): Promise<string | undefined> =>
      (await call('1.10', operation, fields, messageId)).text('status');
    expect(await statusOf('DepositObjectGI', address, null)).toBe('0');
    expect(await statusOf('RevokeDepositObjectGI', address, null)).toBe('0');
    const deposited = await call('1.10', 'DepositObjectGI', address, null);
    expect(deposited.text('status'), deposited.xml).toBe('9');
    expect(deposited.text('errormessage')).toContain('mit neuer MessageID');
    expect(await statusOf('DepositObjectGI', address)).toBe('0');
    expect(await statusOf('RevokeDepositObjectGI', address, null)).toBe('9');
    expect(await statusOf('RevokeDepositObjectGI', address)).toBe('0');

    const made = await call(
      '1.10',
      'CreateInternalGI',
      `${user()}${el('referrednumber', procedure)}${el('shortname', 'Notiz')}${attachments(['Notiz', 'txt', Buffer.from('first')])}`,
    );
    const content = el('objaddress', objects(made)[0]!);
    const update = (text: string): string =>
      `${user()}${content}<giattachmenttype>${attachment('Notiz', 'txt', Buffer.from(text))}</giattachmenttype>`;
    for (const text of ['A', 'A', 'B']) expect(await statusOf('UpdateContentObjectGI', update(text), null)).toBe('0');
    for (const messageId of [null, undefined]) {
      const earlier = await call('1.10', 'UpdateContentObjectGI', update('A'), messageId);
      expect(earlier.text('status'), earlier.xml).toBe('9');
      expect(earlier.text('errormessage')).toContain('frühere Version');
    }
  });

  it('takes contents by MTOM, and answers with MTOM', async () => {
    const procedure = await newProcedure('1.10', 'MTOM');
    const bytes = Buffer.from(`%PDF-1.7 ${'y'.repeat(300_000)}`);
    const include = '<xop:Include xmlns:xop="http://www.w3.org/2004/08/xop/include" href="cid:one@example.org"/>';
    const fields = `${user()}${el('referrednumber', procedure)}${el('shortname', 'Ausgang')}<giattachmenttype><${L}GIAttachmentType>${el(`${L}filename`, 'Bescheid.pdf')}<${L}filecontent>${include}</${L}filecontent></${L}GIAttachmentType></giattachmenttype>`;
    const sent = await post(
      endings('1.10'),
      mtom(envelope('CreateOutgoingGI', fields, `urn:uuid:${randomUUID()}`), bytes),
      {
        'content-type':
          'multipart/related; type="application/xop+xml"; start="<root@example.org>"; start-info="text/xml"; boundary=part',
        soapaction: '"http://schemas.fabasoft.com/object/LHMBAI_15_1700_CreateOutgoingGI"',
      },
    );
    expect(sent.text('status'), sent.xml).toBe('0');
    const [content] = objects(sent);
    const readBack = await read('1.10', 'ReadContentObjectGI', content!);
    expect(Buffer.from(readBack.text(`${L}filecontent`)!, 'base64').equals(bytes)).toBe(true);
    expect(readBack.text(`${L}contsize`)).toBe(String(bytes.length));

    const request = envelope('ReadContentObjectGI', `${user()}${el('objaddress', content!)}`, null);
    const answer = await fetch(`${setUp.hub.baseUrl}${endings('1.10')}`, {
      method: 'POST',
      body: request,
      headers: {
        ...sender.headers,
        'content-type': 'text/xml',
        accept: 'multipart/related',
        soapaction: '"http://schemas.fabasoft.com/object/LHMBAI_15_1700_ReadContentObjectGI"',
      },
    });
    expect(answer.headers.get('content-type')).toMatch(/^multipart\/related/);
    const [, root = '', part = ''] = (await answer.text()).split(/\r\n--fachwerk-[^\r]*|^--fachwerk-[^\r]*/);
    expect(root).toContain('href="cid:content-1%40fachwerk"');
    expect(part).toContain('Content-ID: <content-1@fachwerk>');
    expect(part.slice(part.indexOf('\r\n\r\n') + 4)).toBe(bytes.toString());
  });

  it('shows nobody what another procedure of the same connector filed', async () => {
    const file = await created('1.10', 'CreateFileGI', `${el('apentry', 'COO.1')}${el('shortname', 'Nur meins')}`);
    const key = await administer({ FACHWERK_DATABASE_URL: setUp.database.url }, async ({ administration }) => {
      const tenant = (await administration.tenantId('demo'))!;
      const settings = { filePlanCode: '632.6' };
      await administration.createProcedure(tenant, {
        name: 'other-dms',
        title: 'Other',
        connector: 'munich-dms',
        settings,
      });
      return administration.createKey(tenant, 'other-dms', 'first');
    });
    const request = envelope('ReadFileGI', `${user()}${el('objaddress', file)}`, null);
    const asOther = (): Promise<Reply> =>
      post(endings('1.10'), request, {
        'content-type': 'text/xml',
        soapaction: '"http://schemas.fabasoft.com/object/LHMBAI_15_1700_ReadFileGI"',
        authorization: `Bearer ${key}`,
      });
    const reply = await until('the hub knows the key', async () => {
      const answer = await asOther();
      return answer.status === 401 ? undefined : answer;
    });
    expect(reply.text('status'), reply.xml).toBe('3');
  });
});

describe.skipIf(officialSchemasMissing !== undefined)('a sender whose message is not filed in time', () => {
  let setUp: SetUp;
  let sender: Procedure;
  beforeAll(async () => {
    setUp = await startSetUp('database', { FILED_WAIT_MS: '0' });
    await installSchemas({ FACHWERK_DATA_DIR: setUp.hub.dataDir }, dmsFolder, {});
    sender = await setUp.hub.procedure('munich-dms');
  }, 120_000);
  afterAll(() => setUp?.remove());

  it('is told to send it again, and then where it is', async () => {
    const body = envelope(
      'CreateFileGI',
      `${user()}${el('apentry', 'COO.1')}${el('shortname', 'Später')}`,
      'urn:uuid:later',
    );
    const send = async (): Promise<Reply> => {
      const answer = await fetch(`${setUp.hub.baseUrl}/soap/munich-dms/v1.10`, {
        method: 'POST',
        body,
        headers: {
          ...sender.headers,
          'content-type': 'text/xml; charset=utf-8',
          soapaction: '"http://schemas.fabasoft.com/object/LHMBAI_15_1700_CreateFileGI"',
        },
      });
      return replyOf(answer.status, await answer.text());
    };
    const first = await send();
    expect(first.status, first.xml).toBe(500);
    expect(first.xml).toContain('answer.not-filed-yet');
    const id = await until('a worker has seen it', async () => {
      const { body } = await sender.get('/v1/messages');
      return body.messages[0]?.id as string | undefined;
    });
    await sender.settled(id);
    expect(await sender.get('/v1/case-files')).toMatchObject({ body: { caseFiles: [{ subject: 'Später' }] } });
  });
});

function replyOf(status: number, text: string): Reply {
  // Multipart: what is looked at is in the envelope.
  const xml = /<(?:\w+:)?Envelope[^]*<\/(?:\w+:)?Envelope>/.exec(text)?.[0] ?? text;
  const texts = (name: string): readonly string[] =>
    [...xml.matchAll(new RegExp(`<(?:\\w+:)?${name}(?: [^>]*)?>([^<]*)<`, 'g'))].map(([, found]) => found!);
  return { status, xml, texts, text: (name) => texts(name)[0] };
}

function envelope(operation: string, fields: string, messageId: string | null): string {
  const header =
    messageId === null ? '' : `<s:Header><a:MessageID xmlns:a="${WSA}">${messageId}</a:MessageID></s:Header>`;
  return `<s:Envelope xmlns:s="${SOAP}">${header}<s:Body><${operation} xmlns="${NS}">${fields}</${operation}></s:Body></s:Envelope>`;
}

function el(name: string, text: string): string {
  return `<${name}>${text}</${name}>`;
}

function user(): string {
  return el('userlogin', 'erika.beispiel');
}

function attachment(name: string, extension: string, bytes: Buffer): string {
  return `${el(`${L}filename`, name)}${el(`${L}fileextension`, extension)}${el(`${L}filecontent`, bytes.toString('base64'))}`;
}

function attachments(...all: readonly (readonly [string, string, Buffer])[]): string {
  const items = all.map((one) => el(`${L}GIAttachmentType`, attachment(...one)));
  return el('giattachmenttype', items.join(''));
}

function mtom(root: string, bytes: Buffer): Buffer {
  const head = (lines: readonly string[]): string => `--part\r\n${lines.join('\r\n')}\r\n\r\n`;
  return Buffer.concat([
    Buffer.from(
      head(['Content-Type: application/xop+xml; charset=UTF-8; type="text/xml"', 'Content-ID: <root@example.org>']),
    ),
    Buffer.from(`${root}\r\n`),
    Buffer.from(
      head(['Content-Type: application/pdf', 'Content-Transfer-Encoding: binary', 'Content-ID: <one@example.org>']),
    ),
    bytes,
    Buffer.from('\r\n--part--\r\n'),
  ]);
}
