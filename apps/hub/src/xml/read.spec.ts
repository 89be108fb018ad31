// What libxml2 reads is held against fast-xml-parser and saxes: over documents made up here, and over real messages.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { decodeXml } from './decode.js';
import { XmlGuard } from './guard.js';
import { elementsOfPlainXml } from './plain-xml.js';
import { openXml } from './read.js';
import { parseTree, type XmlAttribute, type XmlNode } from './tree.js';

const limits = { depthMax: 250, elementsMax: 1_000_000, attributesMax: 1_000 };

function guarded(body: Buffer): number {
  const guard = new XmlGuard(limits);
  guard.write(body);
  return guard.end().elements;
}

/** The tree that connectors read. */
function readTree(body: Buffer, elements = guarded(body)): XmlNode {
  const opened = openXml(body, elements);
  opened.dispose();
  return opened.tree;
}

/** The same tree from the events of saxes. */
function treeOfSaxes(text: string): XmlNode {
  const parser = new SaxesParser({ xmlns: true, forceXMLVersion: true, defaultXMLVersion: '1.0' });
  const top: (XmlNode | string)[] = [];
  const open: (XmlNode | string)[][] = [top];
  const characters = (found: string): void => {
    const siblings = open.at(-1)!;
    const last = siblings.at(-1);
    if (open.length === 1 || found === '') return;
    if (typeof last === 'string') siblings[siblings.length - 1] = last + found;
    else siblings.push(found);
  };
  parser.on('text', characters);
  parser.on('cdata', characters);
  parser.on('opentag', ({ local: name, uri: namespace, attributes }) => {
    const children: (XmlNode | string)[] = [];
    const own = Object.values(attributes)
      .filter((attribute) => attribute.name !== 'xmlns' && attribute.prefix !== 'xmlns')
      .map(({ local, uri, value }): XmlAttribute => ({ name: local, namespace: uri, value }));
    open.at(-1)!.push({ name, namespace, attributes: own, children });
    open.push(children);
  });
  parser.on('closetag', () => void open.pop());
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(text).close();
  return top[0] as XmlNode;
}

/** Names that mean something to JavaScript or to the parser, and ordinary ones. */
const name = fc.constantFrom(
  'a',
  'b',
  'Größe',
  '_',
  'x-1.2',
  'constructor',
  'hasOwnProperty',
  '__proto__',
  'toString',
  'prototype',
  'length',
  'valueOf',
  'text',
  'cdata',
  'xml',
  'at-1',
  '日本',
  '𐐷',
);
const prefix = fc.constantFrom('', '', 'p', 'q', 'constructor', '__proto__');
const uri = fc.constantFrom('urn:one', 'urn:two', ' urn:padded ', 'a&amp;b', '&#x75;rn:one');
const reference = fc.constantFrom('&amp;', '&lt;', '&gt;', '&quot;', '&apos;', '&#10;', '&#x9;', '&#xD;', '&#128512;');
const piece = fc.oneof(
  fc.constantFrom(
    ' ',
    '\n',
    '\r\n',
    '\r',
    '\t',
    '  x ',
    "'",
    '>',
    'é',
    '😀',
    '\u00a0',
    '\ufeff',
    '__proto__',
    '/>',
    '=',
    '%',
  ),
  reference,
  fc.string({ maxLength: 6 }).map((text) => text.replace(/[<&"\]]/g, '')),
);
const pieces = fc.array(piece, { maxLength: 5 }).map((found) => found.join(''));
const misc = fc.oneof(
  pieces.map((text) => `<!--${text.replaceAll('-', '')}<a b='>-->`),
  fc.constantFrom(`<?p?>`, `<?p it's "?>`, `<?p <a> > ' ?>`, `<?constructor '?>`, `<?p x=">" <!-- ?>`, `<?p ]]> ?>`),
);
const cdata = pieces.map((text) => `<![CDATA[${text}<b>&amp;<!-- -- ' <?p?>]]>`);

const element = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .record({
      prefix,
      name,
      declared: fc.uniqueArray(fc.tuple(prefix, uri), { maxLength: 2, selector: ([found]) => found }),
      undeclared: fc.boolean(),
      attributes: fc.uniqueArray(fc.tuple(prefix, name, pieces, fc.constantFrom('"', "'")), {
        maxLength: 4,
        selector: ([, found]) => found,
      }),
      blank: fc.constantFrom(' ', '\n', '\t ', '\r\n'),
      children: fc.array(fc.oneof({ maxDepth: 3 }, pieces, cdata, misc, tie('element')), { maxLength: 5 }),
      short: fc.boolean(),
    })
    .map(({ prefix: own, name: local, declared, undeclared, attributes, blank, children, short }) => {
      const tag = own === '' ? local : `${own}:${local}`;
      const parts = [
        tag,
        ...declared.map(([found, to]) => `xmlns${found === '' ? '' : `:${found}`}="${to}"`),
        ...(undeclared && !declared.some(([found]) => found === '') ? ['xmlns=""'] : []),
        ...attributes.map(([found, attribute, value, quote]) => {
          const text = quote === "'" ? value.replaceAll("'", '"') : value;
          return `${found === '' ? '' : `${found}:`}${attribute}${blank}=${quote}${text}${quote}`;
        }),
      ];
      const start = parts.join(blank);
      return short ? `<${start}/>` : `<${start}>${children.join('')}</${tag}${blank}>`;
    }),
})).element;

const document = fc
  .record({
    declaration: fc.constantFrom(
      '',
      `<?xml version="1.0"?>`,
      `<?xml version='1.0' encoding='UTF-8' standalone="no" ?>\r\n`,
    ),
    before: fc.array(misc, { maxLength: 2 }),
    root: element,
    after: fc.array(misc, { maxLength: 2 }),
  })
  .map(({ declaration, before, root, after }) => {
    const all = ['p', 'q', 'constructor', '__proto__'].map((found) => ` xmlns:${found}="urn:${found}"`).join('');
    return `${declaration}${before.join('')}<root${all}>${root}</root>${after.join('\n')}`;
  });

const folder = resolve(
  process.env['FACHWERK_TEST_DATA'] ?? join(import.meta.dirname, '../../../../../shared/data'),
  'messages',
);
const missing = existsSync(folder)
  ? undefined
  : `The folder ${folder} with real messages is missing (FACHWERK_TEST_DATA).`;

describe('reading XML', () => {
  it('sees what two other parsers see', () => {
    let compared = 0;
    fc.assert(
      fc.property(document, (text) => {
        const body = Buffer.from(text);
        const elements = elementsOf(body);
        fc.pre(elements !== undefined);
        const tree = readTree(body, elements);
        expect(tree).toEqual(treeOfSaxes(text));
        expect(parseTree(text)).toEqual({ root: tree, elements });
        compared += 1;
      }),
      { numRuns: 1500, maxSkipsPerRun: 20 },
    );
    expect(compared).toBe(1500);
  });

  it('sees what two other parsers see in damaged XML that the guard still passes', () => {
    const scrap = fc.constantFrom(
      ...`<>/'"=?!&;:-[] a`,
      '<?',
      '?>',
      '<!--',
      '-->',
      ']]>',
      '&#',
      'xmlns',
      '\u00a0',
      '\u2028',
    );
    let compared = 0;
    const edit = fc.tuple(fc.nat(), fc.nat(3), scrap);
    fc.assert(
      fc.property(document, fc.array(edit, { minLength: 1, maxLength: 3 }), (whole, edits) => {
        const text = edits.reduce((before, [position, cut, insert]) => {
          const at = position % before.length;
          return before.slice(0, at) + insert + before.slice(at + cut);
        }, whole);
        const body = Buffer.from(text);
        const elements = elementsOf(body);
        if (elements === undefined) return;
        compared += 1;
        const tree = readTree(body, elements);
        expect(tree).toEqual(treeOfSaxes(decodeXml(body)));
        expect(parseTree(decodeXml(body))).toEqual({ root: tree, elements });
      }),
      { numRuns: 2_000 },
    );
    expect(compared).toBeGreaterThan(200);
  });

  it.each([
    ['undeclares the default namespace', '<a xmlns="u"><b xmlns=""><c/></b></a>'],
    ['declares a prefix anew', '<p:a xmlns:p="u"><p:b xmlns:p="v" p:c=""/><p:d/></p:a>'],
    ['gives an attribute without prefix no namespace', '<a xmlns="u" b="" xml:lang="de"/>'],
    ['puts text around comments and CDATA together', '<a>x<!-- y -->z<![CDATA[<&]]>&amp;<![CDATA[]]></a>'],
    ['takes nothing for text', '<a></a>'],
    ['keeps white space as text', '<a> <b> </b>\n</a>'],
    ['normalises white space of attributes', '<a b="x\ty\nz\r\nw&#9;&#10;&#13;"/>'],
    ['normalises ends of lines', '<a>x\r\ny\rz&#13;\n</a>'],
    ['keeps what looks like an entity', '<a b="&amp;lt;">&amp;amp;#38;</a>'],
    ['has an instruction with a quote first', `<?p it's?><a><b/></a>`],
    ['has an instruction with a quote behind the declaration', `<?xml version="1.0"?><?p it's "?><a c="'"/>`],
    ['has an instruction with a quote last', `<a/><?p "?>`],
    ['has markup in a comment', `<a><!-- <b c='> <?p --><d/></a>`],
    ['has a > in an attribute', `<a b=">" c='/>'><d/></a>`],
    ['has names of JavaScript', '<constructor><hasOwnProperty toString="1" __proto__="2"/><__proto__/></constructor>'],
    ['has an instruction between two ends of lines', '<a>\r<?p?>\n</a>'],
    ['has an element named like a part of the parser', '<a><text/><cdata/><xml/></a>'],
  ])('agrees with them on a document that %s', (_what, text) => {
    const tree = readTree(Buffer.from(text));
    expect(tree).toEqual(treeOfSaxes(text));
    expect(parseTree(text)).toEqual({ root: tree, elements: guarded(Buffer.from(text)) });
  });

  it('refuses a message on which the parsers disagree', () => {
    expect(readTree(Buffer.from('<a><b/></a>'), 2)).toMatchObject({ namespace: '', name: 'a' });
    const refusal = expect.objectContaining({ kind: 'rejected', code: 'xml.ambiguous' }) as unknown;
    expect(() => openXml(Buffer.from('<a><b/></a>'), 3)).toThrow(refusal);
    expect(() => openXml(Buffer.from('<a/><b/>'), 2)).toThrow(refusal);
    expect(() => openXml(Buffer.from('<p:a/>'), 1)).toThrow(refusal);
  });

  it('has real messages to read', ({ skip }) => {
    if (missing !== undefined && process.env['CI'] === undefined) skip(missing);
    if (missing !== undefined) throw new Error(missing);
    expect(realMessages().length).toBeGreaterThan(0);
  });

  it('needs the guard for few real messages, and counts in the others what it counts', ({ skip }) => {
    if (missing !== undefined) skip(missing);
    const bodies = realMessages().map((path) => readFileSync(join(folder, path)));
    const quickly = bodies.filter((body) => elementsOfPlainXml(body, limits) !== undefined);
    expect(quickly.length).toBeGreaterThan(bodies.length * 0.9);
    expect(quickly.map((body) => elementsOfPlainXml(body, limits))).toEqual(quickly.map(elementsOf));
  });

  it.each(missing === undefined ? realMessages() : [])('sees in %s what two other parsers see', (path) => {
    const body = readFileSync(join(folder, path));
    const elements = guarded(body);
    const text = decodeXml(body);
    const second = parseTree(text);
    expect(second.elements).toBe(elements);
    // Not toEqual: its walk over a large tree takes longer than all the parsers.
    const tree = JSON.stringify(readTree(body, elements));
    expect(tree === JSON.stringify(second.root)).toBe(true);
    expect(tree === JSON.stringify(treeOfSaxes(text))).toBe(true);
  });
});

/** Undefined where the guard refuses the document; it may, but both parsers are asked only about what it passes. */
function elementsOf(body: Buffer): number | undefined {
  try {
    return guarded(body);
  } catch {
    return undefined;
  }
}

function realMessages(): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(xml|gml)$/i.test(path))
    .toSorted();
}

describe('long text', () => {
  const long = 'x<y>z &amp; &#228; "\''.replace('<y>', '&lt;y>').repeat(4_000);
  it.each([
    ['with references across pieces', `<a>${long}</a>`],
    ['around elements', `<a>${long}<b>${long}</b>${long}<c/></a>`],
    ['in CDATA', `<a><![CDATA[${'<b>&amp;</b> > '.repeat(2_000)}]]>${long}</a>`],
    ['in CDATA behind a bracket', `<a><![CDATA[>${'y'.repeat(5_000)}<z]]></a>`],
    ['in comments', `<a><!-- > ${'c'.repeat(5_000)} <b> -->${long}<!--${'d'.repeat(5_000)}--></a>`],
    ['in attributes', `<a b="> ${'e'.repeat(5_000)} &lt; ">${long}</a>`],
    ['with line ends', `<a>${'one\r\ntwo\rthree\n'.repeat(2_000)}</a>`],
    ['around instructions', `<a>${'f'.repeat(3_000)}<?p > ${'g'.repeat(3_000)}?>${'h'.repeat(3_000)}</a>`],
    ['of digits only', `<a>${'7'.repeat(5_000)}<b>${'8'.repeat(5_000)}</b></a>`],
  ])('is read as two other parsers read it: %s', (_what, text) => {
    const tree = readTree(Buffer.from(text));
    expect(tree).toEqual(treeOfSaxes(text));
    expect(parseTree(text).root).toEqual(tree);
  });
});
