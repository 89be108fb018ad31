import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SchemasFolder } from '../config/schemas-folder.js';
import { Schemas } from '../json/schemas.js';
import { contentHash, decodeEnvelope, encodeEnvelope, type Envelope, type StoredPart } from './envelope.js';

const hash = (digit: string): string => digit.repeat(64);
const part = (name: string, digit = 'a'): StoredPart => ({
  name,
  mime: 'text/plain',
  sizeBytes: 1,
  sha256: hash(digit),
});
const envelope = (sizeBytes: number, inline: boolean, attachments: StoredPart[] = []): Envelope => ({
  version: 1,
  id: randomUUID(),
  tenant: randomUUID(),
  procedure: randomUUID(),
  connector: 'building-permits',
  senderKey: 'Schlüssel 😀',
  acceptedAt: '2026-11-23T10:00:00.000Z',
  stamp: { gateway: 'gateway-1', epoch: randomUUID(), seq: 1 },
  body: { mime: 'text/xml', syntax: 'xml', sizeBytes, sha256: hash('b'), inline },
  attachments,
});
const raw = (head: string, rest = Buffer.alloc(0), length = Buffer.byteLength(head)): Buffer => {
  const prefix = Buffer.alloc(4);
  prefix.writeUInt32BE(length);
  return Buffer.concat([prefix, Buffer.from(head), rest]);
};

describe('envelope', () => {
  it.each([0, 1, 70_000])('travels with a body of %i bytes, whatever they are', (sizeBytes) => {
    const travelling = { envelope: envelope(sizeBytes, true, [part('Größe.pdf')]), body: randomBytes(sizeBytes) };
    expect(decodeEnvelope(encodeEnvelope(travelling))).toEqual(travelling);
  });

  it('travels without a body that is in the content store', () => {
    const travelling = { envelope: envelope(70_000, false) };
    expect(decodeEnvelope(encodeEnvelope(travelling))).toEqual(travelling);
    expect(new Schemas(new SchemasFolder().path).check('hub/envelope.json')(travelling.envelope)).toEqual([]);
  });

  it('has a version of its own with an order key', () => {
    const travelling = { envelope: { ...envelope(70_000, false), version: 2 as const, orderKey: 'Flur 7' } };
    expect(decodeEnvelope(encodeEnvelope(travelling))).toEqual(travelling);
    expect(new Schemas(new SchemasFolder().path).check('hub/envelope.json')(travelling.envelope)).toEqual([]);
  });

  const text = JSON.stringify(envelope(3, true));
  it.each([
    ['nothing', Buffer.alloc(0)],
    ['less than a length', Buffer.alloc(3)],
    ['a length alone', raw('')],
    ['no JSON', raw('{')],
    ['JSON that is no envelope', raw('null')],
    ['JSON without a body', raw('{"version":1}')],
    [
      'JSON without attachments',
      raw(JSON.stringify({ ...envelope(3, true), attachments: undefined }), Buffer.from('abc')),
    ],
    ['JSON without a tenant', raw(JSON.stringify({ ...envelope(3, true), tenant: undefined }), Buffer.from('abc'))],
    [
      'JSON with half a stamp',
      raw(JSON.stringify({ ...envelope(3, true), stamp: { gateway: 'a' } }), Buffer.from('abc')),
    ],
    ['a later version', raw(text.replace('"version":1', '"version":4'), Buffer.from('abc'))],
    ['a length beyond the end', raw(text, Buffer.from('abc'), text.length + 100)],
    ['a body cut off', raw(text, Buffer.from('ab'))],
    ['more than the body', raw(text, Buffer.from('abcd'))],
    ['a body that should be in the content store', raw(JSON.stringify(envelope(3, false)), Buffer.from('abc'))],
    ['a length beyond the end, without a body', raw(JSON.stringify(envelope(3, false)), Buffer.alloc(0), 100_000)],
  ])('is not read from %s', (_what, bytes) => {
    expect(() => decodeEnvelope(bytes)).toThrow(
      expect.objectContaining({ kind: 'defect', code: 'envelope.unreadable' }),
    );
  });
});

describe('content of two transmissions', () => {
  const of = (digit: string, attachments: StoredPart[]): string =>
    contentHash({ body: { ...envelope(1, true).body, sha256: hash(digit) }, attachments }).toString('hex');

  it('is equal whatever differs around it', () => {
    const one = of('a', [part('x'), part('y')]);
    expect(of('a', [{ ...part('x'), mime: 'application/pdf' }, part('y')])).toBe(one);
    expect(one).toHaveLength(64);
  });

  it.each([
    ['the body', of('b', [part('x'), part('y')])],
    ['the name of an attachment', of('a', [part('x'), part('z')])],
    ['the bytes of an attachment', of('a', [part('x'), part('y', 'c')])],
    ['the order of attachments', of('a', [part('y'), part('x')])],
    ['their number', of('a', [part('x')])],
  ])('differs by %s', (_what, other) => expect(other).not.toBe(of('a', [part('x'), part('y')])));

  it('is not confused by names that look like what separates them', () => {
    const names = fc.array(fc.string({ maxLength: 5, unit: fc.constantFrom(...'",[]\\ a') }), { maxLength: 3 });
    fc.assert(
      fc.property(names, names, (one, two) => {
        const same =
          of(
            'a',
            one.map((name) => part(name)),
          ) ===
          of(
            'a',
            two.map((name) => part(name)),
          );
        expect(same).toBe(JSON.stringify(one) === JSON.stringify(two));
      }),
    );
  });
});
