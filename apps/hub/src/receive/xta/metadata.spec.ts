import { describe, expect, it } from 'vitest';
import type { XmlNode } from '../../soap/write-xml.js';
import { checkedMessageId, completed, readMetadata, timeOf } from './metadata.js';
import { child, childrenOf, element, textOf } from './tree.js';
import { META, WSA } from './v211.js';

const meta = (name: string, children: readonly XmlNode[]): XmlNode => element(META, name, { children });
const text = (name: string, value: string): XmlNode => element(META, name, { text: value });
const party = (name: string, identifier: string): XmlNode =>
  meta(name, [element(META, 'Identifier', { attributes: { type: 'xoev' }, text: ` ${identifier} ` })]);

function metadata(delivery: readonly XmlNode[] = [], attributes: Readonly<Record<string, string>> = {}): XmlNode {
  return {
    ...meta('MessageMetaData', [
      meta('DeliveryAttributes', delivery),
      meta('Originators', [party('Author', 'a')]),
      meta('Destinations', [party('Reader', 'r')]),
      meta('MsgIdentification', [
        element(WSA, 'MessageID', { text: ' urn:x:1\n' }),
        text('In-Reply-To', 'urn:x:0'),
        text('In-Reply-To', 'urn:x:00'),
      ]),
      meta('Qualifier', [text('Service', 'urn:service')]),
    ]),
    attributes,
  };
}

const names = (node: XmlNode): readonly string[] =>
  (child(node, META, 'DeliveryAttributes')?.children ?? []).map(({ name }) => name);

describe('MessageMetaData', () => {
  it('says who sends what to whom', () => {
    expect(readMetadata(metadata())).toEqual({
      author: { type: 'xoev', identifier: 'a' },
      reader: { type: 'xoev', identifier: 'r' },
      messageId: 'urn:x:1',
      relatesTo: ['urn:x:0', 'urn:x:00'],
      service: 'urn:service',
      notBefore: undefined,
      isTest: false,
    });
  });

  it('says not before when, and whether it is a test', () => {
    const { notBefore } = readMetadata(metadata([text('NotBefore', '2026-01-02T03:04:05+01:00')]));
    expect(notBefore?.toISOString()).toBe('2026-01-02T02:04:05.000Z');
    for (const mark of ['true', '1', ' true ']) expect(readMetadata(metadata([], { TestMsg: mark })).isTest).toBe(true);
    expect(readMetadata(metadata([], { TestMsg: 'false' })).isTest).toBe(false);
  });

  it('is given the times of the server, in the order of the schema, in place of what an author made up', () => {
    const sent = [
      text('Origin', 'o'),
      text('Delivery', 'made up'),
      text('Reception', 'made up'),
      text('ServiceQuality', 'q'),
    ];
    const times = { initialSend: new Date(1_000), delivery: new Date(2_000), initialFetch: new Date(3_000) };
    const done = completed(metadata(sent), times, 7);
    expect(names(done)).toEqual(['Origin', 'InitialSend', 'Delivery', 'InitialFetch', 'ServiceQuality']);
    expect(textOf(child(done, META, 'DeliveryAttributes', 'Delivery'))).toBe('1970-01-01T00:00:02.000Z');
    expect(textOf(done.children!.at(-1))).toBe('7');
  });

  it('keeps when it was first sent, and its size, as the author says', () => {
    const given = metadata([text('InitialSend', 'earlier')]);
    const done = completed(
      { ...given, children: [...given.children!, text('MsgSize', '9')] },
      { initialSend: new Date(0) },
      7,
    );
    expect(textOf(child(done, META, 'DeliveryAttributes', 'InitialSend'))).toBe('earlier');
    expect(childrenOf(done, META, 'MsgSize').map(textOf)).toEqual(['9']);
  });

  it('has no size where there is none: the schema knows no zero', () => {
    expect(childrenOf(completed(metadata(), { initialSend: new Date(0) }, 0), META, 'MsgSize')).toEqual([]);
  });
});

describe('a MessageID', () => {
  it.each(['urn:de:xta:messageid:x:1', 'http://a/b?c', 'mid:a@b'])('is a URI: %s', (id) => {
    expect(checkedMessageId(id)).toBe(id);
  });

  it.each(['', 'plain', '1:a', 'urn:a b', 'urn:', 'urn:a\u0000', `urn:${'x'.repeat(509)}`])('is not %j', (id) => {
    expect(() => checkedMessageId(id)).toThrow(expect.objectContaining({ code: 'xta.message-id-invalid' }));
  });
});

it.each([
  ['2026-01-02T03:04:05', '2026-01-02T03:04:05.000Z'],
  ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.000Z'],
  ['2026-01-02T03:04:05-05:00', '2026-01-02T08:04:05.000Z'],
])('the time %s is %s', (given, expected) => expect(timeOf(given)?.toISOString()).toBe(expected));
