/** Puts a package into the folder of a hub. A hub that runs notices within seconds. */
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Clock } from '../config/clock.js';
import type { HubError } from '../errors/hub-error.js';
import { discard } from './discard.js';
import { indexPackage, type Progress } from './index-package.js';
import { INDEX_FILE, InstalledPackages, type InstalledPackage } from './installed-packages.js';
import { takeFiles } from './package-files.js';
import { idOf, type PackageIndex } from './package-index.js';
import { deriveName, slug } from './package-name.js';
import { unusable } from './unusable.js';

export interface InstallOptions {
  readonly name?: string;
  readonly version?: string;
  readonly onProgress?: Progress;
}

export interface Installation {
  readonly package: InstalledPackage;
  /** It had been there in the same version. */
  readonly replaced: boolean;
}

/**
 * Nothing is seen of a package before all of it is there: it is put together beside the others and then renamed.
 *
 * @param source folder or ZIP
 * @throws HubError `schema.package-unusable` when none of its schemas can be used
 */
export async function installPackage(
  dir: string,
  source: string,
  clock: Clock,
  options: InstallOptions = {},
): Promise<Installation> {
  await mkdir(dir, { recursive: true });
  const installed = new InstalledPackages(dir);
  installed.read();
  const staging = await mkdtemp(join(dir, '.new-'));
  try {
    const paths = await takeFiles(source, staging);
    const others = installed.all().map((other) => ({ ...other, id: idOf(other) }));
    const { schemaVersion, ...contents } = await indexPackage(
      dir,
      basename(staging),
      paths,
      others,
      options.onProgress ?? (() => undefined),
    );
    const named = nameOf(source, schemaVersion, options);
    if (!isUseful(contents)) throw noneOf(contents);
    const index: PackageIndex = { format: 1, ...named, installedAt: clock.now().toISOString(), ...contents };
    await writeFile(join(staging, INDEX_FILE), JSON.stringify(index));
    const folder = `${named.name}-${slug(named.version)}-${basename(staging).slice('.new-'.length)}`;
    await rename(staging, join(dir, folder));
    const before = installed.all().filter((other) => idOf(other) === idOf(index));
    for (const old of before) await discard(dir, old.folder);
    return { package: { ...index, folder }, replaced: before.length > 0 };
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

function nameOf(
  source: string,
  schemaVersion: string | undefined,
  options: InstallOptions,
): { readonly name: string; readonly version: string } {
  const derived = deriveName(resolve(source));
  const name = slug(options.name ?? derived.name ?? '');
  if (name === '') throw unusable('it needs a name of letters and digits, see --name');
  const version = (options.version ?? derived.version ?? schemaVersion ?? '0').trim().slice(0, 60);
  return { name, version };
}

/** Some packages have only what others import, or only code lists, or only services. */
function isUseful({
  entries,
  catalogue,
  codeLists,
  wsdls = [],
}: Pick<PackageIndex, 'entries' | 'catalogue' | 'codeLists' | 'wsdls'>): boolean {
  return entries.length + Object.keys(catalogue).length + codeLists.length + wsdls.length > 0;
}

function noneOf({ failures }: Pick<PackageIndex, 'failures'>): HubError {
  const [first] = failures;
  const reason = first === undefined ? 'no file declares an element' : `${first.file}: ${first.reason}`;
  return unusable(`none of its schemas can be used (${reason})`);
}
