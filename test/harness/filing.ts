/**
 * Files commands as if a connector had returned them: through the stage `file`, into the database and the content store
 * of a hub that runs beside it and shows what is there.
 */
import { createHash, randomUUID } from 'node:crypto';
import type { ArchiveCommand } from '@fachwerk/connectors/contract';
import { DiskContentStore } from '../../apps/hub/src/archive/disk-content-store.js';
import { Filing } from '../../apps/hub/src/archive/filing.js';
import { RandomIds, SystemClock } from '../../apps/hub/src/config/clock.js';
import { ReceiptSigner } from '../../apps/hub/src/confirm/receipt-signer.js';
import { Database, type DatabaseOptions } from '../../apps/hub/src/database/database.js';
import type { BatchParts } from '../../apps/hub/src/file/batch.js';
import { FileStage } from '../../apps/hub/src/file/file-stage.js';
import type { ReadMessage } from '../../apps/hub/src/file/read-message.js';
import type { StoredPart } from '../../apps/hub/src/ledger/envelope.js';
import { newMessageId } from '../../apps/hub/src/ledger/message-id.js';
import { query, type TestDatabase } from './databases.js';

export interface DirectMessage {
  readonly commands: readonly ArchiveCommand[];
  readonly body?: string;
  readonly attachments?: Readonly<Record<string, string>>;
  /** The sender's key; default a new one. */
  readonly key?: string;
}

export class DirectFiling<Connected extends Database = Database> {
  readonly parts: BatchParts;
  readonly stage: FileStage;
  private readonly store: DiskContentStore;

  private constructor(
    readonly database: Connected,
    contentDir: string,
    readonly tenant: string,
    private readonly procedure: string,
    private readonly idKey: Buffer,
  ) {
    this.store = new DiskContentStore(contentDir);
    const [clock, ids] = [new SystemClock(), new RandomIds()];
    const signer = new ReceiptSigner(this.database, clock);
    const filing = new Filing({ timeZone: 'Europe/Berlin', ids });
    this.parts = { filing, sign: (receipt) => signer.sign(receipt), clock, ids, writer: ids.uuid() };
    this.stage = new FileStage(this.database, this.store, this.parts, (_message, error) => {
      throw error;
    });
  }

  /** @param procedure name of a procedure of the tenant */
  static on(database: TestDatabase, contentDir: string, tenant: string, procedure: string): Promise<DirectFiling> {
    return DirectFiling.through(database, contentDir, tenant, procedure, (options) => new Database(options));
  }

  /** The same through a connection that can do more. */
  static async through<Connected extends Database>(
    database: TestDatabase,
    contentDir: string,
    tenant: string,
    procedure: string,
    connect: (options: DatabaseOptions) => Connected,
  ): Promise<DirectFiling<Connected>> {
    const [found] = await query<{ id: string; secret: string }>(
      database.migrateUrl,
      `SELECT id, (SELECT secret->>'key' FROM key_ring WHERE purpose = 'message-id' LIMIT 1) AS secret
       FROM procedure WHERE tenant_id = $1 AND name = $2`,
      [tenant, procedure],
    );
    const connected = connect({ url: database.url, connectionsMax: 2 });
    return new DirectFiling(connected, contentDir, tenant, found!.id, Buffer.from(found!.secret, 'base64'));
  }

  /** @returns the id of the message, once it is in the books */
  async file(message: DirectMessage): Promise<string> {
    const read = await this.read(message);
    const [filed] = await this.stage.file(this.tenant, [read]);
    if (filed?.as !== 'settled') throw new Error(`The message is ${filed?.as}.`);
    return read.envelope.id;
  }

  /** In the archive alone: the books know nothing of it. */
  async carryOut(message: DirectMessage): Promise<void> {
    const { envelope, procedureName } = await this.read(message);
    const { id: messageId, procedure: procedureId, body, attachments } = envelope;
    const parts = { message: body, attachments: new Map(attachments.map((part) => [part.name, part])) };
    const actor = `procedure:${procedureName}`;
    const order = { procedureId, messageId, at: new Date(), actor, commands: message.commands, parts };
    const [result] = await this.database.inTenant(this.tenant, (transaction) =>
      this.parts.filing.carryOut(transaction, this.tenant, [order]),
    );
    if (result === undefined || 'refused' in result) throw result?.refused ?? new Error('There is no result.');
  }

  /** The message as it would come to the stage `file`; its bytes are in the content store. */
  async read({
    commands,
    body = '<records/>',
    attachments = {},
    key = randomUUID(),
  }: DirectMessage): Promise<ReadMessage> {
    const parts: StoredPart[] = [];
    for (const [name, text] of Object.entries(attachments)) {
      parts.push({ name, mime: 'application/pdf', ...(await this.put(text)) });
    }
    const acceptedAt = new Date();
    const owner = { tenant: this.tenant, procedure: this.procedure };
    const id = newMessageId(acceptedAt, new RandomIds().bytes(6), owner, { name: 'test', secret: this.idKey });
    return {
      envelope: {
        version: 1,
        id,
        ...owner,
        connector: 'xrechnung',
        acceptedAt: acceptedAt.toISOString(),
        stamp: { gateway: 'test', epoch: randomUUID(), seq: 1 },
        body: { mime: 'application/xml', ...(await this.put(body)), inline: false, syntax: 'xml' },
        attachments: parts,
      },
      body: undefined,
      procedureName: 'invoices',
      startedAt: acceptedAt,
      measured: {},
      connector: 'xrechnung',
      connectorVersion: '1.0.0',
      ordered: false,
      orderKey: undefined,
      validation: undefined,
      type: 'records',
      result: { key, commands },
    };
  }

  close(): Promise<void> {
    return this.database.close();
  }

  private put(text: string): Promise<{ sha256: string; sizeBytes: number }> {
    const bytes = async function* (): AsyncGenerator<Buffer> {
      yield Buffer.from(text);
    };
    return this.store.put(this.tenant, bytes());
  }
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
