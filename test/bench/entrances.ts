/** The same deliveries by each entrance. Everything but a number and a scan is made before anything is measured. */
import { restEntrance, type Entrance } from '@fachwerk/cli/bench/entrance';
import { invoiceOf } from '@fachwerk/cli/bench/invoice';
import type { BenchMessage, Source } from '@fachwerk/cli/bench/messages';
import { Stencil } from '@fachwerk/cli/bench/stencil';
import { actions, envelope as xtaEnvelope, metadata } from '../harness/xta-requests.js';
import { DELIVERIES } from './deliveries.js';
import { nextRun } from './filing.js';

export const entranceNames = ['REST', 'SOAP', 'XTA'] as const;
export type EntranceName = (typeof entranceNames)[number];

export const AUTHOR = 'author';
export const CITY = 'city';

const SELLERS = 1_000;
const KEY_MARK = '#KEY-OF-MESSAGE#';
const SELLER_MARK = 'DE##SELLER#';
/** No message has it in it. */
const BOUNDARY = 'bench-5d20f1';
const XOP = 'http://www.w3.org/2004/08/xop/include';
const SOAP = 'http://www.w3.org/2003/05/soap-envelope';
const WSA = 'http://www.w3.org/2005/08/addressing';
const XTA = 'http://xoev.de/transport/xta/211';
const SOAP_TYPE = 'application/soap+xml';

/** The request of one delivery, before and after its scan, which comes as it is. */
interface Form {
  readonly mime: string;
  readonly before: string;
  readonly after: string;
}

/**
 * @param bytes of a delivery, its scan apart; a little more
 * @param scanBytes undefined without a scan
 */
export function deliveries(by: EntranceName, bytes: number, scanBytes?: number): Source {
  const run = nextRun();
  const { mime, before, after } = forms[by](bytes, scanBytes !== undefined);
  const [beginning, end] = [before, after].map((text) => new Stencil(text, [KEY_MARK, SELLER_MARK])) as [
    Stencil,
    Stencil,
  ];
  const filler = Buffer.alloc(scanBytes ?? 0, 'Fachwerk ');
  return (number): BenchMessage => {
    const key = `${run}-${String(number).padStart(8, '0')}`;
    const values = [key, `DE${100_000_000 + (number % SELLERS)}`];
    const first = Buffer.from(`% ${key}\n`);
    const scan = scanBytes === undefined ? [] : [first, filler.subarray(first.length)];
    const parts = [beginning.copy(...values), ...scan, ...(after === '' ? [] : [end.copy(...values)])];
    return { key: keyOf(by, key), mime, parts, bytes: parts.reduce((sum, { length }) => sum + length, 0) };
  };
}

/** @param procedure that sends */
export function entranceOf(by: EntranceName, procedure: string): Entrance {
  if (by === 'REST') return restEntrance(procedure);
  if (by === 'SOAP') {
    return {
      path: 'soap/deliveries/v1',
      headersOf: () => '',
      acceptedIn: ({ status, text }) => {
        const id = status === 202 ? /\r\nlocation: *\/v1\/messages\/([0-9a-f-]{36})\r/i.exec(text)?.[1] : undefined;
        return id === undefined ? undefined : { id };
      },
    };
  }
  return { path: 'xta/2.1.1/send', headersOf: () => '', acceptedIn: ({ status }) => (status === 200 ? {} : undefined) };
}

/** As the books have it: over XTA a MessageID is an absolute URI. */
function keyOf(by: EntranceName, key: string): string {
  return by === 'XTA' ? `urn:bench:${key}` : key;
}

const forms: Readonly<Record<EntranceName, (bytes: number, hasScan: boolean) => Form>> = {
  REST: (bytes, hasScan) => {
    if (!hasScan) return { mime: 'application/xml', before: delivery(bytes), after: '' };
    const head = (name: string, mime: string): string =>
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"; filename="${name}"\r\nContent-Type: ${mime}\r\n\r\n`;
    return {
      mime: `multipart/form-data; boundary=${BOUNDARY}`,
      before: `${head('message', 'application/xml')}${delivery(bytes)}\r\n${head('attachment', 'application/octet-stream')}`,
      after: `\r\n--${BOUNDARY}--\r\n`,
    };
  },
  SOAP: (bytes, hasScan) => {
    const header = `<MessageID xmlns="${WSA}">${KEY_MARK}</MessageID>`;
    const scan = hasScan ? `<scan><x:Include xmlns:x="${XOP}" href="cid:scan@bench"/></scan>` : '';
    const xml = `<e:Envelope xmlns:e="${SOAP}"><e:Header>${header}</e:Header><e:Body>${delivery(bytes, scan)}</e:Body></e:Envelope>`;
    if (!hasScan) return { mime: `${SOAP_TYPE}; charset=utf-8`, before: xml, after: '' };
    return multipart(xml, partHead('scan', 'application/octet-stream'), '');
  },
  XTA: (bytes, hasScan) => {
    const messageId = keyOf('XTA', KEY_MARK);
    const content = (element: string, mime: string, id: string): string =>
      `<x:${element} contentType="${mime}" filename="${id}"><i:Include xmlns:i="${XOP}" href="cid:${id}@bench"/></x:${element}>`;
    const all = [
      content('Message', 'application/xml', 'delivery'),
      ...(hasScan ? [content('Attachment', 'application/octet-stream', 'scan')] : []),
    ];
    const body = `<x:GenericContentContainer xmlns:x="${XTA}"><x:ContentContainer>${all.join('')}</x:ContentContainer></x:GenericContentContainer>`;
    const header = metadata({ messageId, author: AUTHOR, reader: CITY, message: NO_CONTENT });
    const xml = xtaEnvelope(actions.sendMessage, body, { header });
    const message = `${partHead('delivery', 'application/xml')}${delivery(bytes)}`;
    const scan = hasScan ? `\r\n${partHead('scan', 'application/octet-stream')}` : '';
    return multipart(xml, `${message}${scan}`, `; action="${actions.sendMessage}"`);
  },
};

const NO_CONTENT = { mime: '', bytes: Buffer.alloc(0) };

/** MTOM; the last part is still open. */
function multipart(xml: string, parts: string, action: string): Form {
  const root = `--${BOUNDARY}\r\nContent-Type: application/xop+xml; charset=UTF-8; type="${SOAP_TYPE}"\r\nContent-ID: <root@bench>\r\n\r\n`;
  return {
    mime: `multipart/related; boundary=${BOUNDARY}; type="application/xop+xml"; start="<root@bench>"; start-info="${SOAP_TYPE}"${action}`,
    before: `${root}${xml}\r\n${parts}`,
    after: `\r\n--${BOUNDARY}--\r\n`,
  };
}

function partHead(id: string, mime: string): string {
  return `--${BOUNDARY}\r\nContent-Type: ${mime}\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <${id}@bench>\r\n\r\n`;
}

/** A document of its own, and the child of a Body. */
function delivery(bytes: number, scan = ''): string {
  const invoice = invoiceOf(bytes, KEY_MARK, SELLER_MARK).replace(/^<\?xml[^>]*\?>\s*/, '');
  return `<Deliver xmlns="${DELIVERIES}"><number>${KEY_MARK}</number><seller>${SELLER_MARK}</seller><invoice>${invoice.trim()}</invoice>${scan}</Deliver>`;
}
