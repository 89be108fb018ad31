/** What reads bytes that strangers wrote, each with what it must never do. */
import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { isDeepStrictEqual } from 'node:util';
import { catalogue } from '@fachwerk/connectors/catalogue';
import type { Connector } from '@fachwerk/connectors/contract';
import type { ContentStore } from '../../apps/hub/src/archive/content-store.js';
import { codes } from '../../apps/hub/src/errors/code-list.js';
import { HubError } from '../../apps/hub/src/errors/hub-error.js';
import { readJson } from '../../apps/hub/src/json/read-json.js';
import { contentHash, decodeEnvelope, encodeEnvelope, type Envelope } from '../../apps/hub/src/ledger/envelope.js';
import { embeddedInvoice } from '../../apps/hub/src/pdf/embedded-invoice.js';
import { readMultipart } from '../../apps/hub/src/receive/rest/multipart.js';
import { unpackZip } from '../../apps/hub/src/receive/zip/unpack.js';
import { decodeXml } from '../../apps/hub/src/xml/decode.js';
import { XmlGuard, type XmlFacts } from '../../apps/hub/src/xml/guard.js';
import { elementsOfPlainXml } from '../../apps/hub/src/xml/plain-xml.js';
import { openXml } from '../../apps/hub/src/xml/read.js';
import { parseTree, type XmlNode } from '../../apps/hub/src/xml/tree.js';
import type { Random } from '@fachwerk/cli/chaos/random';
import { fixturesOf, translated, type Fixture } from '../fixtures.js';
import { pdfWith } from '../harness/pdf.js';
import { zipOf } from '../harness/zip.js';

export interface Target {
  readonly name: string;
  /** Inputs that are as they should be: each is accepted. */
  readonly seeds: readonly Buffer[];
  readonly words: readonly string[];
  /**
   * Gives the input to the reader. What it throws must be a refusal with a listed code.
   *
   * @throws Broken when the reader kept something of its promise not
   */
  read(input: Buffer, random: Random): Promise<void> | void;
  /** Whether a refusal is one that this reader may give. */
  readonly mayRefuse: (error: HubError) => boolean;
}

/** A reader did what it must never do. */
export class Broken extends Error {}

const limits = {
  messageBytesMax: 1_000_000,
  attachmentBytesMax: 2_000_000,
  attachmentsMax: 20,
  inlineBytesMax: 65_536,
  pdfBytesMax: 1_000_000,
  zipEntriesMax: 50,
  zipBytesMax: 4_000_000,
  zipRatioMax: 200,
  zipNameLengthMax: 255,
  xmlDepthMax: 60,
  xmlElementsMax: 20_000,
  xmlAttributesMax: 100,
  jsonDepthMax: 60,
  jsonValuesMax: 20_000,
};
const xmlLimits = { depthMax: 60, elementsMax: 20_000, attributesMax: 100 };
const isListed = ({ kind, code }: HubError): boolean => kind === 'rejected' && Object.hasOwn(codes, code);

const XML_WORDS = [
  '<',
  '>',
  '</',
  '/>',
  '<a>',
  '</a>',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<?',
  '?>',
  '<!DOCTYPE a>',
  '&amp;',
  '&#0;',
  '&#x10ffff;',
  '&lt;',
  '&',
  ';',
  '"',
  "'",
  '=',
  'xmlns=""',
  'xmlns:a="b"',
  'xml:space="preserve"',
  ' a="b"',
  ':',
  '\0',
  '\ufeff',
  '\xef\xbb\xbf',
  '\xff\xfe',
  '\r',
  '\r\n',
  '\x85',
  '\xe2\x80\xa8',
  '<?xml version="1.0" encoding="UTF-16"?>',
  'encoding="ISO-8859-15"',
  'version="1.1"',
  '\xed\xa0\x80',
  'xmlns:xml="http://www.w3.org/XML/1998/namespace"',
  'xmlns:b="http://www.w3.org/2000/xmlns/"',
  'xmlns:a=" b"',
  'xmlns:a=""',
  'xml:id="1"',
  'a:b',
  '<?xml-stylesheet a?>',
  '\xe1\x9a\x80',
  '\xef\xbf\xbe',
];
const JSON_WORDS = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ':',
  ',',
  '\\u0000',
  '\\ud800',
  '\\',
  '"__proto__":',
  '"constructor":',
  'null',
  'true',
  '-',
  '1e',
  '.',
  '\ufeff',
  '\x80',
  '""',
];

const demosOf = (connector: string): readonly Fixture[] =>
  fixturesOf(connector).filter(({ folder }) => basename(folder).startsWith('demo-'));
/** Also those that are not for the demo, as they have settings of their own. */
const goodOf = (connector: string): readonly Fixture[] =>
  fixturesOf(connector).filter(({ folder }) => !basename(folder).startsWith('rejected-'));
const bodiesOf = (syntax: Fixture['syntax']): readonly Buffer[] =>
  catalogue.flatMap(({ manifest }) =>
    demosOf(manifest.name).flatMap((fixture) => (fixture.syntax === syntax ? fixture.body : [])),
  );

const envelope: Envelope = {
  version: 1,
  id: '0191d2e3-0000-8000-8000-000000000000',
  tenant: '0191d2e3-0000-4000-8000-000000000001',
  procedure: '0191d2e3-0000-4000-8000-000000000002',
  connector: 'xrechnung',
  acceptedAt: '2026-02-02T10:00:00.000Z',
  stamp: { gateway: 'a', epoch: '0191d2e3-0000-4000-8000-000000000003', seq: 1 },
  body: { mime: 'application/json', syntax: 'json', sizeBytes: 2, sha256: '0'.repeat(64), inline: true },
  attachments: [{ name: 'a.pdf', mime: 'application/pdf', sizeBytes: 3, sha256: '1'.repeat(64) }],
};

const envelopes: Target = {
  name: 'envelope',
  seeds: [encodeEnvelope({ envelope, body: Buffer.from('{}') })],
  words: [...JSON_WORDS, '\0\0\0\0', '\xff\xff\xff\xff', '"version":2', '"inline":false', '"sizeBytes":-1'],
  read(input) {
    const read = decodeEnvelope(input);
    contentHash(read.envelope);
    const again = decodeEnvelope(encodeEnvelope(read));
    if (!isDeepStrictEqual(again, read))
      throw new Broken('An envelope is another one when it is written and read again.');
  },
  mayRefuse: ({ code }) => code === 'envelope.unreadable',
};

function guarded(pieces: readonly Buffer[]): XmlFacts | HubError {
  const guard = new XmlGuard(xmlLimits);
  try {
    for (const piece of pieces) guard.write(piece);
    return guard.end();
  } catch (error) {
    if (error instanceof HubError) return error;
    throw error;
  }
}

function inPieces(input: Buffer, random: Random): readonly Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0; at < input.length;) {
    const end = at + 1 + Math.floor(random.next() ** 4 * input.length);
    pieces.push(input.subarray(at, end));
    at = end;
  }
  return pieces;
}

function opened(input: Buffer, elements: number): XmlNode {
  const xml = openXml(input, elements);
  xml.dispose();
  return xml.tree;
}

const xml: Target = {
  name: 'xml',
  seeds: bodiesOf('xml'),
  words: XML_WORDS,
  read(input, random) {
    const facts = guarded([input]);
    const inParts = guarded(inPieces(input, random));
    // Of several things that are wrong another one may be met first.
    const verdict = (found: XmlFacts | HubError): unknown => (found instanceof HubError ? 'refused' : found);
    if (!isDeepStrictEqual(verdict(facts), verdict(inParts))) {
      throw new Broken(
        `In pieces the guard says ${JSON.stringify(verdict(inParts))}, else ${JSON.stringify(verdict(facts))}.`,
      );
    }
    const plain = elementsOfPlainXml(input, xmlLimits);
    if (plain !== undefined && (facts instanceof HubError || plain !== facts.elements)) {
      const said = facts instanceof HubError ? facts.message : `${facts.elements} elements`;
      throw new Broken(`The quick look sees ${plain} elements where the guard says: ${said}`);
    }
    if (facts instanceof HubError) throw facts;
    let tree;
    try {
      tree = opened(input, facts.elements);
    } catch (error) {
      throw new Broken('The guard let something through that the reader cannot open.', { cause: error });
    }
    if (tree.namespace !== facts.namespace || tree.name !== facts.element) {
      throw new Broken('Guard and reader see another root.');
    }
    if (!isDeepStrictEqual(tree, parseTree(decodeXml(input)).root)) {
      throw new Broken('Libxml2 and fast-xml-parser see another tree.');
    }
  },
  mayRefuse: isListed,
};

const json: Target = {
  name: 'json',
  seeds: bodiesOf('json'),
  words: JSON_WORDS,
  read(input) {
    const value = readJson(input, { depthMax: 60, valuesMax: 20_000 });
    if (!isDeepStrictEqual(value, JSON.parse(input.toString().replace(/^\ufeff/, '')))) {
      throw new Broken('It was read as something else than JSON says.');
    }
  },
  mayRefuse: isListed,
};

const hybrid = pdfWith(['Invoice 1'], [{ name: 'factur-x.xml', bytes: bodiesOf('xml')[0]! }]);
const pdf: Target = {
  name: 'pdf',
  seeds: [hybrid, ...bodiesOf('pdf')],
  words: [
    'obj',
    'endobj',
    'stream',
    'endstream',
    'xref',
    'trailer',
    'startxref',
    '<<',
    '>>',
    '[',
    ']',
    '/Length',
    '/Names',
    '/Kids',
    '/Root',
    '/Prev',
    '/Encrypt',
    '/FlateDecode',
    '/Filter',
    '/EF',
    '/F',
    '/UF',
    '1 0 R',
    '8 0 R',
    '(',
    ')',
    '%%EOF',
  ],
  read: async (input) => void (await embeddedInvoice(input)),
  mayRefuse: isListed,
};

const FORM = (content: string, name: string): string =>
  `--edge\r\nContent-Disposition: form-data; name="${name}"; filename="a.pdf"\r\nContent-Type: application/pdf\r\n\r\n${content}\r\n`;
const multipart: Target = {
  name: 'multipart',
  seeds: [
    Buffer.from(`${FORM('<r/>', 'message')}--edge--\r\n`),
    Buffer.from(`${FORM('{}', 'message')}${FORM('%PDF-1.7', 'attachment')}${FORM('', 'attachment')}--edge--\r\n`),
  ],
  words: [
    '--edge',
    '--edge--',
    '\r\n',
    '\r\n\r\n',
    'Content-Disposition: ',
    'form-data;',
    'name="',
    "filename*=UTF-8''%ff",
    'Content-Type: ',
    ': ',
    ';',
    '"',
    '\0',
    '--',
  ],
  async read(input, random) {
    const headers = { 'content-type': 'multipart/form-data; boundary=edge' };
    let taken = 0;
    await readMultipart(headers, Readable.from(inPieces(input, random)), 20, async ({ stream }) => {
      for await (const chunk of stream) taken += chunk.length;
    });
    if (taken > input.length) throw new Broken('The parts have more bytes than the form.');
  },
  mayRefuse: isListed,
};

/** @param store where ZIPs lie while they are unpacked */
export function targets(store: ContentStore): readonly Target[] {
  const tenant = randomUUID();
  const zip: Target = {
    name: 'zip',
    seeds: [
      zipOf([
        { name: 'message.xml', bytes: '<r><a>1</a></r>' },
        { name: 'a/b.pdf', bytes: '%PDF-1.7', method: 0 },
      ]),
      ...bodiesOf('zip'),
    ],
    words: [
      'PK\x03\x04',
      'PK\x01\x02',
      'PK\x05\x06',
      'PK\x06\x06',
      'PK\x06\x07',
      '\xff\xff',
      '\xff\xff\xff\xff',
      '\0\0',
      '\x08\0',
      '../',
      '/',
      '\\',
      ':',
    ],
    async read(input) {
      const stored = await store.put(tenant, Readable.from([input]));
      for (const part of await unpackZip(stored, tenant, store, limits)) {
        const bytes = await buffer(store.read(tenant, part.sha256));
        if (part.xml !== undefined) opened(bytes, part.xml.elements);
      }
    },
    mayRefuse: isListed,
  };
  return [envelopes, xml, json, zip, pdf, multipart, ...catalogue.map(connectorTarget)];
}

/** A whole message, from the front door to the commands: a connector refuses it, and never fails. */
function connectorTarget(connector: Connector): Target {
  const { name } = connector.manifest;
  const all = goodOf(name).filter(({ syntax }) => syntax === 'xml' || syntax === 'json');
  // Those with the most settings, which reach the most.
  const [settings] = all.map((one) => JSON.stringify(one.settings)).toSorted((a, b) => b.length - a.length);
  const fixtures = all.filter((one) => JSON.stringify(one.settings) === settings);
  const attachments = [...new Map(fixtures.flatMap((one) => one.attachments).map((one) => [one.name, one])).values()];
  return {
    name,
    seeds: fixtures.map(({ body }) => body),
    words: fixtures[0]!.syntax === 'xml' ? XML_WORDS : JSON_WORDS,
    async read(body) {
      const named = attachments.filter((one) => body.includes(one.name));
      await translated(connector, { body, syntax: fixtures[0]!.syntax, attachments: named }, fixtures[0]!.settings);
    },
    mayRefuse: ({ kind }) => kind === 'rejected',
  };
}
