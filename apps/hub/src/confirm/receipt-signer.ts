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
}

/**
 * Signs receipts (JWS in compact form, ES256, RFC 7515). The public keys are at `/.well-known/jwks.json`, so that a
 * sender can check years later what it was told.
 */
export class ReceiptSigner {
  private signing: Promise<SigningKey> | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async sign(receipt: Receipt): Promise<string> {
    this.signing ??= this.load().catch((error: unknown) => {
      this.signing = undefined;
      throw error;
    });
    const { key, header } = await this.signing;
    const signed = `${header}.${base64url(receipt)}`;
    // At once, not in the thread pool of the Web Crypto API, where it takes three times as long.
    const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
    return `${signed}.${signature.toString('base64url')}`;
  }

  /** Public keys, also the old ones: receipts outlive them. */
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

  private async load(): Promise<SigningKey> {
    const [newest] = await this.rows();
    if (newest === undefined) throw new Error('There is no key for receipts: the database was not prepared.');
    const { kid, secret } = newest;
    const header = base64url({ alg: ALGORITHM, kid, typ: 'fachwerk-receipt+jws' });
    return { key: createPrivateKey({ key: secret as JsonWebKey, format: 'jwk' }), header };
  }

  private async rows(): Promise<readonly { kid: string; secret: JWK }[]> {
    return this.database.asSystem((transaction) =>
      transaction.query(
        `SELECT kid, secret FROM key_ring WHERE purpose = 'receipt' ORDER BY created_at DESC, kid DESC`,
      ),
    );
  }
}

function base64url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
