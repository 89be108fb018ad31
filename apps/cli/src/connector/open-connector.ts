/** A connector ready to be asked: one of the repository as its source is now, a package in the interpreter of the hub. */
import { existsSync } from 'node:fs';
import { interpretedPackage, Schemas, type Subject } from '@fachwerk/hub/connector-kit';
import { Failure } from '../failure.js';
import type { ConnectorFolder } from './connector-folder.js';
import { loadConnector } from './load.js';
import { modulesOf } from './modules.js';
import type { ReadyConnector } from './try-file.js';

/** @throws Failure, or HubError `connector.package-unusable` */
export async function openConnector(folder: ConnectorFolder): Promise<Subject> {
  if (!existsSync(folder.entry)) {
    throw new Failure('connector.not-built', `${folder.entry} is missing: build the package first (npm run build).`);
  }
  const { modules, findings } = modulesOf(folder);
  // What leads out of it is not even loaded.
  if (findings.length > 0) {
    const sentences = findings.map(({ at, sentence }) => `${at} ${sentence}.`);
    throw new Failure('connector.not-isolated', sentences.join('\n'));
  }
  if (folder.isPackage) return interpretedPackage(folder.folder);
  const connector = await loadConnector(folder, modules);
  return async () => connector;
}

/** The same, with its schemas. */
export async function readyConnector(folder: ConnectorFolder): Promise<ReadyConnector> {
  const subject = await openConnector(folder);
  const { version } = (await subject()).manifest;
  return { version, subject, schemas: new Schemas(folder.schemasFolder) };
}
