import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';

/** Wall clock. The only source of "now" outside `config/`, so that tests can shift it. */
export abstract class Clock {
  abstract now(): Date;
}

export class SystemClock extends Clock {
  override now(): Date {
    return new Date();
  }
}

/** Random ids and bytes. The only source of randomness outside `config/`. */
export abstract class Ids {
  /** Of version 7: later ones sort behind, so that an index grows at its end. */
  abstract uuid(): string;
  abstract bytes(count: number): Buffer;
}

/** So many at once: to ask the system for a few takes as long as to ask it for thousands. */
const STOCK_BYTES = 4_096;
/** Longer ones are secrets, and share their memory with nothing. */
const FROM_STOCK_MAX = 8;

export class RandomIds extends Ids {
  private stock = Buffer.alloc(0);
  private msecs = 0;
  private seq = 0;

  /** Those of one millisecond are counted up from a random number (RFC 9562 §6.2, method 1). */
  override uuid(): string {
    const now = Date.now();
    const random = this.fromStock(16);
    this.seq = now > this.msecs ? random.readUInt32BE(6) >>> 1 : this.seq + 1;
    this.msecs = Math.max(now, this.msecs);
    return v7({ random, msecs: this.msecs, seq: this.seq });
  }

  override bytes(count: number): Buffer {
    return count > FROM_STOCK_MAX ? randomBytes(count) : this.fromStock(count);
  }

  private fromStock(count: number): Buffer {
    if (this.stock.length < count) this.stock = randomBytes(STOCK_BYTES);
    const taken = this.stock.subarray(0, count);
    this.stock = this.stock.subarray(count);
    return taken;
  }
}
