import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock } from '../config/clock.js';
import type { Database } from '../database/database.js';
import { HubError } from '../errors/hub-error.js';
import type { IdKey } from '../ledger/message-id.js';
import {
  currentRevision,
  readSnapshot,
  type AccessSnapshot,
  type ApiKey,
  type KnownCertificate,
  type SpecialistProcedure,
} from './snapshot.js';

/** Revocation of a key must reach every gateway within 5 s, another version of a connector every worker within one. */
const POLL_MS = 500;
/** How often the file says again that the snapshot is current, when nothing changed. */
const CONFIRM_MS = 60_000;

export interface DirectoryOptions {
  readonly file: string;
  readonly hoursMax: number;
  /** Told once, until it is another one or over. */
  readonly onProblem: (error: unknown) => void;
  /** A key has just opened its procedure. */
  readonly onKeyUsed?: (tenant: string, key: string) => void;
  /** The same of a certificate. */
  readonly onCertificateUsed?: (tenant: string, certificate: string) => void;
}

interface Stored {
  readonly confirmedAt: string;
  readonly snapshot: EarlierSnapshot;
}

type EarlierSnapshot = Omit<AccessSnapshot, 'certificates'> & Partial<Pick<AccessSnapshot, 'certificates'>>;

/**
 * Which procedures there are and which keys and certificates are theirs, kept in memory, refreshed from the database, and on disk for a
 * start without it. So accepting a message needs no database.
 */
export class AccessDirectory {
  private snapshot: AccessSnapshot | undefined;
  private keys = new Map<string, ApiKey>();
  private certificates = new Map<string, KnownCertificate>();
  private byId = new Map<string, SpecialistProcedure>();
  private confirmedAt = 0;
  private writtenAt = 0;
  private timer: NodeJS.Timeout | undefined;
  private refreshing: Promise<void> | undefined;
  private problem: string | undefined;
  private idKeys: readonly (IdKey & { readonly usedFrom: number })[] = [];
  private readonly listeners: (() => void)[] = [];

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly options: DirectoryOptions,
  ) {}

  /** Reads from the database, else from disk; then looks for changes twice a second. */
  async start(): Promise<void> {
    await this.restore();
    await this.refresh();
    this.timer = setInterval(() => void this.refresh(), POLL_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.refreshing;
  }

  /** Takes changes over at once, for example after this process made one. */
  async refresh(): Promise<void> {
    // A look that has begun may not see what was changed since.
    await this.refreshing;
    this.refreshing ??= this.update().finally(() => (this.refreshing = undefined));
    await this.refreshing;
  }

  /** Called whenever something of it has changed in the database. */
  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** True when messages can be accepted by what is known. */
  usable(): boolean {
    return (
      this.snapshot !== undefined && this.clock.now().getTime() - this.confirmedAt <= this.options.hoursMax * 3_600_000
    );
  }

  /** The procedure that a key opens; undefined for an unknown or expired one. */
  procedureOfKey(secret: string): SpecialistProcedure | undefined {
    this.require();
    const key = this.keys.get(createHash('sha256').update(secret).digest('hex'));
    if (key === undefined) return undefined;
    if (key.expiresAt !== null && new Date(key.expiresAt) <= this.clock.now()) return undefined;
    const procedure = this.byId.get(key.procedure);
    if (procedure !== undefined && key.id !== undefined) this.options.onKeyUsed?.(procedure.tenant, key.id);
    return procedure;
  }

  /**
   * Whatever its state.
   *
   * @param fingerprint hexadecimal
   */
  certificate(fingerprint: string): KnownCertificate | undefined {
    this.require();
    return this.certificates.get(fingerprint);
  }

  /** It has just said who its procedure is. */
  used({ tenant }: SpecialistProcedure, { id }: KnownCertificate): void {
    this.options.onCertificateUsed?.(tenant, id);
  }

  procedure(id: string): SpecialistProcedure | undefined {
    return this.byId.get(id);
  }

  /** As people know it; its id, when it is not known here. */
  nameOf(procedure: string): string {
    return this.byId.get(procedure)?.name ?? procedure;
  }

  proceduresOf(tenant: string): readonly SpecialistProcedure[] {
    return this.procedures().filter((procedure) => procedure.tenant === tenant);
  }

  procedures(): readonly SpecialistProcedure[] {
    return this.snapshot?.procedures ?? [];
  }

  /** Ids. */
  tenants(): readonly string[] {
    return this.snapshot?.tenants.map(({ id }) => id) ?? [];
  }

  tenantNamed(name: string): string | undefined {
    return this.snapshot?.tenants.find((tenant) => tenant.name === name)?.id;
  }

  tenantName(id: string): string | undefined {
    return this.snapshot?.tenants.find((tenant) => tenant.id === id)?.name;
  }

  /**
   * The ring of keys of message ids, the one for new ids first. One that is announced and not in use yet is the last: ids
   * that another process makes with it a moment earlier are known.
   */
  messageIdKeys(): readonly IdKey[] {
    this.require();
    const now = this.clock.now().getTime();
    const [newest] = this.idKeys;
    if (newest === undefined || newest.usedFrom <= now) return this.idKeys;
    return this.idKeys.toSorted((one, other) => Number(one.usedFrom > now) - Number(other.usedFrom > now));
  }

  private require(): AccessSnapshot {
    if (this.snapshot !== undefined && this.usable()) return this.snapshot;
    throw new HubError(
      'unavailable-shared',
      'access.snapshot-too-old',
      'Keys cannot be checked at the moment. Send the message again later with the same key.',
    );
  }

  private async update(): Promise<void> {
    try {
      const revision = await currentRevision(this.database);
      const changed = revision !== this.snapshot?.revision;
      if (changed) {
        this.adopt(await readSnapshot(this.database));
        for (const listener of this.listeners) listener();
      }
      this.confirmedAt = this.clock.now().getTime();
      // In either direction: a clock that was ahead may have been put right.
      if (changed || Math.abs(this.confirmedAt - this.writtenAt) > CONFIRM_MS) await this.write();
      this.problem = undefined;
    } catch (error) {
      const problem = error instanceof HubError ? error.code : String(error);
      if (problem !== this.problem) this.options.onProblem(error);
      this.problem = problem;
    }
  }

  private adopt(snapshot: AccessSnapshot): void {
    this.snapshot = snapshot;
    this.keys = new Map(snapshot.keys.map((key) => [key.hash, key]));
    this.certificates = new Map(snapshot.certificates.map((one) => [one.fingerprint, one]));
    this.byId = new Map(snapshot.procedures.map((procedure) => [procedure.id, procedure]));
    this.idKeys = snapshot.messageIdKeys.map(({ name, secret, usedFrom }) => ({
      name,
      secret: Buffer.from(secret, 'base64'),
      usedFrom: Date.parse(usedFrom),
    }));
  }

  private async restore(): Promise<void> {
    try {
      const stored = JSON.parse(await readFile(this.options.file, 'utf8')) as Stored;
      this.adopt(complete(stored.snapshot));
      this.confirmedAt = this.writtenAt = new Date(stored.confirmedAt).getTime();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.options.onProblem(error);
    }
  }

  private async write(): Promise<void> {
    if (this.snapshot === undefined) return;
    const stored: Stored = { confirmedAt: new Date(this.confirmedAt).toISOString(), snapshot: this.snapshot };
    await mkdir(dirname(this.options.file), { recursive: true, mode: 0o700 });
    await writeFile(`${this.options.file}.new`, JSON.stringify(stored), { mode: 0o600 });
    await rename(`${this.options.file}.new`, this.options.file);
    this.writtenAt = this.confirmedAt;
  }
}

/**
 * A hub of an earlier version did not write all of it: what it does then is the default. During an upgrade it may have
 * written the revision that is still the latest, and left out what a procedure is switched to, or certificates: this counts
 * as none, so that all is read anew as soon as the database is there.
 */
function complete(snapshot: EarlierSnapshot): AccessSnapshot {
  const defaults = {
    connectorVersion: null,
    validation: 'when-installed',
    order: 'none',
    everOrdered: false,
    rate: null,
    paused: null,
  } as const;
  const procedures = snapshot.procedures.map((procedure) => ({ ...defaults, ...procedure }));
  const messageIdKeys = snapshot.messageIdKeys.map((key) => ({ ...always, ...key }));
  const { certificates = [] } = snapshot;
  const isWhole =
    snapshot.certificates !== undefined &&
    snapshot.procedures.every(({ connectorVersion }) => connectorVersion !== undefined);
  return { ...snapshot, revision: isWhole ? snapshot.revision : '', procedures, certificates, messageIdKeys };
}

const always = { usedFrom: new Date(0).toISOString() };
