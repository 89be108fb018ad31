import type { Metadata } from '@fachwerk/connectors/contract';
import type { RecordKind } from './filing-load.js';
import type { Place } from './segments.js';

/** What a plan wants written. Every row knows the message it comes from. */
export interface Changes {
  readonly caseFiles: NewCaseFile[];
  readonly cases: NewCase[];
  readonly documents: NewDocument[];
  readonly versions: NewVersion[];
  readonly formats: NewFormat[];
  /** Case file id → the last numbers that were given in it. */
  readonly counters: Map<string, Counters>;
  /** Case id → day it was closed on, null when it was reopened. */
  readonly closings: Map<string, string | null>;
  readonly history: HistoryEntry[];
}

export function noChanges(): Changes {
  return {
    caseFiles: [],
    cases: [],
    documents: [],
    versions: [],
    formats: [],
    counters: new Map(),
    closings: new Map(),
    history: [],
  };
}

export interface Counters {
  readonly lastCaseNumber: number;
  readonly lastPartNumber: number;
}

/** How a case file gets its reference: by the counter of its pattern, or as a part of another case file. */
export type Numbering =
  | {
      /** File reference pattern with everything but the number filled in. */
      readonly scope: string;
    }
  | {
      /** Its own reference may be given just before. */
      readonly whole: { readonly id: string; readonly reference: string };
      readonly partNumber: number;
    };

export interface NewCaseFile {
  readonly id: string;
  readonly procedure: string;
  readonly key: string;
  readonly filePlanEntry: string;
  readonly numbering: Numbering;
  /** Empty until the number is given, just before the row is written. */
  reference: string;
  readonly subject: string;
  readonly metadata: Metadata;
  readonly at: Date;
}

export interface NewCase {
  readonly id: string;
  readonly procedure: string;
  readonly key: string;
  readonly caseFileId: string;
  readonly parentId: string | null;
  readonly number: number;
  readonly subject: string;
  readonly metadata: Metadata;
  readonly openedOn: string | null;
  readonly at: Date;
}

export interface NewDocument {
  readonly id: string;
  readonly procedure: string;
  readonly key: string;
  readonly caseFileId: string;
  readonly caseId: string | null;
  readonly parentId: string | null;
  readonly subject: string;
  readonly documentType: string | null;
  readonly documentDate: string | null;
  readonly metadata: Metadata;
  readonly at: Date;
}

export interface NewVersion {
  readonly documentId: string;
  readonly number: number;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly mime: string;
  readonly fileName: string;
  readonly place?: Place;
  readonly metadata: Metadata;
  readonly messageId: string;
  readonly at: Date;
}

/** The content of a version in a further format. */
export interface NewFormat extends NewVersion {
  readonly version: number;
}

/** One change of one record (xdomea HistorienProtokollInformationType). */
export interface HistoryEntry {
  readonly at: Date;
  readonly actor: string;
  readonly kind: RecordKind;
  readonly record: string;
  readonly action: 'created' | 'version-added' | 'format-added' | 'closed' | 'reopened';
  readonly field: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly reason: string | null;
  readonly messageId: string;
}
