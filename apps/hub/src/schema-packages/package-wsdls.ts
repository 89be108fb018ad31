/** The WSDLs of a package: what they offer, and the schemas that are written into them as files beside the others. */
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { HubError } from '../errors/hub-error.js';
import { readWsdl } from '../soap/wsdl.js';
import { typesFolderOf, typesOf } from '../soap/wsdl-types.js';
import type { PackageIndex, PackageWsdl } from './package-index.js';

interface TakenWsdls {
  readonly wsdls: readonly PackageWsdl[];
  /** Paths of the schemas that were written out. */
  readonly types: readonly string[];
  readonly failures: PackageIndex['failures'];
}

/** @param folder of the package while it is put together. @param paths of it */
export async function takeWsdls(folder: string, paths: readonly string[]): Promise<TakenWsdls> {
  const wsdls: PackageWsdl[] = [];
  const types: string[] = [];
  const failures: { file: string; reason: string }[] = [];
  for (const file of paths.filter((path) => /\.wsdl$/i.test(path))) {
    try {
      const bytes = await readFile(join(folder, file));
      wsdls.push(factsOf(file, bytes, folder));
      for (const { name, xml } of typesOf(bytes)) {
        const path = `${typesFolderOf(file)}/${name}`;
        await mkdir(join(folder, typesFolderOf(file)), { recursive: true });
        await writeFile(join(folder, path), xml);
        types.push(path);
      }
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      failures.push({ file, reason: String(error.details.values?.['problem'] ?? error.message) });
    }
  }
  return { wsdls, types, failures };
}

function factsOf(file: string, bytes: Buffer, folder: string): PackageWsdl {
  const facts = readWsdl(bytes, (path) => fileIn(folder, posix.join(posix.dirname(file), path)));
  const operations = facts.services.flatMap(({ ports }) => ports.flatMap((port) => port.operations));
  return {
    file,
    targetNamespace: facts.targetNamespace,
    services: facts.services.map(({ name }) => name),
    operations: [...new Set(operations.map(({ name }) => name))],
  };
}

function fileIn(folder: string, path: string): Buffer | undefined {
  const file = join(folder, path);
  return !path.startsWith('..') && existsSync(file) ? readFileSync(file) : undefined;
}
