/** The message types of what is in XML: a schema, a folder of schemas, a WSDL, or messages alone. */
import { readFileSync } from 'node:fs';
import type { QualifiedNode } from '@fachwerk/hub/schema-sources';
import { Failure } from '../../failure.js';
import { choose, matcherOf, type Choice } from './choose.js';
import type { Found, FoundXml } from './found.js';
import { fixtureOf, fromSamples, type XmlSample } from './find-xml-samples.js';
import { leadingOf } from './leaf.js';
import { typeName } from './names.js';
import { type Source } from './sources.js';
import { XsdFinder, type Candidate } from './xsd/find-xsd.js';
import { openSources } from './xsd/sources.js';
import { keyOf } from './xsd/symbols.js';
import { importsOf, schemasOfWsdl } from './xsd/wsdl.js';

type Hub = typeof import('@fachwerk/hub/schema-sources');
type XmlSource = Extract<Source, { kind: 'xsd' | 'wsdl' | 'sample.xml' }>;

export interface Asked {
  /** Where else what is imported may be. */
  readonly schemas: readonly string[];
  readonly samples: readonly string[];
  readonly types: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

export async function findXml(hub: Hub, source: XmlSource, asked: Asked): Promise<Found> {
  const samples = asked.samples.map((path) => sampleOf(hub, path));
  if (source.kind === 'sample.xml') return fromSamples([sampleOf(hub, source.path), ...samples]);
  const opened = openSources(hub, source.path, asked.schemas, asked.env);
  const wsdl = source.kind === 'wsdl' ? schemasOfWsdl(documentsOf(hub, source.root, opened)) : undefined;
  const load = (url: string): Uint8Array | undefined => {
    const text = wsdl?.files.get(url);
    return text === undefined ? opened.files.load(url) : Buffer.from(text);
  };
  const finder = new XsdFinder(hub, { load, plain: opened.plain, codeLists: opened.codeLists });
  try {
    const entries = wsdl === undefined ? opened.entries : [wsdl.entry];
    const wanted = asked.types.length === 0 ? undefined : matcherOf(asked.types);
    const all = finder.candidates(entries, wanted, wsdl?.inputs);
    const candidates = await choose(all.map(asChoice), asked.types.length > 0);
    const namespace = finder.namespace;
    if (candidates.length === 0 && (wanted !== undefined || namespace === undefined)) throw nothingFound(source, asked);
    const found = candidates.length === 0 ? [anyOf(namespace!)] : typesOf(finder, candidates, samples);
    const withoutOfficial = wsdl === undefined ? found : found.map((type) => ({ ...type, official: undefined }));
    return { types: withoutOfficial, notes: [...finder.notes(), ...(wsdl?.notes ?? [])] };
  } finally {
    finder.dispose();
  }
}

function asChoice(candidate: Candidate): Choice<Candidate> {
  return { name: candidate.element.name, value: candidate };
}

function typesOf(
  finder: XsdFinder,
  candidates: readonly Candidate[],
  samples: readonly XmlSample[],
): readonly FoundXml[] {
  const names = new Set<string>();
  const types = candidates.map((candidate) => {
    const { namespace, name } = candidate.element;
    const type = typeName(name, names);
    names.add(type);
    const own = samples.filter(({ root }) => root.namespace === namespace && root.name === name);
    return finder.found(candidate, type, own.map(fixtureOf));
  });
  for (const { path, root } of samples) {
    if (types.some((type) => type.root.namespace === root.namespace && type.root.element === root.name)) continue;
    const sentence = `The sample ${path} is a ${keyOf(root.namespace, root.name)}, which is none of the types: ${types.map(({ title }) => title).join(', ')}.`;
    throw new Failure('connector.sample-unknown', sentence);
  }
  return types;
}

function sampleOf(hub: Hub, path: string): XmlSample {
  const body = readFileSync(path);
  const root = hub.readQualified(body, path);
  if (root === undefined) throw new Failure('connector.sample-unreadable', `The sample ${path} is no well-formed XML.`);
  return { path, body, root };
}

/** A schema of types alone says which namespace it is, and nothing of its messages. */
function anyOf(namespace: string): FoundXml {
  return {
    syntax: 'xml',
    type: 'any',
    title: 'Any message of the namespace',
    documentType: 'message',
    documentation: '',
    root: { namespace },
    official: undefined,
    namespaces: {},
    // What its messages have is not known: they may have it.
    mayBeTest: true,
    test: undefined,
    leading: leadingOf([]),
    good: [],
    toSupply: ['the schema declares no element that could be a message, only types'],
    refused: undefined,
  };
}

/** The WSDL and those it imports. */
function documentsOf(
  hub: Hub,
  root: QualifiedNode,
  { entries, files }: ReturnType<typeof openSources>,
): ReadonlyMap<string, QualifiedNode> {
  const documents = new Map<string, QualifiedNode>();
  const open = [{ url: entries[0]!, root }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (documents.has(next.url)) continue;
    documents.set(next.url, next.root);
    for (const url of importsOf(next.root, next.url)) {
      const bytes = files.load(url);
      const imported = bytes === undefined ? undefined : hub.readQualified(bytes, url);
      if (imported !== undefined) open.push({ url, root: imported });
    }
  }
  return documents;
}

function nothingFound({ path, kind }: XmlSource, { types }: Asked): Failure {
  if (types.length > 0) {
    return new Failure('connector.type-unknown', `${path} declares no element named ${types.join(', ')}.`);
  }
  const what =
    kind === 'wsdl' ? 'no operation with an element as its input' : 'no element that could be a message, only types';
  return new Failure(
    'connector.nothing-found',
    `${path} declares ${what}. Name the schema of the messages with --from.`,
  );
}
