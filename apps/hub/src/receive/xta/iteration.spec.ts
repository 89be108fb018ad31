import { describe, expect, it } from 'vitest';
import type { XmlNode } from '../../soap/write-xml.js';
import { beginning, continuing, requestIdOf } from './iteration.js';
import { element } from './tree.js';
import { OSCI, WSA } from './v211.js';

const id = (text: string): XmlNode => element(WSA, 'MessageID', { text });

function request(children: readonly XmlNode[], attributes: Readonly<Record<string, string>> = {}): XmlNode {
  const newEntry = attributes['newEntry'];
  const own = newEntry === undefined ? {} : { attributes: { newEntry } };
  return element(OSCI, 'MsgBoxStatusListRequest', {
    attributes,
    children: [element(OSCI, 'MsgSelector', { children, ...own })],
  });
}

const forge = (value: unknown): string =>
  `urn:fachwerk:msgbox:${Buffer.from(JSON.stringify(value)).toString('base64url')}`;

describe('an iteration', () => {
  it('begins with what the request says', () => {
    const asked = request(
      [
        id(' urn:1 '),
        id('urn:2'),
        element(WSA, 'RelatesTo', { text: 'urn:0' }),
        element(OSCI, 'MsgBoxEntryTimeFrom', { text: '2026-01-01T00:00:00Z' }),
        element(OSCI, 'MsgBoxEntryTimeTo', { text: '2026-02-01T00:00:00Z' }),
      ],
      { newEntry: 'true', maxListItems: '7', ListForm: 'MsgAtrributes' },
    );
    expect(beginning(asked)).toEqual({
      selector: {
        messageIds: ['urn:1', 'urn:2'],
        relatesTo: ['urn:0'],
        from: new Date('2026-01-01T00:00:00Z'),
        to: new Date('2026-02-01T00:00:00Z'),
        newOnly: true,
      },
      limit: 7,
      form: 'MsgAtrributes',
      part: 'Envelope',
      after: undefined,
    });
  });

  it('selects all, tells all and takes no more at once than anybody needs, unless it is told otherwise', () => {
    const plain = element(OSCI, 'MsgBoxStatusListRequest');
    expect(beginning(plain)).toMatchObject({ selector: {}, limit: 100, form: 'MessageMetaData' });
    expect(beginning({ ...plain, attributes: { maxListItems: '1000000' } })).toMatchObject({ limit: 500 });
  });

  it.each([undefined, '', ' \n '])('heeds an extension that says nothing (%j)', (text) => {
    const empty = element(OSCI, 'Extension', text === undefined ? {} : { text });
    expect(beginning(request([id('urn:1'), empty]))).toMatchObject({ selector: { messageIds: ['urn:1'] } });
  });

  it('does not begin with what cannot be heeded', () => {
    expect(beginning(request([element(OSCI, 'Extension', { text: 'newest' })]))).toBeUndefined();
    expect(beginning(request([element(OSCI, 'Extension', { children: [id('urn:1')] })]))).toBeUndefined();
    expect(beginning(request(Array.from({ length: 101 }, (_, index) => id(`urn:${index}`))))).toBeUndefined();
  });

  it('goes on where it was, with the same selection, by what the reader brings back', () => {
    const begun = beginning(request([id('urn:1')], { newEntry: '1', maxListItems: '2', MsgPart: 'Header' }))!;
    const last = { visibleFrom: new Date(12_345), id: '0197c0de-0000-7000-8000-000000000001' };
    const requestId = requestIdOf(begun, last);
    expect(requestId).toMatch(/^urn:fachwerk:msgbox:[\w-]+$/);
    expect(continuing(` ${requestId} `)).toEqual({ ...begun, after: last });
    // Nothing came: it goes on where it was.
    expect(continuing(requestIdOf(continuing(requestId)!, undefined))).toEqual({ ...begun, after: last });
  });

  const good = { l: 1, form: 1, part: 'Envelope' };
  it('takes what a gateway may have written', () => expect(continuing(forge(good))).toBeDefined());

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a list', []],
    ['no limit', { ...good, l: undefined }],
    ['a limit that is too high', { ...good, l: 501 }],
    ['a limit below one', { ...good, l: 0 }],
    ['another form', { ...good, form: 2 }],
    ['another part', { ...good, part: 'Foot' }],
    ['ids that are none', { ...good, m: [1] }],
    ['an id with a character that no database takes', { ...good, m: ['a\0'] }],
    ['too many ids', { ...good, r: Array.from({ length: 101 }, () => 'a') }],
    ['a time that is none', { ...good, f: 'x' }],
    ['a time that no database has', { ...good, t: 9e15 }],
    ['a place that is none', { ...good, a: [1, "' OR 1"] }],
    ['half a place', { ...good, a: [1] }],
  ])('refuses %s', (_what, value) => expect(continuing(forge(value))).toBeUndefined());

  it.each(['', 'urn:other:1', 'urn:fachwerk:msgbox:', 'urn:fachwerk:msgbox:!!', 'urn:fachwerk:msgbox:bm9uZQ'])(
    'refuses %j',
    (requestId) => expect(continuing(requestId)).toBeUndefined(),
  );
});
