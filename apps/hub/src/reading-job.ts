/** What a reading thread needs of a message: its body, or of a ZIP the entry that is the message. */
import type { SpecialistProcedure } from './access/snapshot.js';
import type { ContentStore, StoredBytes } from './archive/content-store.js';
import type { Place } from './archive/segments.js';
import type { Envelope, StoredPart } from './ledger/envelope.js';
import type { InstalledConnectors } from './translate/installed.js';
import type { ReadingJob } from './translate/reading.js';
import { messagePart } from './validate/message-part.js';

export interface MessageToRead {
  readonly envelope: Envelope;
  /** Undefined when the content store has it, at this place or as a file. */
  readonly body?: Uint8Array | undefined;
  readonly place?: Place | undefined;
}

export class ReadingJobs {
  constructor(
    private readonly store: ContentStore,
    private readonly connectors: InstalledConnectors,
  ) {}

  /**
   * @param ordered whether the order key is wanted
   * @throws HubError of a kind that says what becomes of the message; `unavailable-shared` when its bytes are away
   */
  async of(
    procedure: SpecialistProcedure,
    { envelope, body, place }: MessageToRead,
    ordered: boolean,
  ): Promise<ReadingJob> {
    const { connector, connectorVersion: version, settings, validation } = procedure;
    const part = this.partOf(envelope, procedure);
    const { tenant } = envelope;
    const bytes =
      body ?? (await fetchBytes(this.store, tenant, part ?? envelope.body, part === undefined ? place : undefined));
    return {
      connector,
      version,
      settings,
      validation,
      ordered,
      envelope,
      body: bytes,
      ...(part === undefined ? {} : { part }),
    };
  }

  /** Of its connector, as the message is read; undefined when there is none. */
  versionFor({ connector, connectorVersion }: SpecialistProcedure): string | undefined {
    return this.connectors.find(connector, connectorVersion)?.manifest.version;
  }

  /** What to read of a ZIP; it is known without unpacking it again, and no larger than a message may be. */
  private partOf(
    { body, attachments }: Envelope,
    { connector, connectorVersion }: SpecialistProcedure,
  ): StoredPart | undefined {
    if (body.syntax !== 'zip') return undefined;
    return messagePart(this.connectors.named(connector, connectorVersion).manifest, attachments);
  }
}

async function fetchBytes(
  store: ContentStore,
  tenant: string,
  { sha256, sizeBytes }: StoredBytes,
  place: Place | undefined,
): Promise<Buffer> {
  // In one piece from the start, and shared with the thread: collecting, joining and copying would need it four times.
  const bytes = Buffer.from(new SharedArrayBuffer(sizeBytes));
  let at = 0;
  for await (const chunk of store.read(tenant, sha256, undefined, place)) at += (chunk as Buffer).copy(bytes, at);
  return bytes;
}
