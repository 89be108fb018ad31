import { createPrivateKey, sign, type JsonWebKey, type KeyObject } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import type { Clock } from '../config/clock.js';
import type { Database } from '../database/database.js';
import type { Receipt } from '../ledger/state.js';

const ALGORITHM = 'ES256';

interface SigningKey {
  readonly key: KeyObject;
  /** Base64url. */
  readonly header: string;
  /** In milliseconds of Unix time. */
  readonly usedFrom: number;
}

interface Row {
  readonly kid: string;
  readonly secret: JWK;
  readonly usedFrom: Date;
}

/**
 * Signs receipts (JWS in compact form, ES256, RFC 7515). The public keys are at `/.well-known/jwks.json`, so that a
 * sender can check years later what it was told.
 */
export class ReceiptSigner {
  /** The one that was made last first. */
  private signing: Promise<readonly SigningKey[]> | undefined;
  /** There may be another key, which could not be read. */
  private outdated = false;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async sign(receipt: Receipt): Promise<string> {
    if (this.outdated) void this.refresh().catch(() => undefined);
    const { key, header } = keyAt(await this.keys(), this.clock.now().getTime());
    const signed = `${header}.${base64url(receipt)}`;
    // At once, not in the thread pool of the Web Crypto API, where it takes three times as long.
    const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
    return `${signed}.${signature.toString('base64url')}`;
  }

  /**
   * Reads the keys anew, because there may be another one. What is signed meanwhile does not wait for it: the key of before
   * stays valid.
   */
  async refresh(): Promise<void> {
    if (this.signing === undefined) return;
    this.outdated = false;
    try {
      this.signing = Promise.resolve(await this.load());
    } catch (error) {
      this.outdated = true;
      throw error;
    }
  }

  /** Public keys, also the old ones, because receipts outlive them, and those that are announced. */
  async publicKeys(): Promise<{ readonly keys: readonly JWK[] }> {
    const rows = await this.rows();
    return {
      keys: rows.map(({ kid, secret }) => {
        const { d: _private, ...visible } = secret;
        return { ...visible, kid, alg: ALGORITHM, use: 'sig' };
      }),
    };
  }

  /** Makes the first key. Done once per database; a second process that tries at the same time changes nothing. */
  async ensureKey(): Promise<void> {
    if ((await this.rows()).length > 0) return;
    const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
    const secret = JSON.stringify(await exportJWK(privateKey));
    await this.database.asSystem((transaction) =>
      transaction.query(
        `INSERT INTO key_ring (kid, purpose, secret, created_at) VALUES ('receipt-1', 'receipt', $1, $2) ON CONFLICT DO NOTHING`,
        [secret, this.clock.now()],
      ),
    );
  }

  private keys(): Promise<readonly SigningKey[]> {
    this.signing ??= this.load().catch((error: unknown) => {
      this.signing = undefined;
      throw error;
    });
    return this.signing;
  }

  private async load(): Promise<readonly SigningKey[]> {
    const rows = await this.rows();
    if (rows.length === 0) throw new Error('There is no key for receipts: the database was not prepared.');
    return rows.map(({ kid, secret, usedFrom }) => ({
      key: createPrivateKey({ key: secret as JsonWebKey, format: 'jwk' }),
      header: base64url({ alg: ALGORITHM, kid, typ: 'fachwerk-receipt+jws' }),
      usedFrom: usedFrom.getTime(),
    }));
  }

  private async rows(): Promise<readonly Row[]> {
    return this.database.asSystem((transaction) =>
      transaction.query<Row & { secret: JWK }>(
        `SELECT kid, secret, coalesce(used_from, created_at) AS "usedFrom" FROM key_ring
         WHERE purpose = 'receipt' ORDER BY coalesce(used_from, created_at) DESC, kid DESC`,
      ),
    );
  }
}

/** The newest that is in use; before any of them is, the oldest. */
function keyAt(keys: readonly SigningKey[], now: number): SigningKey {
  return keys.find(({ usedFrom }) => usedFrom <= now) ?? keys.at(-1)!;
}

function base64url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
