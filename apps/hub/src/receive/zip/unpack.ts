/**
 * Unpacks a ZIP that is a message: every entry becomes an attachment in the content store. Nothing that the ZIP says
 * about itself is trusted: sizes are counted while they unpack, checksums compared, names checked. A ZIP within it stays
 * a file.
 */
import { crc32 } from 'node:zlib';
import { fromRandomAccessReaderPromise, type Entry, type ZipFile } from 'yauzl';
import type { ContentIntake, StoredBytes } from '../../archive/content-store.js';
import { HubError } from '../../errors/hub-error.js';
import type { StoredPart } from '../../ledger/envelope.js';
import { Head } from '../head.js';
import type { ReceiveLimits } from '../limits.js';
import { XmlProbe } from '../xml-probe.js';
import { EntryNames, shown } from './entry-names.js';
import { StoredReader } from './stored-reader.js';

/** A small ZIP of something very regular is no attack. */
const FREE_BYTES = 1_048_576;
const END_BYTES = 22;
const ENTRY_SIGNATURE = 'PK\x01\x02';
const ZIP64 = 0xffff_ffff;
/** The directory is kept while the ZIP is unpacked. An entry needs some 100 bytes of it, and may take 192 KiB. */
const DIRECTORY_BYTES_MAX = 16_777_216;
/** Entries at a time: writing a small one durably is mostly waiting. */
const AT_ONCE = 16;
const STORED = 0;
const DEFLATED = 8;
/** Upper half of the external attributes, where a Unix made the ZIP: what kind of file it is. */
const UNIX_TYPE = 0o170000;
const UNIX_KINDS = [0, 0o100000, 0o040000];

interface FileEntry {
  readonly path: string;
  readonly entry: Entry;
}

/**
 * The entries of a ZIP that is in the content store, in the order of its directory, without folders.
 *
 * @throws HubError `rejected` with a code `container.…`, or what the content store threw
 */
export async function unpackZip(
  zip: StoredBytes,
  tenant: string,
  store: ContentIntake,
  limits: ReceiveLimits,
): Promise<readonly StoredPart[]> {
  const reader = new StoredReader(store, tenant, zip.sha256, zip.sizeBytes);
  let file: ZipFile | undefined;
  try {
    const options = { decodeStrings: false, autoClose: false };
    file = await fromRandomAccessReaderPromise(reader, zip.sizeBytes, options);
    // It would be thrown at nobody; whoever waits for the reader is told by `failure`.
    file.on('error', () => undefined);
    const entries = await filesIn(file, limits);
    await checkEnd(reader, file, zip.sizeBytes);
    return await receiveAll(file, entries, { tenant, store, limits, budget: new Budget(zip.sizeBytes, limits) });
  } catch (error) {
    if (reader.failure !== undefined) throw reader.failure;
    if (error instanceof HubError) throw error;
    const why = shown((error as Error).message).replace(/\.+$/, '');
    throw new HubError('rejected', 'container.malformed', `The ZIP is malformed: ${why}.`, { values: { why } });
  } finally {
    file?.close();
  }
}

/** The whole directory, before anything is unpacked. */
async function filesIn(file: ZipFile, limits: ReceiveLimits): Promise<readonly FileEntry[]> {
  const max = limits.zipEntriesMax;
  if (file.entryCount > max)
    throw refusal('container.too-many-entries', `The ZIP has more than ${max} entries.`, { max });
  const names = new EntryNames(limits.zipNameLengthMax);
  const files: FileEntry[] = [];
  let directoryBytes = 0;
  for await (const entry of file.eachEntry()) {
    directoryBytes += entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;
    if (directoryBytes > DIRECTORY_BYTES_MAX) throw new Error(`its directory exceeds ${DIRECTORY_BYTES_MAX} bytes`);
    const path = names.take(entry);
    if (path !== undefined) files.push({ path, entry });
    else if (entry.uncompressedSize > 0) throw new Error('a folder has content');
    checkKind(path ?? '', entry);
  }
  return files;
}

/**
 * The end of a ZIP says how many entries the directory has, where it is, and how long. Readers go by different ones of
 * these numbers; where they do not agree, each sees other files. Those of ZIP64 are elsewhere, and the count is enough.
 */
async function checkEnd(reader: StoredReader, file: ZipFile, sizeBytes: number): Promise<void> {
  const end = await reader.bytes(sizeBytes - END_BYTES - file.comment.length, END_BYTES);
  const claimed = [end.readUInt32LE(12), end.readUInt32LE(16)] as const;
  // A number, whatever its types say: where the reader of the directory has come to.
  const behind = file.readEntryCursor as unknown as number;
  const next = await reader.bytes(behind, ENTRY_SIGNATURE.length);
  const isLonger = !claimed.includes(ZIP64) && claimed[0] + claimed[1] !== behind;
  if (isLonger || next.toString('latin1') === ENTRY_SIGNATURE) throw new Error('its directory is not as its end says');
}

function checkKind(path: string, entry: Entry): void {
  const name = shown(path);
  if (entry.isEncrypted()) throw refusal('container.encrypted', `The entry ${name} is encrypted.`, { name });
  const unix = entry.versionMadeBy >>> 8 === 3;
  const special = unix && !UNIX_KINDS.includes((entry.externalFileAttributes >>> 16) & UNIX_TYPE);
  if (!special && [STORED, DEFLATED].includes(entry.compressionMethod)) return;
  const sentence = `The entry ${name} is neither file nor folder, or is not packed with Deflate.`;
  throw refusal('container.entry-unsupported', sentence, { name });
}

/** Each name is there twice. A reader that goes by the other one must not see another file. */
async function checkHeader(file: ZipFile, path: string, entry: Entry): Promise<void> {
  const header = await file.readLocalFileHeaderPromise(entry);
  if (!header.fileName.equals(entry.fileNameRaw)) throw new Error(`${shown(path)} has another name in its own header`);
}

interface Target {
  readonly tenant: string;
  readonly store: ContentIntake;
  readonly limits: ReceiveLimits;
  readonly budget: Budget;
}

/** Several at a time, in the order of the directory. The first that is refused stops the others. */
async function receiveAll(file: ZipFile, entries: readonly FileEntry[], to: Target): Promise<readonly StoredPart[]> {
  const parts: StoredPart[] = [];
  const queue = entries.entries();
  const work = async (): Promise<void> => {
    for (const [position, { path, entry }] of queue) {
      try {
        await checkHeader(file, path, entry);
        parts[position] = await receiveEntry(file, path, entry, to);
      } catch (error) {
        to.budget.end(error);
        return;
      }
    }
  };
  // All of them are waited for: the ZIP is closed afterwards.
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  to.budget.check();
  return parts;
}

async function receiveEntry(file: ZipFile, path: string, entry: Entry, to: Target): Promise<StoredPart> {
  const head = new Head();
  const probe = new XmlProbe(to.limits);
  const name = shown(path);
  const max = to.limits.attachmentBytesMax;
  async function* content(): AsyncGenerator<Buffer> {
    let checksum = 0;
    let entryBytes = 0;
    for await (const chunk of await file.openReadStreamPromise(entry)) {
      const bytes = chunk as Buffer;
      to.budget.take(name, bytes.length);
      entryBytes += bytes.length;
      if (entryBytes > max) {
        const sentence = `The entry ${name} is larger than ${max} bytes.`;
        throw refusal('container.entry-too-large', sentence, { name, max });
      }
      checksum = crc32(bytes, checksum);
      head.write(bytes);
      probe.write(bytes);
      yield bytes;
    }
    if (checksum !== entry.crc32) throw refusal('container.checksum', `The checksum of ${name} is wrong.`, { name });
  }
  to.budget.check();
  const { sha256, sizeBytes } = await to.store.put(to.tenant, content());
  const mime = (await head.sniffed()) ?? 'application/octet-stream';
  return { name: path, mime, sizeBytes, sha256, ...probe.end() };
}

/** How much may still be unpacked; asked with every piece, so that a bomb ends early. */
class Budget {
  private totalBytes = 0;
  private ended: { readonly error: unknown } | undefined;

  constructor(
    private readonly packedBytes: number,
    private readonly limits: ReceiveLimits,
  ) {}

  /** What went wrong first is what everybody else stops with. */
  end(error: unknown): void {
    this.ended ??= { error };
  }

  check(): void {
    if (this.ended !== undefined) throw this.ended.error;
  }

  take(name: string, bytes: number): void {
    this.check();
    this.totalBytes += bytes;
    const { zipBytesMax, zipRatioMax } = this.limits;
    if (this.totalBytes > FREE_BYTES + this.packedBytes * zipRatioMax) {
      const sentence = `The ZIP unpacks to more than ${zipRatioMax} times its size (at ${name}).`;
      throw refusal('container.ratio', sentence, { name, max: zipRatioMax });
    }
    if (this.totalBytes > zipBytesMax) {
      throw refusal('container.too-large', `The ZIP unpacks to more than ${zipBytesMax} bytes.`, { max: zipBytesMax });
    }
  }
}

function refusal(code: string, sentence: string, values: Readonly<Record<string, string | number>>): HubError {
  return new HubError('rejected', code, sentence, { values });
}
