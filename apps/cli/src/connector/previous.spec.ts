import type { AcceptedXml, Manifest } from '@fachwerk/connectors/contract';
import { describe, expect, it } from 'vitest';
import { broken, promisedBy } from './previous.js';

const XML: AcceptedXml = {
  type: 'dog',
  title: 'A dog',
  root: { namespace: 'urn:dogs', element: 'dog' },
  namespaces: {},
};

function between(before: object, after: object, wasIn: object = {}, isIn: object = {}): readonly string[] {
  const promised = (settings: object, container: object) => {
    const manifest = { version: '1.0.0', accepts: [{ ...XML, ...container }], settings: 's' } as unknown as Manifest;
    return promisedBy(manifest, { written: () => settings });
  };
  return broken(promised(before, wasIn), promised(after, isIn));
}

const listOf = (items: object): object => ({ properties: { dogs: { type: 'array', items } } });
const member = (dog: object, definitions: object = {}): object => ({ properties: { dog }, definitions });

describe('what takes something away', () => {
  it.each<[string, object, object, string]>([
    [
      'a member of what a list has',
      listOf({ type: 'object', properties: { name: {} } }),
      listOf({ type: 'object', properties: { name: {} }, required: ['name'] }),
      '/dogs/*/name is required now',
    ],
    [
      'a new member of what a list has',
      listOf({ type: 'object' }),
      listOf({ type: 'object', properties: { chip: {} }, required: ['chip'] }),
      '/dogs/*/chip is required now',
    ],
    ['values listed', member({ type: 'string' }), member({ enum: ['a', 'b'] }), '/dog may only be "a", "b" now'],
    ['a value gone', member({ enum: ['a', 'b'] }), member({ const: 'b' }), '/dog may not be "a" any more'],
    [
      'a value gone behind a reference',
      member({ $ref: '#/definitions/d' }, { d: { enum: ['a', 'b'] } }),
      member({ $ref: '#/definitions/d' }, { d: { enum: ['b'] } }),
      '/dog may not be "a" any more',
    ],
    [
      'another type',
      member({ type: 'string' }),
      member({ type: 'number' }),
      '/dog may have been string, now it has to be number',
    ],
    [
      'one type less',
      member({ type: ['string', 'null'] }),
      member({ type: 'string' }),
      '/dog may have been string or null, now it has to be string',
    ],
    [
      'values of another type',
      member({ enum: ['a', 1] }),
      member({ type: 'string' }),
      '/dog may have been string or integer, now it has to be string',
    ],
    ['part of a whole', member({}), { allOf: [member({}), { required: ['dog'] }] }, '/dog is required now'],
  ])('%s', (_what, before, after, sentence) => {
    expect(between(before, after)).toEqual([`the settings: ${sentence}`]);
  });

  it('a container', () => {
    const sentence = 'the type dog is not taken from a zip any more';
    expect(between({}, {}, { container: 'zip' }, {})).toEqual([sentence]);
    expect(between({}, {}, { container: 'zip' }, { container: 'pdf-attachment' })).toEqual([sentence]);
    expect(between({}, {}, {}, { container: 'zip' })).toEqual([]);
  });
});

describe('what takes nothing away', () => {
  it.each<[string, object, object]>([
    [
      'a new part that requires something',
      {},
      listOf({ type: 'object', properties: { name: {} }, required: ['name'] }),
    ],
    ['more values', member({ enum: ['a'] }), member({ enum: ['a', 'b'] })],
    ['any value of the type', member({ enum: ['a'] }), member({ type: 'string' })],
    ['any number', member({ type: 'integer' }), member({ type: 'number' })],
    ['the same, taken apart', member({ type: 'string' }), { allOf: [member({ type: 'string' })] }],
  ])('%s', (_what, before, after) => expect(between(before, after)).toEqual([]));
});
