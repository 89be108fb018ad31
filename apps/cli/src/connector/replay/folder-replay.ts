/** Messages of a folder through the connector as it is now, and through the version that is installed. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, relative } from 'node:path';
import {
  HubError,
  installedVersion,
  interpretedPackage,
  openedMessage,
  outcomeOf,
  Schemas,
  TRANSLATE_MS_MAX,
  tryTranslate,
  type Subject,
  type Tried,
} from '@fachwerk/hub/connector-kit';
import { Failure } from '../../failure.js';
import { connectorFolder } from '../connector-folder.js';
import { attachmentsIn, SETTINGS_DEFAULT, SYNTAXES } from '../fixtures.js';
import { openConnector } from '../open-connector.js';
import { withinTime } from '../within-time.js';
import type { Replay, Replayed } from './replayed.js';

interface Side {
  readonly version: string;
  readonly subject: Subject;
  readonly schemas: Schemas;
}

/** Beside messages in folders of fixtures. */
const NO_MESSAGES = new Set(['expected.json', 'settings.json', 'package.json', 'manifest.previous.json']);

/** @param against version that is installed, or folder of a package; undefined for the installed version */
export async function folderReplay(
  named: string,
  folder: string,
  against: string | undefined,
  settings: unknown = SETTINGS_DEFAULT,
): Promise<Replay> {
  const after = await sideOf(named);
  const { name } = (await after.subject()).manifest;
  const before = against !== undefined && isFolder(against) ? await sideOf(against) : await installed(name, against);
  const files = messagesIn(folder);
  if (files.length === 0) {
    throw new Failure('replay.no-messages', `${folder} has no messages: no files ending in ${SYNTAXES.join(', ')}.`);
  }
  return {
    facts: { connector: name, version: after.version, against: before.version },
    messages: replayed(files, folder, before, after, settings),
  };
}

async function sideOf(named: string): Promise<Side> {
  const folder = connectorFolder(named);
  const subject = folder.isPackage ? await interpretedPackage(folder.folder) : await openConnector(folder);
  const { version } = (await subject()).manifest;
  return { version, subject, schemas: new Schemas(folder.schemasFolder) };
}

function installed(name: string, version: string | undefined): Promise<Side> {
  return installedVersion(process.env, name, version ?? null);
}

async function* replayed(
  files: readonly string[],
  folder: string,
  before: Side,
  after: Side,
  settings: unknown,
): AsyncGenerator<Replayed> {
  for (const file of files) {
    const [was, now] = [await tried(before, file, settings), await tried(after, file, settings)];
    const { outcome, changes, error } = outcomeOf(resultOf(was), resultOf(now));
    const key = 'key' in now ? now.key : 'key' in was ? was.key : undefined;
    yield {
      id: relative(folder, file),
      ...(key === undefined ? {} : { key }),
      outcome,
      ...(changes === undefined ? {} : { changes }),
      ...(error === undefined ? {} : { error: shown(error) }),
    };
  }
}

async function tried({ subject, schemas }: Side, file: string, settings: unknown): Promise<Tried> {
  const connector = await subject();
  try {
    const syntax = extname(file).slice(1) as (typeof SYNTAXES)[number];
    const attachments = attachmentsIn(join(dirname(file), 'attachments'));
    const message = { body: readFileSync(file), syntax, attachments };
    const opened = await openedMessage(connector.manifest, message);
    const done = withinTime(() => tryTranslate(connector, opened, settings, schemas), TRANSLATE_MS_MAX);
    return done ?? { error: new HubError('defect', 'read.timeout', `It takes longer than ${TRANSLATE_MS_MAX} ms.`) };
  } catch (error) {
    if (error instanceof HubError) return { error };
    throw error;
  }
}

function resultOf(one: Tried): Parameters<typeof outcomeOf<HubError>>[0] {
  return 'error' in one ? { error: one.error } : { key: one.key, commands: one.commands };
}

function shown({ code, message, details: { path } }: HubError): NonNullable<Replayed['error']> {
  return { code, sentence: message, ...(path === undefined ? {} : { path }) };
}

function messagesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => SYNTAXES.includes(extname(path).slice(1) as (typeof SYNTAXES)[number]))
    .filter((path) => !NO_MESSAGES.has(basename(path)) && basename(dirname(path)) !== 'attachments')
    .map((path) => join(folder, path))
    .filter((path) => statSync(path).isFile())
    .toSorted();
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
