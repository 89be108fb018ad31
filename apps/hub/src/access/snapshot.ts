import type { Database, Transaction } from '../database/database.js';
import { USED_FROM } from './key-ring.js';

/** Everything a gateway must know to accept messages; kept on disk so that it can start without the database. */
export interface AccessSnapshot {
  /** Raised in the database by every change of what is below; of a procedure, of the columns that migration 0034 names. */
  readonly revision: string;
  readonly tenants: readonly { readonly id: string; readonly name: string }[];
  readonly procedures: readonly SpecialistProcedure[];
  readonly keys: readonly ApiKey[];
  readonly certificates: readonly KnownCertificate[];
  /** The one that was made last first. Base64. */
  readonly messageIdKeys: readonly StoredIdKey[];
}

export interface StoredIdKey {
  readonly name: string;
  readonly secret: string;
  /** ISO; from when on it makes new ids. */
  readonly usedFrom: string;
}

/** A specialist procedure (Fachverfahren) of one tenant. */
export interface SpecialistProcedure {
  readonly tenant: string;
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly connector: string;
  /** Null: the newest that is installed and not retired. */
  readonly connectorVersion: string | null;
  readonly settings: unknown;
  /** Whether messages wait for an official schema that is not installed. */
  readonly validation: 'required' | 'when-installed';
  /** `by-key`: messages of the same order key are filed in the order in which they were accepted. */
  readonly order: 'none' | 'by-key';
  /** Was `by-key` at some time: messages may wait in both of its lanes. */
  readonly everOrdered: boolean;
  /** Most messages for each gateway, as `50/s` or `600/min`; null for no limit. */
  readonly rate: string | null;
  /** An operator keeps it from being filed; null when nobody does. What comes in waits in its lanes. */
  readonly paused: OperatorPause | null;
}

/** Who paused a procedure, when and why. */
export interface OperatorPause {
  readonly by: string;
  /** ISO, UTC. */
  readonly at: string;
  readonly reason: string;
}

export interface ApiKey {
  /** Missing in what an earlier version kept on disk. */
  readonly id?: string;
  readonly procedure: string;
  /** SHA-256 of the key, hexadecimal. The key is 256 random bits: nothing slower is needed. */
  readonly hash: string;
  readonly expiresAt: string | null;
}

/** A certificate of a procedure. Revoked ones stay, so that whoever shows one is told so. */
export interface KnownCertificate {
  readonly id: string;
  readonly procedure: string;
  /** SHA-256 of the certificate (DER), hexadecimal. */
  readonly fingerprint: string;
  /** ISO. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly revoked: boolean;
}

interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

export async function currentRevision(database: Database): Promise<string> {
  return database.asSystem(readRevision);
}

/** Reads all of it in one consistent view. */
export async function readSnapshot(database: Database): Promise<AccessSnapshot> {
  return database.asSystem(async (transaction) => {
    const revision = await readRevision(transaction);
    const tenants = await transaction.query<AccessSnapshot['tenants'][number]>(
      'SELECT id, name FROM tenant ORDER BY id',
    );
    const procedures = await transaction.query<SpecialistProcedure>(
      `SELECT tenant_id AS tenant, id, name, title, connector, connector_version AS "connectorVersion", settings, validation, filing_order AS "order",
         ever_ordered AS "everOrdered", rate, ${PAUSED} AS paused
       FROM procedure ORDER BY tenant_id, name`,
    );
    const keys = await transaction.query<ApiKey>(
      `SELECT id, procedure_id AS procedure, encode(hash, 'hex') AS hash, expires_at AS "expiresAt"
       FROM api_key WHERE revoked_at IS NULL`,
    );
    const certificates = await transaction.query<Omit<KnownCertificate, keyof Validity> & Validity>(
      `SELECT id, procedure_id AS procedure, encode(fingerprint, 'hex') AS fingerprint, not_before AS "notBefore",
         not_after AS "notAfter", revoked_at IS NOT NULL AS revoked
       FROM procedure_certificate`,
    );
    const ring = await transaction.query<{ name: string; secret: string; usedFrom: Date }>(
      `SELECT kid AS name, secret->>'key' AS secret, ${USED_FROM} AS "usedFrom" FROM key_ring
       WHERE purpose = 'message-id' ORDER BY ${USED_FROM} DESC, kid`,
    );
    const messageIdKeys = ring.map((key) => ({ ...key, usedFrom: key.usedFrom.toISOString() }));
    return { revision, tenants, procedures, keys, certificates: certificates.map(asStored), messageIdKeys };
  }, 'whole-transaction');
}

function asStored(row: Omit<KnownCertificate, keyof Validity> & Validity): KnownCertificate {
  return { ...row, notBefore: row.notBefore.toISOString(), notAfter: row.notAfter.toISOString() };
}

/** Of a row of `procedure`: an operator's pause as it is written here and on disk, or null. */
export const PAUSED = `CASE WHEN paused_at IS NOT NULL THEN jsonb_build_object('by', paused_by, 'reason', paused_reason,
  'at', to_char(paused_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) END`;

async function readRevision(transaction: Transaction): Promise<string> {
  const [row] = await transaction.query<{ revision: string }>('SELECT revision FROM access_revision');
  return row?.revision ?? '0';
}
