/**
 * libxml2, compiled to WebAssembly, as the hub uses it: nothing is loaded but what the hub hands over, and every
 * document is given back. Its memory lies outside of the heap that a thread is limited to, and shrinks only with the
 * thread; so a document lives no longer than one piece of work, and the limits of the guard bound how large it gets.
 */
import { ParseOption, XmlDocument, xmlRegisterInputProvider } from 'libxml2-wasm';
import * as internals from 'libxml2-wasm/lib/libxml2.mjs';

/** What libxml2 says about one place. */
export interface LibxmlFinding {
  readonly line: number;
  readonly message: string;
  /** In the prefixes of the document; `*` for an element without one. */
  readonly xpath?: string;
}

/** More are not looked at: finding out where one is takes libxml2 as long as there are elements before it. */
const FINDINGS_MAX = 50;

const NO_URI = ' is not a valid URI\n';
const WARNING = 1;

type Load = (url: string) => Uint8Array | undefined;

let load: Load | undefined;
const opened = new Map<number, { readonly bytes: Uint8Array; read: number }>();
let lastDescriptor = 0;

// It takes every name, so that no other way to a file or to the network is ever tried.
xmlRegisterInputProvider({
  match: () => true,
  open: (url) => {
    const bytes = load?.(url);
    if (bytes === undefined) return undefined;
    lastDescriptor += 1;
    opened.set(lastDescriptor, { bytes, read: 0 });
    return lastDescriptor;
  },
  read: (descriptor, buffer) => {
    const file = opened.get(descriptor);
    if (file === undefined) return -1;
    const chunk = file.bytes.subarray(file.read, file.read + buffer.byteLength);
    buffer.set(chunk);
    file.read += chunk.byteLength;
    return chunk.byteLength;
  },
  close: (descriptor) => opened.delete(descriptor),
});

// The collector that comes along keeps every finding with its XPath, and takes the square of their number in time: five
// seconds for the 40,000 wrong elements of a body of 320 KB.
const { addFunction } = internals as unknown as {
  addFunction(collect: (index: number, error: number) => void, signature: string): number;
};
internals.error.errorCollector = addFunction((index, error) => {
  const findings = internals.error.storage.get(index);
  if (findings.length >= FINDINGS_MAX) return;
  const { message, level, line, col, node } = internals.XmlErrorStruct as unknown as ErrorFields;
  const xpath = internals.xmlGetNodePath(node(error));
  const text = message(error);
  findings.push({
    message: text,
    // A namespace need not be a URI to tell names apart, and the guard does not ask that it is one.
    level: text.endsWith(NO_URI) ? WARNING : level(error),
    line: line(error),
    col: col(error),
    ...(xpath === null ? {} : { xpath }),
  });
}, 'vii');

interface ErrorFields {
  message(error: number): string;
  level(error: number): number;
  line(error: number): number;
  col(error: number): number;
  node(error: number): number;
}

/** While `work` runs, what a schema includes and imports comes from `from`, and from nowhere else. */
export function withFiles<T>(from: Load, work: () => T): T {
  load = from;
  try {
    return work();
  } finally {
    load = undefined;
    opened.clear();
  }
}

/**
 * Whoever opens a document disposes of it.
 *
 * @param utf8 counts as UTF-8, whatever its declaration says
 * @throws XmlError when it is not well-formed
 */
export function openDocument(utf8: Uint8Array, limits: 'of-libxml2' | 'none'): XmlDocument {
  return XmlDocument.fromBuffer(utf8, {
    url: 'message',
    encoding: 'utf-8',
    option: MESSAGE | (limits === 'none' ? ParseOption.XML_PARSE_HUGE : 0),
  });
}

const MESSAGE =
  ParseOption.XML_PARSE_NONET |
  ParseOption.XML_PARSE_BIG_LINES |
  ParseOption.XML_PARSE_COMPACT |
  // What is an id, a schema says.
  ParseOption.XML_PARSE_SKIP_IDS;

/**
 * Parses a file of a schema package, works, and gives the memory back.
 *
 * @throws XmlError when it is not well-formed
 */
export function withDocument<T>(source: Uint8Array, url: string, work: (document: XmlDocument) => T): T {
  const document = XmlDocument.fromBuffer(source, {
    url,
    option: ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_HUGE | ParseOption.XML_PARSE_BIG_LINES,
  });
  try {
    return work(document);
  } finally {
    document.dispose();
  }
}
