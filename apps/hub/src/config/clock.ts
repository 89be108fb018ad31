import { randomBytes, randomUUID } from 'node:crypto';

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
  abstract uuid(): string;
  abstract bytes(count: number): Buffer;
}

export class RandomIds extends Ids {
  override uuid(): string {
    return randomUUID();
  }
  override bytes(count: number): Buffer {
    return randomBytes(count);
  }
}
