import { decodeXml } from '../xml/decode.js';
import { parseTree, type XmlNode } from '../xml/tree.js';

/** A code list (genericode): what each code of one version of a list stands for. */
export interface CodeList {
  /** Canonical URI, as messages name the list. */
  readonly uri: string;
  readonly version: string;
  /** Code → label; the empty string where the list has none. */
  readonly codes: ReadonlyMap<string, string>;
}

const GENERICODE = 'http://docs.oasis-open.org/codelist/ns/genericode/1.0/';

/** @returns undefined when it is no code list, or one without a URI or a key */
export function readCodeList(bytes: Buffer): CodeList | undefined {
  const root = rootOf(bytes);
  if (root === undefined || root.name !== 'CodeList' || root.namespace !== GENERICODE) return undefined;
  const identification = childrenOf(root, 'Identification')[0];
  const columns = childrenOf(root, 'ColumnSet')[0];
  if (identification === undefined || columns === undefined) return undefined;
  const uri = textIn(identification, 'CanonicalUri');
  const code = keyColumn(columns);
  if (uri === '' || code === undefined) return undefined;
  const label = labelColumn(columns, code);
  const rows = childrenOf(root, 'SimpleCodeList').flatMap((list) => childrenOf(list, 'Row'));
  const codes = new Map(rows.map((row) => [valueIn(row, code), valueIn(row, label)] as const));
  codes.delete('');
  return { uri, version: textIn(identification, 'Version'), codes };
}

/** Of several keys the one that is recommended; the standard marks it in two languages. */
function keyColumn(columns: XmlNode): string | undefined {
  const keys = childrenOf(columns, 'Key');
  const key = keys.find((candidate) => isRecommended(candidate)) ?? keys[0];
  return key === undefined ? undefined : attributeOf(childrenOf(key, 'ColumnRef')[0], 'Ref');
}

function isRecommended(key: XmlNode): boolean {
  const notes = childrenOf(key, 'Annotation').flatMap((annotation) => childrenOf(annotation, 'AppInfo'));
  return notes.some(
    (note) => childrenOf(note, 'empfohleneCodeSpalte').length + childrenOf(note, 'recommendedKeyColumn').length > 0,
  );
}

/** The first column that every row has, besides the code; else the first one that is another. */
function labelColumn(columns: XmlNode, code: string): string | undefined {
  const others = childrenOf(columns, 'Column').filter((column) => attributeOf(column, 'Id') !== code);
  const required = others.find((column) => attributeOf(column, 'Use') === 'required');
  return attributeOf(required ?? others[0], 'Id');
}

function valueIn(row: XmlNode, column: string | undefined): string {
  const value = childrenOf(row, 'Value').find((candidate) => attributeOf(candidate, 'ColumnRef') === column);
  return value === undefined ? '' : textIn(value, 'SimpleValue');
}

function rootOf(bytes: Buffer): XmlNode | undefined {
  try {
    return parseTree(decodeXml(bytes)).root;
  } catch {
    // A package has other XML, too.
    return undefined;
  }
}

function childrenOf(node: XmlNode, name: string): readonly XmlNode[] {
  return node.children.filter((child): child is XmlNode => typeof child !== 'string' && child.name === name);
}

function attributeOf(node: XmlNode | undefined, name: string): string | undefined {
  return node?.attributes.find((attribute) => attribute.name === name)?.value;
}

function textIn(node: XmlNode, name: string): string {
  const [child] = childrenOf(node, name);
  return (child?.children ?? [])
    .filter((part) => typeof part === 'string')
    .join('')
    .trim()
    .replaceAll(/\s+/g, ' ');
}
