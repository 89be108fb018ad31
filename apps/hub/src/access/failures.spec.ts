import { describe, expect, it } from 'vitest';
import { Failures } from './failures.js';

describe('failures', () => {
  it('are borne up to a number, then one for each that is forgotten', () => {
    let now = 0;
    const failures = new Failures({ max: 3, forgottenAfterMs: 60_000 }, () => now);
    expect([1, 2, 3].map(() => failures.take('erika'))).toEqual([0, 0, 0]);
    expect(failures.take('erika')).toBe(60);
    now = 59_001;
    expect(failures.take('erika')).toBe(1);
    now = 60_000;
    expect(failures.take('erika')).toBe(0);
    expect(failures.take('erika')).toBe(60);
    now = 10 * 60_000;
    expect([1, 2, 3].map(() => failures.take('erika'))).toEqual([0, 0, 0]);
  });

  it('of one do not count for another', () => {
    const failures = new Failures({ max: 1, forgottenAfterMs: 1_000 }, () => 0);
    expect([failures.take('a'), failures.take('b'), failures.take('a')]).toEqual([0, 0, 1]);
  });

  it('are none when it went well: whoever knows the password is never stopped', () => {
    const failures = new Failures({ max: 2, forgottenAfterMs: 1_000 }, () => 0);
    for (let time = 0; time < 100; time += 1) {
      expect(failures.take('a')).toBe(0);
      failures.giveBack('a');
    }
    failures.take('a');
    expect([failures.take('a'), failures.take('a')]).toEqual([0, 1]);
  });

  it('that are tried at once are not more than one after the other', () => {
    const failures = new Failures({ max: 5, forgottenAfterMs: 1_000 }, () => 0);
    const taken = Array.from({ length: 50 }, () => failures.take('a'));
    expect(taken.filter((seconds) => seconds === 0)).toHaveLength(5);
  });

  it('take no more memory than so many names', () => {
    const failures = new Failures({ max: 1, forgottenAfterMs: 1_000 }, () => 0);
    for (let number = 0; number < 30_000; number += 1) failures.take(`name ${number}`);
    // The first ones were let go of, the last ones were not.
    expect([failures.take('name 0'), failures.take('name 29999')]).toEqual([0, 1]);
  });
});
