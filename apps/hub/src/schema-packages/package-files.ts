/** The files of one package while it is put together: what of a folder or a ZIP is taken, and how much. */
import { createWriteStream } from 'node:fs';
import { copyFile, lstat, mkdir, readdir } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise, type Entry } from 'yauzl';
import { HubError } from '../errors/hub-error.js';
import { unusable } from './unusable.js';

/** What schemas, services, code lists and rule sets consist of; documentation and examples in other forms stay where they are. */
const TAKEN = /[.](?:xsd|wsdl|dtd|ent|gc|xml|sch|xsl|xslt)$/i;
const FILES_MAX = 10_000;
const FILE_BYTES_MAX = 64 * 1024 * 1024;
const PACKAGE_BYTES_MAX = 512 * 1024 * 1024;

const FILE_TYPE = 0o170000;
const SYMLINK = 0o120000;

/**
 * Copies what a package consists of into a folder.
 *
 * @param source folder or ZIP
 * @returns the paths that were taken, relative and with `/`, in order
 */
export async function takeFiles(source: string, target: string): Promise<readonly string[]> {
  const facts = await lstat(source).catch(() => undefined);
  if (facts === undefined) throw unusable(`there is no folder or ZIP ${source}`);
  const budget = new Budget();
  if (facts.isDirectory()) await takeFolder(source, target, budget);
  else await takeZip(source, target, budget);
  if (budget.paths.length === 0) throw unusable(`${source} has no schema in it`);
  return budget.paths.toSorted();
}

/** Counts along, so that neither a mistake nor malice fills the disk. */
class Budget {
  readonly paths: string[] = [];
  private readonly lowerCase = new Set<string>();
  private bytes = 0;

  add(path: string, sizeBytes: number): void {
    this.bytes += sizeBytes;
    if (sizeBytes > FILE_BYTES_MAX) throw unusable(`${path} is larger than ${FILE_BYTES_MAX} bytes`);
    if (this.bytes > PACKAGE_BYTES_MAX) throw unusable(`it is larger than ${PACKAGE_BYTES_MAX} bytes`);
    if (this.paths.length >= FILES_MAX) throw unusable(`it has more than ${FILES_MAX} files`);
    if (this.lowerCase.has(path.toLowerCase())) throw unusable(`it has ${path} twice`);
    this.lowerCase.add(path.toLowerCase());
    this.paths.push(path);
  }
}

/** Symbolic links are not followed: what they lead to is not part of the package. */
async function takeFolder(source: string, target: string, budget: Budget): Promise<void> {
  for (const entry of await readdir(source, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !isTaken(entry.name)) continue;
    const from = join(entry.parentPath, entry.name);
    const path = relative(source, from).split(sep).join('/');
    budget.add(path, (await lstat(from)).size);
    await mkdir(dirname(join(target, path)), { recursive: true });
    await copyFile(from, join(target, path));
  }
}

async function takeZip(source: string, target: string, budget: Budget): Promise<void> {
  try {
    const zip = await openPromise(source, { lazyEntries: true, strictFileNames: false });
    try {
      for await (const entry of zip.eachEntry()) {
        if (entry.fileName.endsWith('/') || isSymlink(entry) || !isTaken(entry.fileName)) continue;
        // The reader has refused absolute names and `..`, and checks the size that is declared here while it unpacks.
        budget.add(entry.fileName, entry.uncompressedSize);
        await mkdir(dirname(join(target, entry.fileName)), { recursive: true });
        await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(join(target, entry.fileName)));
      }
    } finally {
      zip.close();
    }
  } catch (cause) {
    if (cause instanceof HubError) throw cause;
    throw unusable(`${source} cannot be unpacked (${cause instanceof Error ? cause.message : String(cause)})`, cause);
  }
}

function isSymlink({ externalFileAttributes }: Entry): boolean {
  return ((externalFileAttributes >>> 16) & FILE_TYPE) === SYMLINK;
}

function isTaken(name: string): boolean {
  return TAKEN.test(name);
}
