/**
 * The quick look at a small body that is complete: libxml2 reads it in a fifth of the time that the guard takes. It only
 * ever accepts. Of whatever is unusual it says nothing, and the guard decides, with the reasons that senders read.
 */
import { isUtf8 } from 'node:buffer';
import { XmlError, type XmlDocument } from 'libxml2-wasm';
import { shapeOf } from './document-tree.js';
import type { XmlLimits } from './guard.js';
import { openDocument } from './libxml.js';

/** Of more, the process would do nothing else for too long. */
export const PLAIN_XML_BYTES_MAX = 65_536;

/** A byte order mark and the declaration of XML 1.0 in UTF-8, which may both be left out; as bytes. */
const PLAIN_START =
  /^(?:\xef\xbb\xbf)?(?:<\?xml[ \t\r\n]+version=(["'])1\.0\1(?:[ \t\r\n]+encoding=(["'])[Uu][Tt][Ff]-8\2)?(?:[ \t\r\n]+standalone=(["'])(?:yes|no)\3)?[ \t\r\n]*\?>)?/;
const DECLARATION_BYTES_MAX = 1_024;

/**
 * What libxml2 would read in silence: an end, a type, a declaration that it drops, what is invisible in names, and
 * instructions, of which the guard takes fewer.
 */
const UNUSUAL: readonly Buffer[] = ['\0', '<!DOCTYPE', 'xmlns:xml', '\u1680', '\ufeff', '<?'].map((text) =>
  Buffer.from(text),
);

/** `<a/>`: nothing that counts as an element is shorter. */
const PIECE_BYTES_MIN = 4;

/** WebAssembly that failed in the middle of something is not asked again; the guard needs none. */
let isBroken = false;

/** @returns how many elements there are, as the guard counts them; undefined when the guard has to look */
export function elementsOfPlainXml(body: Buffer, limits: XmlLimits): number | undefined {
  if (isBroken || body.length / PIECE_BYTES_MIN > limits.elementsMax || !isUtf8(body)) return undefined;
  const start = PLAIN_START.exec(body.toString('latin1', 0, DECLARATION_BYTES_MAX))![0].length;
  if (UNUSUAL.some((bytes) => body.includes(bytes, start))) return undefined;
  const document = silentlyParsed(body);
  if (document === undefined) return undefined;
  try {
    const { elements, depth, attributes } = shapeOf(document);
    return depth > limits.depthMax || attributes > limits.attributesMax ? undefined : elements;
  } finally {
    document.dispose();
  }
}

/** Undefined as soon as libxml2 has anything to say. It reports names that are wrong by namespace, and reads on. */
function silentlyParsed(body: Buffer): XmlDocument | undefined {
  try {
    const document = openDocument(body, 'of-libxml2');
    if (document.warnings.length === 0) return document;
    document.dispose();
    return undefined;
  } catch (error) {
    isBroken ||= !(error instanceof XmlError);
    return undefined;
  }
}
