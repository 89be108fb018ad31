// A service is called over real connections, also one that wants to harm: what it answers is bounded, and said.
import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SoapConnection } from '../../access/soap-targets.js';
import type { HubError } from '../../errors/hub-error.js';
import { InstalledPackages } from '../../schema-packages/installed-packages.js';
import type { OutgoingPart } from '../../soap/mtom.js';
import type { XmlNode } from '../../soap/write-xml.js';
import { CalledServices, checkedCall, type ToTell } from './called-service.js';
import { callService } from './soap-call.js';

const TIMEOUT_MS = 1_000;
const TRACE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const DELIVERY = 'urn:uuid:018f3c2a-0000-4000-8000-000000000001';
const RPC = 'urn:example:rpc';
const NAMES = { '1.1': 'http://schemas.xmlsoap.org/soap/envelope/', '1.2': 'http://www.w3.org/2003/05/soap-envelope' };
const TYPES = { '1.1': 'text/xml; charset=utf-8', '1.2': 'application/soap+xml; charset=utf-8' };

/** Contents beside it, rpc, and a schema that lies beside the WSDL. */
const STYLES = resolve(import.meta.dirname, '../../../../../test/soap-styles');

interface Asked {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

let folder: string;
let server: Server;
let services: CalledServices;
let asked: Asked[] = [];
let answer: (request: Asked, response: ServerResponse) => void;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fachwerk-call-'));
  for (const name of ['all.wsdl', 'common.xsd']) copyFileSync(join(STYLES, name), join(folder, name));
  const far = readFileSync(join(STYLES, 'all.wsdl'), 'utf8').replace(
    '"common.xsd"',
    '"http://schemas.example/common.xsd"',
  );
  writeFileSync(join(folder, 'far.wsdl'), far);
  services = new CalledServices(new InstalledPackages(join(folder, 'none')), join(folder, 'none'));
  server = createHttpServer((request, response) => {
    const chunks: Buffer[] = [];
    response.on('error', () => undefined);
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one = { headers: request.headers, body: Buffer.concat(chunks).toString() };
      asked.push(one);
      answer(one, response);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  rmSync(folder, { recursive: true });
});
afterEach(() => {
  asked = [];
});

const receipts = resolve(import.meta.dirname, '../../../../../schemas');
const address = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/service`;

interface Called {
  readonly wsdl?: string;
  readonly port: string;
  readonly told: ToTell;
  readonly at?: string;
  readonly credentials?: SoapConnection['credentials'];
  readonly loopback?: boolean;
}

const refused: ToTell = {
  operation: 'PermitRefused',
  element: {
    name: 'PermitRefused',
    namespace: 'urn:fachwerk:building-permits:receipts',
    children: ['permit', 'messageId', 'code', 'reason'].map((name) => ({
      name,
      namespace: 'urn:fachwerk:building-permits:receipts',
      text: `a <${name}>`,
    })),
  },
  parts: [],
};
const filed: ToTell = {
  operation: 'PermitFiled',
  element: {
    name: 'PermitFiled',
    namespace: 'urn:fachwerk:building-permits:receipts',
    children: ['permit', 'messageId', 'fileReference', 'caseNumber'].map((name) => ({
      name,
      namespace: 'urn:fachwerk:building-permits:receipts',
      text: '1',
    })),
  },
  parts: [],
};

/** @returns the error, undefined when it was taken */
async function call({
  wsdl = 'building-permits/receipts.wsdl',
  port,
  told,
  ...rest
}: Called): Promise<HubError | undefined> {
  const schemas = wsdl.includes('/') ? receipts : folder;
  try {
    const { called, at } = services.choose(wsdl, schemas, { port });
    const connection = { ...at, address: rest.at ?? address(), credentials: rest.credentials ?? {} };
    const facts = { messageId: DELIVERY, traceParent: TRACE, now: new Date(), nonce: Buffer.alloc(16, 7) };
    const reach = { idleMs: TIMEOUT_MS, totalMs: TIMEOUT_MS, loopback: rest.loopback ?? true };
    await callService(called, connection, checkedCall(called, connection, told), facts, reach);
    return undefined;
  } catch (error) {
    return error as HubError;
  }
}

const envelope = (version: '1.1' | '1.2', body: string): string =>
  `<e:Envelope xmlns:e="${NAMES[version]}"><e:Body>${body}</e:Body></e:Envelope>`;

/** An answer of XML. */
const xml =
  (status: number, text: string, version: '1.1' | '1.2' = '1.2') =>
  (_request: unknown, response: ServerResponse): void =>
    void response.writeHead(status, { 'content-type': TYPES[version] }).end(text);

describe('what is sent', () => {
  it('has the action, the MessageID and the trace, by SOAP 1.1', async () => {
    answer = xml(200, envelope('1.1', '<r/>'), '1.1');
    expect(await call({ port: 'Receipts11', told: filed })).toBeUndefined();
    const [{ headers, body }] = asked as [Asked];
    expect(headers).toMatchObject({
      'content-type': 'text/xml; charset=utf-8',
      'content-length': String(Buffer.byteLength(body)),
      soapaction: '"urn:fachwerk:building-permits:receipts:PermitFiled"',
      traceparent: TRACE,
      'user-agent': 'Fachwerk',
    });
    expect(body).toContain(`>${DELIVERY}</wsa:MessageID>`);
    expect(body).toContain('>urn:fachwerk:building-permits:receipts:PermitFiled</wsa:Action>');
  });

  it('has the action in its type, by SOAP 1.2; both of one WSDL', async () => {
    answer = (_request, response) => void response.writeHead(202).end();
    expect(await call({ port: 'Receipts12', told: refused })).toBeUndefined();
    expect(await call({ port: 'Receipts11', told: refused })).toBeUndefined();
    expect(asked.map(({ headers }) => headers['content-type'])).toEqual([
      'application/soap+xml; charset=utf-8; action="urn:fachwerk:building-permits:receipts:PermitRefused"',
      'text/xml; charset=utf-8',
    ]);
    expect(asked[0]!.body).toContain('a &lt;permit&gt;');
  });

  it('is what was validated, wrapper and all, where the WSDL is rpc', async () => {
    answer = xml(200, envelope('1.1', '<r/>'), '1.1');
    const element: XmlNode = {
      name: 'register',
      namespace: 'urn:example:wrapper',
      children: [
        { name: 'number', namespace: '', text: 'A-1' },
        { name: 'urgent', namespace: '', text: 'true' },
      ],
    };
    const told = { operation: 'register', element, parts: [] };
    expect(await call({ wsdl: 'all.wsdl', port: 'Registry', told })).toBeUndefined();
    expect(asked[0]!.body).toContain(
      '<soap:Body><register xmlns="urn:example:wrapper"><number xmlns="">A-1</number><urgent xmlns="">true</urgent></register></soap:Body>',
    );
  });

  it('has contents beside it, which stream', async () => {
    answer = xml(200, envelope('1.2', '<r/>'));
    const children: XmlNode[] = [
      { name: 'number', namespace: RPC, text: 'A-1' },
      {
        name: 'content',
        namespace: RPC,
        children: [
          {
            name: 'Include',
            namespace: 'http://www.w3.org/2004/08/xop/include',
            prefix: 'xop',
            attributes: { href: 'cid:content-0%40fachwerk' },
          },
        ],
      },
    ];
    const part: OutgoingPart = {
      contentId: 'content-0@fachwerk',
      mime: 'application/pdf',
      sizeBytes: 6,
      async *read() {
        yield Buffer.from('%PDF');
        yield Buffer.from('-1');
      },
    };
    const told = { operation: 'File', element: { name: 'File', namespace: RPC, children }, parts: [part] };
    expect(await call({ wsdl: 'all.wsdl', port: 'Documents', told })).toBeUndefined();
    const [{ headers, body }] = asked as [Asked];
    expect(headers['content-type']).toMatch(
      /^multipart\/related; .*type="application\/xop\+xml".*; action="urn:file"$/,
    );
    expect(body).toContain('Content-ID: <content-0@fachwerk>\r\n\r\n%PDF-1\r\n');
    expect(body).toContain('href="cid:content-0%40fachwerk"');
  });

  it('is nothing where the WSDL leads to what is not installed: it is not fetched', async () => {
    const element = { name: 'register', namespace: 'urn:example:wrapper', children: [] };
    const told = { operation: 'register', element, parts: [] };
    expect(await call({ wsdl: 'far.wsdl', port: 'Registry', told })).toMatchObject({
      kind: 'misconfigured',
      code: 'soap-target.wsdl-unusable',
      message: expect.stringContaining('http://schemas.example/common.xsd, which is not installed'),
    });
    expect(asked).toEqual([]);
  });

  it('is nothing that the schema of the WSDL does not take', async () => {
    const element = { ...filed.element, children: filed.element.children!.slice(0, 3) };
    expect(await call({ port: 'Receipts12', told: { ...filed, element } })).toMatchObject({
      kind: 'rejected',
      code: 'soap-target.body-invalid',
      details: { path: expect.stringContaining('PermitFiled') },
    });
    expect(await call({ port: 'Receipts12', told: { ...filed, operation: 'PermitRefused' } })).toMatchObject({
      code: 'soap-target.body-invalid',
    });
    expect(await call({ port: 'Receipts12', told: { ...filed, operation: 'Nothing' } })).toMatchObject({
      code: 'soap-target.operation-unknown',
    });
    expect(asked).toEqual([]);
  });
});

const fault = (version: '1.1' | '1.2', code: string, text = 'why', more = ''): string =>
  envelope(
    version,
    version === '1.1'
      ? `<e:Fault><faultcode>${code}</faultcode><faultstring>${text}</faultstring></e:Fault>`
      : `<e:Fault><e:Code><e:Value>${code}</e:Value>${more}</e:Code><e:Reason><e:Text xml:lang="en">${text}</e:Text></e:Reason></e:Fault>`,
  );
const SECURITY = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';

describe('what is answered', () => {
  it.each([
    ['Receipts11', 500, fault('1.1', 'e:Client')],
    ['Receipts11', 500, fault('1.1', 'Client.Authorisation')],
    ['Receipts11', 200, fault('1.1', 'e:Client')],
    ['Receipts12', 400, fault('1.2', 'e:Sender')],
  ])('a fault of the sender is the end of it: %s, %i', async (port, status, text) => {
    answer = xml(status, text, port === 'Receipts11' ? '1.1' : '1.2');
    const error = await call({ port, told: filed });
    expect(error).toMatchObject({
      kind: 'rejected',
      code: 'soap-target.refused',
      details: { values: { text: 'why' } },
    });
  });

  const token = `<e:Subcode><e:Value xmlns:w="${SECURITY}">w:FailedAuthentication</e:Value></e:Subcode>`;
  it.each([
    ['Receipts11', 500, fault('1.1', 'e:Server'), 'soap-target.fault'],
    ['Receipts12', 500, fault('1.2', 'e:Receiver'), 'soap-target.fault'],
    // Credentials are put right somewhere else, and then the same receipt is taken.
    ['Receipts12', 500, fault('1.2', 'e:Sender', 'who?', token), 'soap-target.fault'],
    ['Receipts11', 401, fault('1.1', 'e:Client'), 'soap-target.status'],
    ['Receipts11', 503, 'no XML at all', 'soap-target.status'],
    ['Receipts11', 200, '<html/>', 'soap-target.answer-unreadable'],
    ['Receipts11', 200, '', 'soap-target.answer-unreadable'],
  ])('anything else is tried again: %s, %i', async (port, status, text, code) => {
    answer = xml(status, text, port === 'Receipts11' ? '1.1' : '1.2');
    expect(await call({ port, told: filed })).toMatchObject({ kind: 'unavailable-message', code });
  });

  it('410 is the end of it', async () => {
    answer = (_request, response) => void response.writeHead(410).end();
    expect(await call({ port: 'Receipts12', told: filed })).toMatchObject({
      kind: 'rejected',
      code: 'soap-target.gone',
    });
  });

  it('of an operation without an answer its status counts', async () => {
    answer = (_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>thank you');
    expect(await call({ port: 'Receipts12', told: refused })).toBeUndefined();
    answer = xml(200, fault('1.2', 'e:Sender'));
    expect(await call({ port: 'Receipts12', told: refused })).toMatchObject({ code: 'soap-target.refused' });
  });

  it('a long text of a fault is shortened, and its control characters are gone', async () => {
    answer = xml(500, fault('1.1', 'e:Client', `first\n\n${'x'.repeat(5_000)}`), '1.1');
    const error = await call({ port: 'Receipts11', told: filed });
    expect(error!.message.length).toBeLessThan(400);
    expect(error!.message).toContain('first xxx');
  });
});

describe('a service that wants to harm', () => {
  it('answers without an end: no more than 1 MiB is read', async () => {
    let sent = 0;
    answer = (_request, response) => {
      response.writeHead(200, { 'content-type': TYPES['1.2'] });
      const chunk = Buffer.alloc(65_536, 'a');
      const more = (): void => {
        while (!response.destroyed && response.write(chunk)) sent += chunk.length;
      };
      response.on('drain', more);
      more();
    };
    expect(await call({ port: 'Receipts12', told: filed })).toMatchObject({
      code: 'soap-target.answer-unreadable',
      message: expect.stringContaining('larger than 1048576'),
    });
    expect(sent).toBeLessThan(64 * 1_048_576);
  });

  it('answers byte by byte: it has the time of one answer', async () => {
    answer = (_request, response) => {
      response.writeHead(200, { 'content-type': TYPES['1.2'] });
      const drip = setInterval(() => void response.write(' '), 50);
      response.on('close', () => clearInterval(drip));
    };
    expect(await call({ port: 'Receipts12', told: filed })).toMatchObject({
      code: 'soap-target.timeout',
      details: { values: { ms: TIMEOUT_MS } },
    });
  });

  it('answers nothing', async () => {
    answer = () => undefined;
    expect(await call({ port: 'Receipts12', told: filed })).toMatchObject({ code: 'soap-target.timeout' });
  });

  it('answers with a DOCTYPE, with what is compressed, or with other characters than it says', async () => {
    const bomb = '<!DOCTYPE e [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>';
    answer = xml(200, bomb + envelope('1.2', '<r>&b;</r>'));
    expect(await call({ port: 'Receipts12', told: filed })).toMatchObject({ code: 'soap-target.answer-unreadable' });
    const compressed = gzipSync(Buffer.alloc(50 * 1_048_576));
    answer = (_request, response) =>
      void response.writeHead(200, { 'content-type': TYPES['1.2'], 'content-encoding': 'gzip' }).end(compressed);
    expect(await call({ port: 'Receipts12', told: filed })).toMatchObject({
      code: 'soap-target.answer-unreadable',
      message: expect.stringContaining('compressed'),
    });
    answer = (_request, response) =>
      void response.writeHead(200, { 'content-type': TYPES['1.2'] }).end(Buffer.from([0x3c, 0xff, 0xfe, 0x00]));
    expect(await call({ port: 'Receipts12', told: filed })).toMatchObject({ code: 'soap-target.answer-unreadable' });
  });

  it('sends on to another address: nobody goes there', async () => {
    answer = (_request, response) =>
      void response.writeHead(307, { location: 'http://169.254.169.254/latest/meta-data/' }).end();
    expect(await call({ port: 'Receipts12', told: filed })).toMatchObject({
      code: 'soap-target.status',
      details: { values: { status: 307 } },
    });
    expect(asked).toHaveLength(1);
  });

  it('is at an address that nothing is sent to, whatever the database says', async () => {
    const at = 'http://169.254.169.254/latest';
    expect(await call({ port: 'Receipts12', told: filed, at })).toMatchObject({ code: 'soap-target.address-refused' });
    const own = address().replace('127.0.0.1', 'localhost');
    expect(await call({ port: 'Receipts12', told: filed, at: own, loopback: false })).toMatchObject({
      code: 'soap-target.address-refused',
    });
    expect(asked).toEqual([]);
  });

  it('names elements so that a careless reader would change every object of the process', async () => {
    const ids = ['__proto__', 'constructor', 'toString'].map((id) => `<r id="${id}" href="#${id}">harm</r>`);
    answer = xml(
      200,
      envelope('1.2', ids.join('').slice(0, -4) + '</r>').replace(
        /<e:Body>(.*)<\/e:Body>/,
        '<e:Body><a>$1</a></e:Body>',
      ),
    );
    expect(await call({ port: 'Receipts12', told: filed })).toBeUndefined();
    expect(({} as { obj?: unknown }).obj).toBeUndefined();
    expect((Object as { obj?: unknown }).obj).toBeUndefined();
  });

  it('hangs up', async () => {
    answer = (_request, response) => void response.destroy();
    expect(await call({ port: 'Receipts12', told: filed })).toMatchObject({ code: 'soap-target.unreachable' });
  });
});
