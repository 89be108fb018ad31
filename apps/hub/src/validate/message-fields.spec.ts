import { describe, expect, it } from 'vitest';
import { openXml } from '../xml/read.js';
import { fieldsIn, type MessageField } from './message-fields.js';

const ofJson = (value: unknown): readonly MessageField[] => fieldsIn({ syntax: 'json', value });
function ofXml(text: string, elements: number): readonly MessageField[] {
  const bytes = Buffer.from(text);
  const xml = openXml(bytes, elements);
  try {
    return fieldsIn({ syntax: 'xml', xml, bytes });
  } finally {
    xml.dispose();
  }
}

describe('the fields of a message', () => {
  it('are the values of JSON by their pointers, lists as a whole and one by one', () => {
    expect(
      ofJson({ 'a/b~c': 1, list: ['x', 'y'], objects: [{ n: true }], nothing: null, empty: '', none: [] }),
    ).toEqual([
      { path: '/a~1b~0c', value: '1' },
      { path: '/list', value: 'x', times: 2 },
      { path: '/list/0', value: 'x' },
      { path: '/list/1', value: 'y' },
      { path: '/objects/0/n', value: 'true' },
    ]);
    expect(ofJson({ list: ['only'] })[0]).toEqual({ path: '/list', value: 'only', times: 1 });
  });

  it('are the texts and attributes of XML by their local names, repeated ones once', () => {
    const text = '<p:r xmlns:p="urn:x" id="7"><p:a k="v"> one </p:a><p:b><p:c>1</p:c><p:c>2</p:c></p:b><p:d/></p:r>';
    expect(ofXml(text, 6)).toEqual([
      { path: '@id', value: '7' },
      { path: 'a/@k', value: 'v' },
      { path: 'a', value: 'one' },
      { path: 'b/c', value: '1', times: 2 },
    ]);
    expect(ofXml('<r>alone</r>', 1)).toEqual([{ path: '.', value: 'alone' }]);
  });

  it('are no more than anybody can choose from, and short', () => {
    const many = ofJson(Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`f${at}`, 'x'.repeat(10_000)])));
    expect(many).toHaveLength(500);
    expect(many[0]!.value.length).toBeLessThanOrEqual(201);
  });
});
