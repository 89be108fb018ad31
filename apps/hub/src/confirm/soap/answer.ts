/** What a called service answered: that it took it, or a fault, or nothing that can be read. */
import type { IncomingMessage } from 'node:http';
import { HubError } from '../../errors/hub-error.js';
import { shortened } from '../../errors/shortened.js';
import type { StoredPart } from '../../ledger/envelope.js';
import { ENVELOPE_NAMESPACE, type SoapEnvelope, type SoapNode } from '../../soap/envelope.js';
import { SoapFault } from '../../soap/fault.js';
import { readSoapMessage, type SoapLimits, type TakePart } from '../../soap/request.js';
import type { WsdlOperation } from '../../soap/wsdl.js';

/** Of the whole answer. What it says besides "taken" or "not taken" is not kept. */
const ANSWER_BYTES_MAX = 1_048_576;
const GONE = 410;
/** Who the hub is there has to be put right first, whatever the body says. */
const NOT_LET_IN = [401, 403, 407];
const LIMITS: SoapLimits = {
  envelopeBytesMax: ANSWER_BYTES_MAX,
  xml: { depthMax: 100, elementsMax: 100_000, attributesMax: 200 },
  partsMax: 100,
  partHeaderBytesMax: 8_192,
};
/** WS-Security 1.0 and 1.1; a fault of it is about credentials, not about this message. */
const SECURITY = /wssecurity-secext/;

/**
 * Resolves when the service has taken it: 2xx without a fault. An operation without an output needs no envelope for that.
 *
 * @throws HubError `soap-target.refused`, `soap-target.gone`: it wants this one no more; another `soap-target.…` when it has to
 * be tried again
 */
export async function readAnswer(answer: IncomingMessage, { isOneWay }: WsdlOperation): Promise<void> {
  const status = answer.statusCode ?? 0;
  if (status === GONE) throw new HubError('rejected', 'soap-target.gone', 'The service takes it no more (status 410).');
  if (NOT_LET_IN.includes(status)) throw statusError(status);
  const isTaken = status >= 200 && status < 300;
  const { bytes, problem } = await bytesOf(answer);
  const read = problem === undefined && bytes.length > 0 ? await envelopeIn(answer, bytes) : problem;
  if (read instanceof HubError || read === undefined) {
    if (!isTaken) throw statusError(status);
    if (isOneWay) return;
    throw read ?? unreadable('it is empty');
  }
  const fault = faultIn(read);
  if (fault !== undefined) throw fault;
  if (!isTaken) throw statusError(status);
}

/** Of what is no XML nothing is read; of an answer that is too large, the rest is not. */
async function bytesOf(answer: IncomingMessage): Promise<{ readonly bytes: Buffer; readonly problem?: HubError }> {
  const none = Buffer.alloc(0);
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = answer.headers;
  if (encoding !== 'identity') return { bytes: none, problem: unreadable('it is compressed, which was not asked for') };
  if (!/xml|multipart\/related/i.test(type)) {
    const problem = type === '' ? undefined : unreadable(`it is of the type ${shortened(type)}`);
    return { bytes: none, ...(problem === undefined ? {} : { problem }) };
  }
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > ANSWER_BYTES_MAX) {
      return { bytes: none, problem: unreadable(`it is larger than ${ANSWER_BYTES_MAX} bytes`) };
    }
    chunks.push(chunk);
  }
  return { bytes: Buffer.concat(chunks) };
}

async function envelopeIn({ headers }: IncomingMessage, bytes: Buffer): Promise<SoapEnvelope | HubError> {
  try {
    const { envelope } = await readSoapMessage(headers, one(bytes), LIMITS, async () => ignored);
    return envelope;
  } catch (error) {
    if (error instanceof SoapFault) return unreadable(shortened(withoutEnd(error.message)), error);
    if (error instanceof HubError) return unreadable(shortened(withoutEnd(error.message)), error);
    throw error;
  }
}

/** Undefined for an envelope without a fault. */
function faultIn({ version, body }: SoapEnvelope): HubError | undefined {
  const namespace = ENVELOPE_NAMESPACE[version];
  if (body === undefined || body.name !== 'Fault' || body.namespace !== namespace) return undefined;
  const codeNode = body.one(namespace, 'Code');
  const first = version === '1.1' ? body.one('', 'faultcode') : codeNode?.one(namespace, 'Value');
  const second = codeNode?.one(namespace, 'Subcode')?.one(namespace, 'Value');
  const codes = [first, second].flatMap((node) => (node === undefined ? [] : qualifiedName(node)));
  const reason = reasonOf(body, namespace) ?? 'no reason given';
  const values = { fault: shown(codes.map(({ name }) => name).join(', ') || 'no code'), text: shown(reason) };
  const isSecurity = codes.some((code) => SECURITY.test(code.namespace));
  // In SOAP 1.1 a code may be made narrower with a dot.
  if (!isSecurity && /^(?:Client|Sender)(?:[.]|$)/.test(codes[0]?.name ?? '')) {
    const sentence = `The service does not take it (${values.fault}: ${values.text}).`;
    return new HubError('rejected', 'soap-target.refused', sentence, { values });
  }
  const sentence = `The service has a problem (${values.fault}: ${values.text}).`;
  return new HubError('unavailable-message', 'soap-target.fault', sentence, { values });
}

function qualifiedName(node: SoapNode): { readonly namespace: string; readonly name: string } {
  const [name = '', prefix = ''] = node.text().trim().split(':').toReversed();
  return { namespace: node.prefix(prefix) ?? '', name };
}

function reasonOf(fault: SoapNode, namespace: string): string | undefined {
  const texts = fault.one(namespace, 'Reason')?.many(namespace, 'Text') ?? [];
  const english = texts.find((text) => text.attribute('lang', 'http://www.w3.org/XML/1998/namespace') === 'en');
  const text = (english ?? texts[0] ?? fault.one('', 'faultstring'))?.text().trim();
  return text === '' ? undefined : text;
}

/** It goes to the log and to pages. */
function shown(text: string): string {
  return withoutEnd(shortened(text.replace(/[\p{Cc}\s]+/gu, ' ').trim()));
}

/** It becomes part of a sentence. */
function withoutEnd(text: string): string {
  return text.replace(/[.]$/, '');
}

function statusError(status: number): HubError {
  const sentence = `The service answered with status ${status}.`;
  return new HubError('unavailable-message', 'soap-target.status', sentence, { values: { status } });
}

function unreadable(reason: string, cause?: unknown): HubError {
  return new HubError(
    'unavailable-message',
    'soap-target.answer-unreadable',
    `The answer of the service cannot be read: ${reason}.`,
    { values: { reason } },
    cause === undefined ? undefined : { cause },
  );
}

const ignored: TakePart = async (_part, stream) => {
  for await (const chunk of stream) void chunk;
  return NOTHING;
};

/** Of a part that nobody keeps. */
const NOTHING: StoredPart = { name: '', mime: '', sizeBytes: 0, sha256: '' };

async function* one(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
