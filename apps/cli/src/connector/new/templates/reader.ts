/** The reader of one type: what was recognised by its name, with what the schema says of it, and what is left. */
import type { FoundJson, FoundType } from '../found.js';
import { shownPath, type Leaf } from '../leaf.js';
import { metadataName, pascal, slug } from '../names.js';
import { docComment, line, literal, property } from './code.js';
import { contractFrom, readerName, type Context } from './context.js';

const REST_MAX = 150;

/** A value of a type, as an expression: text, or undefined. */
interface Reads {
  /** A message without it is refused, where it is always there. */
  key(leaf: Leaf): string;
  text(leaf: Leaf): string;
  date(leaf: Leaf): string;
  texts(leaf: Leaf): string;
}

export function readerFile(context: Context, found: FoundType): string {
  const reads = found.syntax === 'xml' ? xmlReads : jsonReads;
  const body = found.syntax === 'xml' ? 'root: Element' : `body: ${bodyType(found)}`;
  const value = found.syntax === 'xml' ? '' : jsonType(found);
  const written = readerBody(found, reads);
  const isUsed = /\b(root|body)\b/.test(written);
  const helpers = ['dayOf', 'textsAt'].filter((name) => written.includes(`${name}(`));
  const contract = found.syntax === 'xml' ? `import type { Element } from '${contractFrom(context, 2)}';\n` : '';
  return `${contract}import ${helpers.length === 0 ? 'type { Reading }' : `{ ${[...helpers, 'type Reading'].join(', ')} }`} from '../filing.js';
${value}
${docComment(found.documentation)}export function ${readerName(found.type)}(${isUsed ? body : `_${body}`}): Reading {
  return {
${written}
  };
}
${restOf(found)}`;
}

function readerBody({ documentType, leading }: FoundType, reads: Reads): string {
  const { key, file, subject, date, attachmentNames, metadata } = leading;
  const member = (name: string, leaf: Leaf | undefined, expression: (leaf: Leaf) => string): string =>
    leaf === undefined ? `${name}: undefined,` : `${comment(leaf)}${name}: ${expression(leaf)},`;
  const names = metadataNames(metadata);
  const kept = metadata.map((leaf, index) => `${comment(leaf)}${property(names[index]!)}: ${reads.text(leaf)},`);
  return [
    `documentType: ${literal(documentType.slice(0, 100))},`,
    member('key', key, reads.key),
    member('file', file, reads.text),
    member('subject', subject, reads.text),
    member('date', date, reads.date),
    attachmentNames === undefined
      ? 'attachmentNames: [],'
      : `${comment(attachmentNames)}attachmentNames: ${reads.texts(attachmentNames)},`,
    kept.length === 0 ? 'metadata: {},' : `metadata: {\n${kept.join('\n')}\n},`,
  ].join('\n');
}

/** What is called like something else, or like anything, is named with what it is of: `leser-kennung`. */
function metadataNames(leaves: readonly Leaf[]): readonly string[] {
  const taken = new Set<string>();
  return leaves.map((leaf) => {
    const own = metadataName(leaf.name);
    const above = shownPath(leaf).split('/').at(-2) ?? '';
    const isVague = /^(name|id|code|kennung|nummer|number|date|datum|type|value)$/.test(own);
    const isShared = leaves.some((other) => other !== leaf && metadataName(other.name) === own);
    const wanted = (isVague || isShared) && above !== '' ? metadataName(`${above}-${leaf.name}`) : own;
    let name = wanted;
    for (let number = 2; taken.has(name); number += 1) name = `${wanted}-${number}`;
    taken.add(name);
    return name;
  });
}

function comment(leaf: Leaf): string {
  return leaf.documentation === '' ? '' : `// ${line(leaf.documentation)}\n`;
}

function restOf({ leading: { rest } }: FoundType): string {
  if (rest.length === 0) return '';
  const shown = rest.slice(0, REST_MAX).map((leaf) => {
    const times = leaf.repeated ? ', repeated' : leaf.required ? '' : ', optional';
    return `// - ${shownPath(leaf)} (${leaf.kind}${times})${leaf.documentation === '' ? '' : `: ${line(leaf.documentation)}`}`;
  });
  const more = rest.length > REST_MAX ? [`// - and ${rest.length - REST_MAX} more, see the schema`] : [];
  return [
    '',
    '// Not read yet. Which of these does the office need to find the document, or to understand it?',
    ...shown,
    ...more,
    '',
  ].join('\n');
}

const xmlReads: Reads = {
  key: (leaf) => (leaf.required ? `root.text(${xmlPath(leaf)})` : xmlReads.text(leaf)),
  text: (leaf) =>
    leaf.kind === 'code' ? `root.maybe.code(${xmlPath(leaf)})?.code` : `root.maybe.text(${xmlPath(leaf)})`,
  date: (leaf) =>
    leaf.kind === 'date'
      ? `root.maybe.date(${xmlPath(leaf)})`
      : `dayOf(root.maybe.text(${xmlPath(leaf)}), ${literal(`/${shownPath(leaf)}`)})`,
  texts: (leaf) => {
    const isAttribute = leaf.path.at(-1)?.startsWith('@') === true;
    if (!isAttribute) return `textsAt(root, ${xmlPath(leaf)})`;
    const element = leaf.path.slice(0, -1).join('/') || '.';
    return `textsAt(root, ${literal(element)}, ${literal(leaf.path.at(-1)!)})`;
  },
};

function xmlPath({ path }: Leaf): string {
  return literal(path.join('/') || '.');
}

const jsonReads: Reads = {
  key: (leaf) => jsonReads.text(leaf),
  text: (leaf) => (leaf.kind === 'number' ? numberText(leaf) : textAccess(leaf)),
  date: (leaf) => `dayOf(${textAccess(leaf)}, ${literal(`/${leaf.path.join('/')}`)})`,
  texts: (leaf) => jsonTexts(leaf),
};

function numberText(leaf: Leaf): string {
  return leaf.required ? `String(${access(leaf)})` : `${access(leaf)}?.toString()`;
}

function textAccess(leaf: Leaf): string {
  return leaf.nullable === true ? `${access(leaf)} ?? undefined` : access(leaf);
}

type Steps = Pick<Leaf, 'path' | 'optional'>;

/** A step behind an optional one is optional as well. */
function access({ path, optional = [] }: Steps): string {
  return path.reduce((text, step, index) => {
    const isOptional = optional.includes(index - 1);
    if (/^[A-Za-z_$][\w$]*$/.test(step)) return `${text}${isOptional ? '?.' : '.'}${step}`;
    return `${text}${isOptional ? '?.' : ''}[${literal(step)}]`;
  }, 'body');
}

/** `[]` is a step into a list. */
function jsonTexts({ path, optional = [] }: Steps): string {
  const lists = path.flatMap((step, index) => (step === '[]' ? [index] : []));
  const [first] = lists;
  if (first === undefined) return `[${access({ path, optional })}].filter((name) => name !== undefined)`;
  const list = access({ path: path.slice(0, first), optional });
  const rest = path.slice(first + 1);
  const item =
    rest.length === 0
      ? 'item'
      : access({ path: rest, optional: optional.map((at) => at - first - 1) }).replace(/^body/, 'item');
  const whole = optional.includes(first - 1) ? `(${list} ?? [])` : list;
  return `${whole}.flatMap((item) => ${item} ?? [])`;
}

function bodyType({ type }: FoundJson): string {
  return pascal(type);
}

function jsonType(found: FoundJson): string {
  return `import type { ${bodyType(found)} } from '../generated/${slug(found.type)}.js';\n`;
}
