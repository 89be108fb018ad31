/** Fixtures of a connector: messages as they are sent, and what is to become of each. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ArchiveCommand, ArchiveQuestion, Attachment, Outcome } from '@fachwerk/connectors/contract';
import { sha256, type SentMessage } from '@fachwerk/hub/connector-kit';
import { wrongUsage } from '../failure.js';
import { readJsonFile } from './json-file.js';

export interface Fixture extends SentMessage {
  readonly name: string;
  readonly folder: string;
  /** What the municipality is to have filled in. */
  readonly settings: unknown;
  /** What its reply is made of, and what is told of it; that is in `reply.xml` and `tell.xml` then. */
  readonly outcome?: Outcome;
}

/** A fixture somebody still has to bring along. */
export interface MissingFixture {
  readonly name: string;
  /** The types it is for: those its note names as `Type: <type>`. */
  readonly types: readonly string[];
}

export interface Fixtures {
  readonly fixtures: readonly Fixture[];
  readonly toBeSupplied: readonly MissingFixture[];
}

/** The outcome as `expected.json` has it. */
export type Expected =
  | { readonly key: string; readonly commands: readonly ArchiveCommand[] }
  | { readonly questions: readonly ArchiveQuestion[] }
  | { readonly rejected: string };

export const SETTINGS_DEFAULT = { filePlanCode: '100.1' };
export const SYNTAXES = ['xml', 'json', 'zip', 'pdf'] as const;
export const REPLY = 'reply.xml';
export const TELL = 'tell.xml';
const NOTE = 'TO-BE-SUPPLIED.md';

/** @param folder of the connector */
export function fixturesIn(folder: string): Fixtures {
  const below = join(folder, 'fixtures');
  const folders = existsSync(below)
    ? readdirSync(below, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => join(below, name))
        .toSorted()
    : [];
  const [missing, there] = [folders.filter(isMissing), folders.filter((one) => !isMissing(one))];
  return { fixtures: there.map(readFixture), toBeSupplied: missing.map(readNote) };
}

export function readExpected({ folder }: Fixture): Expected | undefined {
  const path = join(folder, 'expected.json');
  return existsSync(path) ? (readJsonFile(path) as Expected) : undefined;
}

export function writeExpected({ folder }: Fixture, expected: Expected): void {
  writeFileSync(join(folder, 'expected.json'), `${JSON.stringify(expected, null, 2)}\n`);
}

/** @param file what is made of its outcome */
export function readExample({ folder }: Fixture, file: string): string | undefined {
  const path = join(folder, file);
  return existsSync(path) ? readFileSync(path, 'utf8').trimEnd() : undefined;
}

export function writeExample({ folder }: Fixture, file: string, xml: string): void {
  writeFileSync(join(folder, file), `${xml}\n`);
}

/** @throws Failure `usage` when the folder has no message */
export function readFixture(folder: string): Fixture {
  const syntax = SYNTAXES.find((ending) => existsSync(join(folder, `message.${ending}`)));
  if (syntax === undefined) throw wrongUsage(`${folder} has no message.xml, .json, .zip or .pdf.`);
  const settings = join(folder, 'settings.json');
  const outcome = join(folder, 'outcome.json');
  return {
    name: basename(folder),
    folder,
    body: readFileSync(join(folder, `message.${syntax}`)),
    syntax,
    attachments: attachmentsIn(join(folder, 'attachments')),
    settings: existsSync(settings) ? readJsonFile(settings) : SETTINGS_DEFAULT,
    ...(existsSync(outcome) ? { outcome: readJsonFile(outcome) as Outcome } : {}),
  };
}

/** Of a folder; none when it is not there. They count as PDF. */
export function attachmentsIn(folder: string): readonly Attachment[] {
  return (existsSync(folder) ? readdirSync(folder).toSorted() : []).map((name) => {
    const bytes = readFileSync(join(folder, name));
    return { name, mime: 'application/pdf', sizeBytes: bytes.length, sha256: sha256(bytes) };
  });
}

function isMissing(folder: string): boolean {
  return existsSync(join(folder, NOTE));
}

function readNote(folder: string): MissingFixture {
  const note = readFileSync(join(folder, NOTE), 'utf8');
  return {
    name: basename(folder),
    types: [...note.matchAll(/^\W*Type:\s*`?([^\s`]+)`?\s*$/gm)].map(([, type]) => type!),
  };
}
