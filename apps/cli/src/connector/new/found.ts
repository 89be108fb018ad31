/** What was found about a procedure, whatever it was found in: what the files of a connector are written from. */
import type { Leading } from './leaf.js';

export interface Found {
  readonly types: readonly FoundType[];
  /** What whoever began the connector should know: several schemas for one element, what is imported and not there. */
  readonly notes: readonly string[];
}

export type FoundType = FoundXml | FoundJson;

interface Common {
  /** Name of the type in the manifest. */
  readonly type: string;
  readonly title: string;
  /** What its messages are called in the archive. */
  readonly documentType: string;
  readonly documentation: string;
  readonly leading: Leading;
  readonly good: readonly Fixture[];
  /** Why a good fixture could not be made, a sentence each. */
  readonly toSupply: readonly string[];
  /** A message of this type that is refused; undefined when none could be made. */
  readonly refused: Fixture | undefined;
}

export interface FoundXml extends Common {
  readonly syntax: 'xml';
  readonly root: { readonly namespace: string; readonly element?: string };
  readonly official: { readonly namespace: string; readonly entry: string; readonly prefer?: string } | undefined;
  readonly namespaces: Readonly<Record<string, string>>;
  /** Its root may have the mark of a test message; what has it is refused. */
  readonly mayBeTest: boolean;
  /** A message with the mark; undefined when none could be made. */
  readonly test: Fixture | undefined;
}

export interface FoundJson extends Common {
  readonly syntax: 'json';
  /** Draft-07, complete; its `$id` and title are given when it is written. */
  readonly schema: JsonObject;
}

export interface Fixture {
  /** Below the type: `minimal`, the name of a sample. */
  readonly name: string;
  readonly body: Buffer;
  /** It has the mark of a test message: only a procedure that is there for tests files it. */
  readonly isTest?: boolean;
}

export type JsonObject = { readonly [name: string]: Json };
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
