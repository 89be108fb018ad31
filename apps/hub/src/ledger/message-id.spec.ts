import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { acceptedAtOf, isOurs, newMessageId } from './message-id.js';

const key = { name: 'a', secret: randomBytes(32) };
const owner = { tenant: randomUUID(), procedure: randomUUID() };
const at = new Date('2026-11-23T10:11:12.345Z');

describe('message id', () => {
  it('tells when it was given, to the millisecond', () => {
    expect(acceptedAtOf(newMessageId(at, randomBytes(6), owner, key))).toEqual(at);
  });

  it('is known as ours by the owner and a key of the ring, also an old key', () => {
    const id = newMessageId(at, randomBytes(6), owner, key);
    const newer = { name: 'b', secret: randomBytes(32) };
    expect(isOurs(id, owner, [newer, key])).toBe(true);
    expect(isOurs(id, owner, [newer])).toBe(false);
  });

  it('is not valid for another procedure or tenant, nor when a digit was changed', () => {
    const id = newMessageId(at, randomBytes(6), owner, key);
    expect(isOurs(id, { ...owner, procedure: randomUUID() }, [key])).toBe(false);
    expect(isOurs(id, { ...owner, tenant: randomUUID() }, [key])).toBe(false);
    const changed = id.slice(0, 7) + (id[7] === '0' ? '1' : '0') + id.slice(8);
    expect(isOurs(changed, owner, [key])).toBe(false);
  });

  it('refuses what has another form', () => {
    for (const id of ['', 'x', randomUUID(), newMessageId(at, randomBytes(6), owner, key).toUpperCase()]) {
      expect(acceptedAtOf(id)).toBeUndefined();
      expect(isOurs(id, owner, [key])).toBe(false);
    }
  });

  it('differs for messages of the same millisecond', () => {
    const ids = Array.from({ length: 1000 }, () => newMessageId(at, randomBytes(6), owner, key));
    expect(new Set(ids).size).toBe(1000);
  });
});
