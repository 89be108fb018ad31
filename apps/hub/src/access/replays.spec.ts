import { describe, expect, it } from 'vitest';
import type { Clock } from '../config/clock.js';
import { Replays } from './replays.js';

class SetClock implements Clock {
  at = 0;
  now(): Date {
    return new Date(this.at);
  }
}

describe('what was let in', () => {
  it('is let in again when it came to nothing', () => {
    const replays = new Replays(new SetClock(), 1);
    replays.once('a', new Date(1_000));
    replays.release('a');
    replays.once('a', new Date(1_000));
    expect(() => replays.once('a', new Date(1_000))).toThrow(expect.objectContaining({ code: 'access.replayed' }));
  });

  it('is not let in again until it is too old to be let in anyway', () => {
    const clock = new SetClock();
    const replays = new Replays(clock);
    replays.once('a', new Date(1_000));
    clock.at = 999;
    expect(() => replays.once('a', new Date(5_000))).toThrow(expect.objectContaining({ code: 'access.replayed' }));
    replays.once('b', new Date(5_000));
    clock.at = 1_000;
    replays.once('a', new Date(5_000));
  });

  it('is not forgotten to make room: who comes when it is full is told to come again', () => {
    const clock = new SetClock();
    const replays = new Replays(clock, 2);
    replays.once('a', new Date(3_000));
    replays.once('b', new Date(1_000));
    expect(() => replays.once('c', new Date(3_000))).toThrow(
      expect.objectContaining({ code: 'access.replays-full', kind: 'unavailable-shared' }),
    );
    expect(() => replays.once('a', new Date(3_000))).toThrow(expect.objectContaining({ code: 'access.replayed' }));
    clock.at = 1_000;
    // Behind one that stays.
    replays.once('c', new Date(3_000));
    expect(() => replays.once('a', new Date(3_000))).toThrow(expect.objectContaining({ code: 'access.replayed' }));
  });
});
