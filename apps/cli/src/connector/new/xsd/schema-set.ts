/** A schema with all it needs: its messages, instances of them, and the engine of the hub to validate these. */
import type { CodeList, CompiledXsd, QualifiedNode } from '@fachwerk/hub/schema-sources';
import { InstanceMaker } from './instance.js';
import { standIn } from './stand-in.js';
import { Symbols } from './symbols.js';
import { Types } from './types.js';

type Hub = typeof import('@fachwerk/hub/schema-sources');

export interface SchemaReader {
  /** Bytes of a URL; undefined where there is nothing. */
  load(url: string): Uint8Array | undefined;
  /** In words of the set. */
  plain(text: string): string;
  readonly codeLists: ReadonlyMap<string, CodeList>;
}

export class SchemaSet {
  readonly types: Types;
  readonly maker: InstanceMaker;
  /** What is imported and not there, for people. */
  readonly missing: readonly string[];
  #compiled: CompiledXsd | { readonly problem: string } | undefined;

  constructor(
    readonly url: string,
    private readonly hub: Hub,
    private readonly reader: SchemaReader,
    private readonly trees: Map<string, QualifiedNode | undefined>,
  ) {
    const symbols = new Symbols((wanted) => treeOf(hub, reader, wanted, trees));
    symbols.load(url);
    this.types = new Types(symbols);
    this.maker = new InstanceMaker(this.types, reader.codeLists);
    this.missing = [...symbols.missing].map(([wanted, { by }]) => reader.plain(`${wanted}, which ${by} imports`));
  }

  /** Why the engine cannot use it; undefined when it can. */
  get unusable(): string | undefined {
    const compiled = this.#schema();
    return 'problem' in compiled ? compiled.problem : undefined;
  }

  /** @returns what is wrong with a message; nothing when it is valid */
  problemsOf(body: Buffer): readonly string[] {
    const compiled = this.#schema();
    if ('problem' in compiled) return [compiled.problem];
    try {
      return this.hub.validateXml(compiled, body).map(({ path, sentence }) => `${path}: ${sentence}`);
    } catch (error) {
      if (error instanceof Error && error.name === 'HubError') return [error.message];
      throw error;
    }
  }

  dispose(): void {
    if (this.#compiled !== undefined && 'dispose' in this.#compiled) this.#compiled.dispose();
  }

  #schema(): CompiledXsd | { readonly problem: string } {
    return (this.#compiled ??= this.#compile());
  }

  #standIn(url: string): Uint8Array | undefined {
    const missing = this.types.symbols.missing.get(url);
    if (missing === undefined) return undefined;
    const roots = [...this.trees.values()].filter((root) => root !== undefined);
    return Buffer.from(standIn(missing.namespace, roots));
  }

  #compile(): CompiledXsd | { readonly problem: string } {
    try {
      return this.hub.CompiledXsd.compile(this.url, (url) => this.reader.load(url) ?? this.#standIn(url));
    } catch (error) {
      if (error instanceof this.hub.XsdProblem) return { problem: this.reader.plain(error.message) };
      throw error;
    }
  }
}

/** Read once for all sets of a folder. What is no XML counts as not there. */
function treeOf(
  hub: Hub,
  reader: SchemaReader,
  url: string,
  trees: Map<string, QualifiedNode | undefined>,
): QualifiedNode | undefined {
  if (!trees.has(url)) {
    const bytes = reader.load(url);
    trees.set(url, bytes === undefined ? undefined : hub.readQualified(bytes, url));
  }
  return trees.get(url);
}
