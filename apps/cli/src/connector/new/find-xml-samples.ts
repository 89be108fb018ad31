/** Types from messages alone: what is there in all of them counts as always there. */
import { basename } from 'node:path';
import type { QualifiedNode } from '@fachwerk/hub/schema-sources';
import type { Fixture, Found, FoundXml } from './found.js';
import { leadingOf, type Leaf } from './leaf.js';
import { typeName } from './names.js';
import { isTestMark, TEST_MARK, withoutTestMark } from './test-mark.js';
import { Prefixes } from './xsd/prefixes.js';
import { refusedOf } from './xsd/refused.js';
import { keyOf } from './xsd/symbols.js';
import { writeXml, type MadeElement } from './xsd/write-xml.js';

export interface XmlSample {
  readonly path: string;
  readonly body: Buffer;
  readonly root: QualifiedNode;
}

export function fixtureOf({ path, body, root }: XmlSample): Fixture {
  return { name: basename(path).replace(/\.[^.]*$/, ''), body, isTest: root.attributes.has(TEST_MARK) };
}

export function fromSamples(samples: readonly XmlSample[]): Found {
  const prefixes = new Prefixes();
  for (const { root } of samples) prefixes.prefer(prefixesIn(root));
  const groups = new Map<string, XmlSample[]>();
  for (const sample of samples) {
    const key = keyOf(sample.root.namespace, sample.root.name);
    groups.set(key, [...(groups.get(key) ?? []), sample]);
  }
  const names = new Set<string>();
  const types = [...groups.values()].map((group) => {
    const { root } = group[0]!;
    const type = typeName(root.name, names);
    names.add(type);
    return typeOf(type, group, prefixes);
  });
  return { types, notes: ['There is no schema: what is always there was told from the messages.'] };
}

function typeOf(type: string, samples: readonly XmlSample[], prefixes: Prefixes): FoundXml {
  const { root } = samples[0]!;
  const leaves = leavesIn(
    samples.map((sample) => sample.root),
    prefixes,
  );
  const leading = leadingOf(leaves.filter((leaf) => !isTestMark(leaf)));
  const refused = refusedOf(withoutTestMark(madeOf(root)), leading, prefixes);
  const good = samples.map(fixtureOf);
  const test = good.find(({ isTest }) => isTest);
  return {
    syntax: 'xml',
    type,
    title: root.name,
    documentType: root.name,
    documentation: '',
    root: { namespace: root.namespace, element: root.name },
    official: undefined,
    namespaces: prefixes.declared(),
    mayBeTest: test !== undefined,
    test,
    leading,
    good,
    toSupply: [],
    refused:
      refused === undefined ? undefined : { name: refused.why, body: Buffer.from(writeXml(refused.root, prefixes)) },
  };
}

interface Seen {
  readonly path: readonly string[];
  readonly texts: string[];
  /** Most in one message, and in how many. */
  most: number;
  messages: number;
}

function leavesIn(roots: readonly QualifiedNode[], prefixes: Prefixes): readonly Leaf[] {
  const all = new Map<string, Seen>();
  for (const root of roots) {
    const counts = new Map<string, number>();
    visit(
      root,
      [],
      (path, text) => {
        const key = path.join('/');
        const seen = all.get(key) ?? { path, texts: [], most: 0, messages: 0 };
        all.set(key, seen);
        const count = (counts.get(key) ?? 0) + 1;
        counts.set(key, count);
        seen.texts.push(text);
        seen.most = Math.max(seen.most, count);
        if (count === 1) seen.messages += 1;
      },
      prefixes,
    );
  }
  return [...all.values()]
    .toSorted((one, other) => one.path.length - other.path.length)
    .map(({ path, texts, most, messages }) => ({
      path,
      name: path.at(-1)?.replace(/^@?(?:[^:]*:)?/, '') ?? '.',
      kind: kindOf(texts),
      required: messages === roots.length && texts.every((text) => text !== ''),
      repeated: most > 1,
      documentation: '',
    }));
}

function visit(
  node: QualifiedNode,
  path: readonly string[],
  found: (path: readonly string[], text: string) => void,
  prefixes: Prefixes,
): void {
  for (const [name, value] of node.attributes) found([...path, `@${name}`], value.trim());
  if (node.children.length === 0) found(path, node.text.trim());
  for (const child of node.children)
    visit(child, [...path, prefixes.named(child.namespace, child.name)], found, prefixes);
}

function kindOf(texts: readonly string[]): Leaf['kind'] {
  const all = (pattern: RegExp): boolean => texts.length > 0 && texts.every((text) => pattern.test(text));
  if (all(/^\d{4}-\d\d-\d\d(Z|[+-]\d\d:\d\d)?$/)) return 'date';
  if (all(/^\d{4}-\d\d-\d\dT\d\d:\d\d/)) return 'date-time';
  if (all(/^(true|false)$/)) return 'boolean';
  return 'text';
}

function prefixesIn(node: QualifiedNode, found = new Map<string, string>()): ReadonlyMap<string, string> {
  for (const [prefix, namespace] of node.prefixes)
    if (prefix !== '' && !found.has(namespace)) found.set(namespace, prefix);
  for (const child of node.children) prefixesIn(child, found);
  return found;
}

function madeOf({ name, namespace, attributes, children, text }: QualifiedNode): MadeElement {
  return {
    name,
    namespace,
    attributes: [...attributes].map(([attribute, value]) => ({ name: attribute, namespace: '', value })),
    children: children.map(madeOf),
    text: children.length === 0 ? text : '',
  };
}
