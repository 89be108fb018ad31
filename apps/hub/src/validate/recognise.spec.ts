import type { AcceptedJson, AcceptedXml, Manifest } from '@fachwerk/connectors/contract';
import { describe, expect, it } from 'vitest';
import { SchemasFolder } from '../config/schemas-folder.js';
import { Schemas } from '../json/schemas.js';
import { isXmlType, recognise } from './recognise.js';

const schemas = new Schemas(new SchemasFolder().path);
const xml = (type: string, namespace: string, element: string): AcceptedXml => ({
  type,
  title: type,
  root: { namespace, element },
  namespaces: {},
});
const json = (type: string, jsonSchema: string): AcceptedJson => ({ type, title: type, jsonSchema });
const manifest = (...accepts: Manifest['accepts']): Manifest => ({
  name: 'permits',
  title: 'Permits',
  version: '1.0.0',
  stability: 'draft',
  contract: 1,
  settings: 'hub/config.json',
  accepts,
});
const mixed = manifest(
  xml('order.v1', 'urn:order:1', 'order'),
  xml('order.v2', 'urn:order:2', 'order'),
  xml('bare', '', 'order'),
  json('stamp', 'hub/envelope.json#/definitions/Stamp'),
  json('part', 'hub/envelope.json#/definitions/StoredPart'),
);
const ofXml = (namespace: string, element: string, from = mixed): string =>
  recognise(from, { syntax: 'xml', namespace, element }, schemas).type;
const ofJson = (value: unknown, from = mixed): string => recognise(from, { syntax: 'json', value }, schemas).type;
const stamp = { gateway: 'g', epoch: '6f1b0f0e-7d1e-4c0b-8d5a-0a8f0c6f3b11', seq: 1 };
const refusal = (code: string, details: object): unknown =>
  expect.objectContaining({ kind: 'rejected', code, details });

describe('recognising a message', () => {
  it.each([
    ['urn:order:1', 'order', 'order.v1'],
    ['urn:order:2', 'order', 'order.v2'],
    ['', 'order', 'bare'],
  ])('by the root {%s}%s of XML', (namespace, element, type) => expect(ofXml(namespace, element)).toBe(type));

  it.each([
    ['urn:order:3', 'order'],
    ['urn:order:1', 'Order'],
    ['urn:order:1 ', 'order'],
    ['', 'part'],
  ])('refuses the root {%s}%s, and says what is accepted', (namespace, element) => {
    const values = {
      connector: 'permits',
      found: `{${namespace}}${element}`,
      accepted: expect.stringContaining(
        '{urn:order:1}order, {urn:order:2}order, {}order, JSON hub/envelope.json',
      ) as string,
    };
    expect(() => ofXml(namespace, element)).toThrow(refusal('message.type-unknown', { values }));
  });

  it('by any root where a type takes any, after those that name theirs', () => {
    const any = (type: string, root: AcceptedXml['root']): AcceptedXml => ({ type, title: type, root, namespaces: {} });
    const open = manifest(any('any', {}), any('namespace', { namespace: 'urn:a' }), xml('named', 'urn:a', 'order'));
    expect(ofXml('urn:a', 'order', open)).toBe('named');
    expect(ofXml('urn:a', 'other', open)).toBe('namespace');
    expect(ofXml('urn:b', 'order', open)).toBe('any');
    expect(ofXml('', 'order', open)).toBe('any');
    expect(schemas.check('hub/manifest.json')({ ...open })).toEqual([]);
    expect(schemas.check('hub/manifest.json')(manifest(any('odd', { element: 'order' })))).not.toEqual([]);
  });

  it('by the first schema that JSON satisfies', () => {
    expect(ofJson(stamp)).toBe('stamp');
    expect(ofJson({ name: 'x', mime: 'a/b', sizeBytes: 0, sha256: 'a'.repeat(64) })).toBe('part');
    const twice = manifest(
      json('first', 'hub/envelope.json#/definitions/Stamp'),
      json('second', 'hub/envelope.json#/definitions/Stamp'),
    );
    expect(ofJson(stamp, twice)).toBe('first');
  });

  it('says what is wrong when only one schema can be meant', () => {
    const single = manifest(
      xml('order.v1', 'urn:order:1', 'order'),
      json('stamp', 'hub/envelope.json#/definitions/Stamp'),
    );
    const problem = '/seq must be >= 1';
    expect(() => ofJson({ ...stamp, seq: 0 }, single)).toThrow(
      refusal('json.schema', { path: '/seq', values: { type: 'stamp', problem } }),
    );
  });

  it.each([[mixed], [manifest(xml('order.v1', 'urn:order:1', 'order'))]])(
    'refuses JSON that is none of several types, or where none is JSON (%#)',
    (from) => {
      const values = expect.objectContaining({ found: 'JSON that satisfies no schema' }) as unknown;
      expect(() => ofJson(null, from)).toThrow(refusal('message.type-unknown', { values }));
    },
  );

  it('refuses XML where every type is JSON', () => {
    expect(() => ofXml('', 'stamp', manifest(json('stamp', 'hub/envelope.json#/definitions/Stamp')))).toThrow(
      expect.objectContaining({ code: 'message.type-unknown' }),
    );
  });

  it('tells the types apart', () => {
    expect(mixed.accepts.map(isXmlType)).toEqual([true, true, true, false, false]);
  });
});
