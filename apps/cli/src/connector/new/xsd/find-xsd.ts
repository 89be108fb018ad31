/** The message types of an XML Schema, or of a folder of them. */
import { basename } from 'node:path';
import type { QualifiedNode } from '@fachwerk/hub/schema-sources';
import type { Fixture, FoundXml } from '../found.js';
import { leadingOf, type Leading } from '../leaf.js';
import { isTest, isTestMark, withoutTestMark, withTestMark } from '../test-mark.js';
import { leavesOf } from './leaves.js';
import type { ElementDeclaration } from './model.js';
import { Prefixes } from './prefixes.js';
import { refusedOf } from './refused.js';
import { messageRoots } from './roots.js';
import { SchemaSet, type SchemaReader } from './schema-set.js';
import { keyOf } from './symbols.js';
import { writeXml, type MadeElement } from './write-xml.js';

type Hub = typeof import('@fachwerk/hub/schema-sources');

/** A root element, and the schema that it was found in. */
export interface Candidate {
  readonly element: ElementDeclaration;
  readonly set: SchemaSet;
}

interface Made {
  readonly root: MadeElement;
  readonly problems: readonly string[];
}

export class XsdFinder {
  readonly #trees = new Map<string, QualifiedNode | undefined>();
  readonly #sets = new Map<string, SchemaSet>();
  /** Of each element, the schemas of the folder that have it. */
  readonly #files = new Map<string, string[]>();
  readonly #notes = new Set<string>();
  /** The same for all types: the manifest has them once. */
  readonly #prefixes = new Prefixes();

  constructor(
    private readonly hub: Hub,
    private readonly reader: SchemaReader,
  ) {}

  /**
   * @param wanted by name; without it, the elements that are messages
   * @param only keys of the elements that are messages, where that is known
   */
  candidates(
    entries: readonly string[],
    wanted: ((name: string) => boolean) | undefined,
    only?: readonly string[],
  ): readonly Candidate[] {
    const found = new Map<string, Candidate>();
    for (const url of this.#tops(entries)) {
      const set = this.#set(url);
      for (const sentence of set.missing) this.#notes.add(`Not there: ${sentence}.`);
      for (const element of elementsOf(set, wanted, only)) {
        const key = keyOf(element.namespace, element.name);
        const files = this.#files.get(key) ?? [];
        this.#files.set(key, [...files, this.reader.plain(url)]);
        if (files.length === 0) found.set(key, { element, set });
      }
    }
    return [...found.values()];
  }

  /** @param type its name in the manifest */
  found({ element, set }: Candidate, type: string, samples: readonly Fixture[]): FoundXml {
    const { namespace, name } = element;
    const prefixes = this.#prefixes;
    prefixes.prefer(set.types.symbols.prefixes);
    if (namespace !== '') prefixes.of(namespace);
    const leaves = leavesOf(element, prefixes);
    const leading = leadingOf(leaves.filter((leaf) => !isTestMark(leaf)));
    const { root, problems } = this.#instance({ element, set }, leading, prefixes);
    const minimal = { name: 'minimal', body: bytesOf(root, prefixes), isTest: isTest(root) };
    const wrong = samples.filter((sample) => this.#isWrong(sample, { element, set }));
    // Of messages that are not valid, the connector may refuse all.
    const isMade = wrong.length === samples.length && problems.length === 0;
    const good = [...samples, ...(isMade ? [minimal] : [])];
    const refused = refusedOf(withoutTestMark(root), leading, prefixes);
    const sent = samples.find((sample) => sample.isTest);
    const mayBeTest = sent !== undefined || leaves.some(isTestMark);
    const marked = problems.length === 0 ? { name: 'test', body: bytesOf(withTestMark(root), prefixes) } : undefined;
    const files = this.#files.get(keyOf(namespace, name)) ?? [];
    const resolved = element.type();
    return {
      syntax: 'xml',
      type,
      title: element.title === '' ? name : `${name}: ${element.title}`,
      documentType: element.title === '' ? name : element.title,
      documentation: element.documentation || (resolved.kind === 'complex' ? resolved.documentation : ''),
      root: { namespace, element: name },
      official:
        namespace === ''
          ? undefined
          : { namespace, entry: name, ...(files.length > 1 ? { prefer: basename(files[0]!) } : {}) },
      namespaces: prefixes.declared(),
      mayBeTest,
      test: sent ?? (mayBeTest ? marked : undefined),
      leading,
      good,
      toSupply: good.length > 0 ? [] : problems,
      refused: refused === undefined ? undefined : { name: refused.why, body: bytesOf(refused.root, prefixes) },
    };
  }

  /** Of the first schema that was looked at; undefined where it has none. */
  get namespace(): string | undefined {
    const namespaces = [...this.#sets.values()].flatMap(({ types }) => [...types.symbols.ownNamespaces]);
    return namespaces.find((namespace) => namespace !== '');
  }

  /** What whoever begins the connector should know. */
  notes(): readonly string[] {
    const several = [...this.#files].filter(([, files]) => files.length > 1);
    const shown = several.map(([key, files]) => {
      const more = files.length > 3 ? `, and ${files.length - 3} more` : '';
      const element = key.slice(key.indexOf('}') + 1);
      return `${element} is in ${files.slice(0, 3).join(', ')}${more}: the first is taken. Name the file with --from to take another.`;
    });
    return [...this.#notes, ...shown];
  }

  dispose(): void {
    for (const set of this.#sets.values()) set.dispose();
  }

  /**
   * With what is read from it, also where the schema does not ask for that; without, when that is not valid. What is not
   * valid with values that differ may be with values that repeat.
   */
  #instance(
    { element, set }: Candidate,
    { key, file, subject, date, attachmentNames }: Leading,
    prefixes: Prefixes,
  ): Made {
    const read = [key, file, subject, date, attachmentNames].filter((leaf) => leaf !== undefined);
    const complete = read.map(({ path }) => path.map(localStep));
    const made = (paths: readonly (readonly string[])[], same: boolean): Made => {
      const { root, open } = set.maker.make(element, paths, same);
      return { root, problems: open.length > 0 ? open : this.#problemsOf(bytesOf(root, prefixes), { element, set }) };
    };
    for (const [paths, same] of [
      [complete, false],
      [complete, true],
      [[], false],
      [[], true],
    ] as const) {
      const candidate = made(paths, same);
      if (candidate.problems.length === 0) return candidate;
    }
    return made([], false);
  }

  #isWrong({ name, body }: Fixture, candidate: Candidate): boolean {
    const [first] = this.#problemsOf(body, candidate);
    if (first !== undefined) this.#notes.add(`The sample ${name} is not valid: ${first}`);
    return first !== undefined;
  }

  /** By the whole; where it is not usable, by the one file that declares the element. */
  #problemsOf(body: Buffer, { element, set }: Candidate): readonly string[] {
    if (set.unusable === undefined) return set.problemsOf(body);
    const own = set.types.symbols.find('element', keyOf(element.namespace, element.name))?.file.url;
    const narrower = own === undefined || own === set.url ? undefined : this.#set(own);
    if (narrower !== undefined && narrower.unusable === undefined) return narrower.problemsOf(body);
    this.#notes.add(
      `What was made up for ${element.name} is not validated; the schema cannot be used: ${set.unusable}`,
    );
    return [];
  }

  /** Schemas that no other of them includes or imports. */
  #tops(entries: readonly string[]): readonly string[] {
    if (entries.length === 1) return entries;
    const used = new Set(entries.flatMap((url) => this.#set(url).types.symbols.used));
    const tops = entries.filter((url) => !used.has(url));
    return tops.length > 0 ? tops : entries;
  }

  #set(url: string): SchemaSet {
    const set = this.#sets.get(url) ?? new SchemaSet(url, this.hub, this.reader, this.#trees);
    this.#sets.set(url, set);
    return set;
  }
}

function elementsOf(
  set: SchemaSet,
  wanted: ((name: string) => boolean) | undefined,
  only: readonly string[] | undefined,
): readonly ElementDeclaration[] {
  if (wanted === undefined) return only?.flatMap((key) => set.types.element(key) ?? []) ?? messageRoots(set.types);
  return [...set.types.symbols.all('element').keys()]
    .flatMap((key) => set.types.element(key) ?? [])
    .filter(({ abstract, name }) => !abstract && wanted(name));
}

function bytesOf(root: MadeElement, prefixes: Prefixes): Buffer {
  return Buffer.from(writeXml(root, prefixes));
}

function localStep(step: string): string {
  return step.replace(/^(@?)[^:]*:/, '$1');
}
