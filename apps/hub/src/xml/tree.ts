/**
 * The XML tree as `fast-xml-parser` reads it, with namespaces resolved by us: of what schema packages bring along, and of
 * reports. Messages are read by libxml2, and this is the witness that the tests hold their tree against.
 *
 * The parser is told to change nothing: it splits the text into tags and character data, and everything that has a
 * meaning is done here. `read.spec.ts` holds the result against a second parser. What it is kept from, and why:
 * - entities: it leaves numeric ones as they are, and would decode with limits of its own;
 * - names: it throws on `constructor` and renames `hasOwnProperty`; a mark before each name keeps them ordinary;
 * - processing instructions: it takes an apostrophe in one for a quote and swallows what follows; they are cut out;
 * - white space in attribute values: it does not normalise it.
 */
import { XMLParser } from 'fast-xml-parser';

export interface XmlNode {
  readonly name: string;
  readonly namespace: string;
  /** Without namespace declarations. */
  readonly attributes: readonly XmlAttribute[];
  /** Elements and text in document order; CDATA is text, comments and processing instructions are gone. */
  readonly children: readonly (XmlNode | string)[];
}

export interface XmlAttribute {
  readonly name: string;
  readonly namespace: string;
  readonly value: string;
}

/** A character that no name can start with. */
const MARK = '<';
const TEXT = '#text';
const CDATA = '#cdata';
/** No XML can contain it. */
const HOLD = '\uffff';
/** Longer text is held back from the parser. */
const LONG = 1_024;
/** How much text is decoded at a time. */
const PIECE = 65_536;
const ATTRIBUTES = ':@';

type Parsed = Readonly<Record<string, unknown>>;
type Scope = ReadonlyMap<string, string>;

/** What all elements of one document share while they are read. */
interface Count {
  elements: number;
  /** The texts that `withoutLongText` took out. */
  readonly long: readonly string[];
}

const parser = new XMLParser({
  preserveOrder: true,
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: TEXT,
  cdataPropName: CDATA,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: 10_000,
  jPath: false,
  transformTagName: (name) => (name.startsWith(MARK) ? name : MARK + name),
});

const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
const rootScope: Scope = new Map([
  ['xml', XML_NAMESPACE],
  ['', ''],
]);

/** Reads well-formed text without DOCTYPE, as the guard passes it. Throws plain errors on anything else. */
export function parseTree(text: string): { root: XmlNode; elements: number } {
  const { short, long } = withoutLongText(withoutInstructions(withPlainLineEnds(text)));
  const parsed = parser.parse(short) as readonly Parsed[];
  const roots = parsed.filter((entry) => nameOf(entry) !== TEXT);
  const [root] = roots;
  if (root === undefined || roots.length > 1) throw new Error(`${roots.length} root elements`);
  const count: Count = { elements: 0, long };
  return { root: toNode(root, rootScope, count), elements: count.elements };
}

/** XML 1.0, 2.11. Before anything is cut out: what stood around it may become one line end. */
function withPlainLineEnds(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

/** In well-formed XML `<` only ever starts markup, so these three alternatives find every instruction and no other. */
function withoutInstructions(text: string): string {
  if (!text.includes('<?', /^<\?xml\s/.test(text) ? 2 : 0)) return text;
  return text.replace(/<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\?[^]*?\?>/g, (match) => (match[1] === '?' ? '' : match));
}

/**
 * The parser adds text letter by letter, and each letter costs 32 bytes until the text is read: an embedded file of
 * some MiB would take more memory than a thread has. So long text stays out of it, and a number stands in its place,
 * between two characters that XML cannot contain. What is between `>` and `<` is text or within a CDATA section or a
 * comment; an attribute cannot contain `<`.
 */
function withoutLongText(text: string): { readonly short: string; readonly long: readonly string[] } {
  const long: string[] = [];
  const pieces: string[] = [];
  let kept = 0;
  let tag = 0;
  for (let next = text.indexOf('<', 1); next > 0; next = text.indexOf('<', next + 1)) {
    const start = next - tag > LONG ? tag + text.slice(tag, next).lastIndexOf('>') + 1 : next;
    if (start > tag && next - start > LONG) {
      const hold = `${HOLD}${long.push(text.slice(start, next)) - 1}${HOLD}`;
      pieces.push(text.slice(kept, start), hold);
      kept = next;
    }
    tag = next;
  }
  return { short: pieces.join('') + text.slice(kept), long };
}

function withLongText(text: string, long: readonly string[]): string {
  if (!text.includes(HOLD)) return text;
  return text.replace(/\uffff(\d+)\uffff/g, (_match, position: string) => long[Number(position)]!);
}

function toNode(entry: Parsed, outer: Scope, count: Count): XmlNode {
  count.elements += 1;
  const marked = nameOf(entry);
  const raw = Object.entries((entry[ATTRIBUTES] ?? {}) as Readonly<Record<string, string>>).map(
    ([name, value]): [string, string] => [name.slice(1), attributeValue(value)],
  );
  const scope = scopeOf(raw, outer);
  const { prefix, local } = split(marked.slice(MARK.length));
  const children: (XmlNode | string)[] = [];
  for (const child of entry[marked] as readonly Parsed[]) append(children, child, scope, count);
  return {
    name: local,
    namespace: uriOf(prefix, scope),
    attributes: raw.filter(([name]) => !isDeclaration(name)).map(([name, value]) => toAttribute(name, value, scope)),
    children,
  };
}

function append(children: (XmlNode | string)[], child: Parsed, scope: Scope, count: Count): void {
  const name = nameOf(child);
  if (name !== TEXT && name !== CDATA) {
    children.push(toNode(child, scope, count));
    return;
  }
  const raw = name === TEXT ? (child[TEXT] as string) : cdataText(child[CDATA] as readonly Parsed[]);
  const whole = withLongText(raw, count.long);
  const text = name === TEXT ? decodeEntities(whole) : whole;
  const last = children.at(-1);
  if (typeof last === 'string') children[children.length - 1] = last + text;
  else if (text !== '') children.push(text);
}

function cdataText(parts: readonly Parsed[]): string {
  return parts.map((part) => part[TEXT] as string).join('');
}

function nameOf(entry: Parsed): string {
  for (const key in entry) if (key !== ATTRIBUTES) return key;
  throw new Error('entry without a name');
}

function toAttribute(name: string, value: string, scope: Scope): XmlAttribute {
  const { prefix, local } = split(name);
  return { name: local, namespace: prefix === '' ? '' : uriOf(prefix, scope), value };
}

function scopeOf(attributes: readonly [string, string][], outer: Scope): Scope {
  const declarations = attributes.filter(([name]) => isDeclaration(name));
  if (declarations.length === 0) return outer;
  return new Map([...outer, ...declarations.map(([name, uri]) => [name.slice(6), uri.trim()] as const)]);
}

function isDeclaration(name: string): boolean {
  return name === 'xmlns' || name.startsWith('xmlns:');
}

function uriOf(prefix: string, scope: Scope): string {
  const uri = scope.get(prefix);
  if (uri === undefined) throw new Error(`undeclared prefix ${prefix}`);
  return uri;
}

function split(name: string): { prefix: string; local: string } {
  const colon = name.indexOf(':');
  return { prefix: name.slice(0, Math.max(colon, 0)), local: name.slice(colon + 1) };
}

/** XML 1.0, 3.3.3: white space written literally is a blank, white space written as a reference stays. */
function attributeValue(raw: string): string {
  return decodeEntities(raw.replace(/[\t\n]/g, ' '));
}

const named: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

function decodeEntities(raw: string): string {
  if (!raw.includes('&')) return raw;
  // Piece by piece: all references of a large text at once would take many times its memory.
  const pieces: string[] = [];
  for (let start = 0; start < raw.length;) {
    const end = endOfPiece(raw, start + PIECE);
    pieces.push(decodePiece(raw.slice(start, end)));
    start = end;
  }
  return pieces.join('');
}

/** Not within a reference. */
function endOfPiece(raw: string, wanted: number): number {
  if (wanted >= raw.length) return raw.length;
  const open = raw.lastIndexOf('&', wanted - 1);
  const close = raw.lastIndexOf(';', wanted - 1);
  return open > close ? raw.indexOf(';', wanted) + 1 : wanted;
}

function decodePiece(raw: string): string {
  return raw.replace(/&([^;]*);/g, (_match, reference: string) => {
    const char = reference.startsWith('#x')
      ? String.fromCodePoint(Number.parseInt(reference.slice(2), 16))
      : reference.startsWith('#')
        ? String.fromCodePoint(Number.parseInt(reference.slice(1), 10))
        : named.get(reference);
    if (char === undefined) throw new Error(`unknown entity ${reference}`);
    return char;
  });
}
