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

export class RandomIds extends Ids {
  override uuid(): string {
    return v7();
  }
  override bytes(count: number): Buffer {
    return randomBytes(count);
  }
}
