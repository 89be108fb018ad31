/** Messages of a folder through the connector as it is now, and through the version that is installed. */
import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { installedVersion, outcomeOf, type HubError, type Tried } from '@fachwerk/hub/connector-kit';
import { Failure } from '../../failure.js';
import { connectorFolder } from '../connector-folder.js';
import { SETTINGS_DEFAULT, SYNTAXES } from '../fixtures.js';
import { readyConnector } from '../open-connector.js';
import { isMessageFile, tryFile, type ReadyConnector } from '../try-file.js';
import type { Replay, Replayed } from './replayed.js';

/** Beside messages in folders of fixtures. */
const NO_MESSAGES = new Set([
  'reply.xml',
  'outcome.json',
  'expected.json',
  'settings.json',
  'package.json',
  'manifest.previous.json',
]);

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

function sideOf(named: string): Promise<ReadyConnector> {
  return readyConnector(connectorFolder(named));
}

function installed(name: string, version: string | undefined): Promise<ReadyConnector> {
  return installedVersion(process.env, name, version ?? null);
}

async function* replayed(
  files: readonly string[],
  folder: string,
  before: ReadyConnector,
  after: ReadyConnector,
  settings: unknown,
): AsyncGenerator<Replayed> {
  for (const file of files) {
    const [was, now] = [await tryFile(before, file, settings), await tryFile(after, file, settings)];
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

function resultOf(one: Tried): Parameters<typeof outcomeOf<HubError>>[0] {
  if ('error' in one) return { error: one.error };
  // A question has nothing that could be filed otherwise.
  return 'questions' in one ? { key: '', commands: [] } : { key: one.key, commands: one.commands };
}

function shown({ code, message, details: { path } }: HubError): NonNullable<Replayed['error']> {
  return { code, sentence: message, ...(path === undefined ? {} : { path }) };
}

function messagesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(isMessageFile)
    .filter((path) => !NO_MESSAGES.has(basename(path)) && basename(dirname(path)) !== 'attachments')
    .map((path) => join(folder, path))
    .filter((path) => statSync(path).isFile())
    .toSorted();
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
