// What connectors for XÖV standards share: the header in its three forms, and the mark of test messages.
import { authorityOf, keyOf, refuseTest, readHeader, testMarkOf } from '@fachwerk/connectors/xoev';
import type { Element } from '@fachwerk/connectors/contract';
import { describe, expect, it } from 'vitest';
import { XmlGuard } from '../apps/hub/src/xml/guard.js';
import { openXml } from '../apps/hub/src/xml/read.js';

function rootOf(xml: string): Element {
  const body = Buffer.from(xml);
  const guard = new XmlGuard({ depthMax: 20, elementsMax: 1_000, attributesMax: 20 });
  guard.write(body);
  const opened = openXml(body, guard.end().elements);
  opened.dispose();
  return opened.root({});
}

const identification = (type = '0401'): string => `<identifikation.nachricht>
  <nachrichtenUUID>AAAAAAAA-1111-4222-8333-444444444444</nachrichtenUUID>
  <nachrichtentyp><code>${type}</code></nachrichtentyp>
  <erstellungszeitpunkt>2026-03-31T23:30:00.5+02:00</erstellungszeitpunkt>
</identifikation.nachricht>`;
const party = (id: string, name: string): string =>
  `<verzeichnisdienst listVersionID="3"><code>DVDV</code></verzeichnisdienst><kennung>${id}</kennung><name>${name}</name>`;
const unqualified = `<nachrichtenkopf.g2g>${identification()}
  <leser>${party('ags:12345678', 'Stadt Beispiel')}</leser><autor>${party('xyz:1', 'Amt')}</autor></nachrichtenkopf.g2g>`;
const qualified = unqualified.replace(/<(\/?)(nachr|ident|erst|leser|autor|verz|kenn|name)/g, '<$1b:$2');
const xinneres = `<nachrichtenkopf>${identification('0402')}<leser><behoerdenkennung>
    <praefix listVersionID="7"><code>ags</code></praefix><kennung listURI="u"><code>12345678</code></kennung>
  </behoerdenkennung><behoerdenname>Stadt Beispiel</behoerdenname></leser>
  <autor><behoerdenkennung><praefix><code>xyz</code></praefix><kennung>1</kennung></behoerdenkennung>
  <behoerdenname>Amt</behoerdenname></autor></nachrichtenkopf>`;
const message = (head: string, attributes = ''): Element =>
  rootOf(`<x:a.b.0401 xmlns:x="urn:x" xmlns:b="urn:b" produkt="P" version="1.2" ${attributes}>${head}</x:a.b.0401>`);

describe('the header', () => {
  it.each([
    ['unqualified', unqualified],
    ['qualified', qualified],
    ['of XInneres', xinneres],
  ])('%s is read the same', (_form, head) => {
    expect(readHeader('demo', message(head))).toMatchObject({
      number: '0401',
      messageId: 'aaaaaaaa-1111-4222-8333-444444444444',
      createdOn: '2026-03-31',
      author: { id: 'xyz:1', name: 'Amt' },
      reader: { id: 'ags:12345678', name: 'Stadt Beispiel' },
      metadata: { product: 'P', 'standard-version': '1.2', 'author-id': 'xyz:1', 'message-type': 'a.b.0401' },
    });
  });

  it('calls an authority by what it says of itself', () => {
    const author = (head: string): unknown => readHeader('demo', message(head)).author;
    expect(author(unqualified.replace('<name>Amt</name>', '<name/>'))).toEqual({ id: 'xyz:1', name: 'xyz:1' });
    expect(author(unqualified.replace('<kennung>xyz:1</kennung>', ''))).toEqual({ id: 'Amt', name: 'Amt' });
    const silent = unqualified.replace('<kennung>xyz:1</kennung><name>Amt</name>', '<kennung/><name/>');
    expect(author(silent)).toBeUndefined();
    expect(() => authorityOf(message(silent), 'autor')).toThrow(expect.objectContaining({ code: 'xml.value-empty' }));
  });

  it('says where it contradicts the root element', () => {
    expect(readHeader('demo', message(xinneres)).metadata['message-type-finding']).toContain('0402');
    expect(readHeader('demo', message(unqualified)).metadata).not.toHaveProperty('message-type-finding');
  });

  it.each([
    ['AAAAAAAA-1111', 'nachrichtenUUID>no<', 'demo.invalid-uuid'],
    ['2026-03-31T23:30:00.5+02:00', 'yesterday', 'demo.invalid-time'],
    ['2026-03-31T23', '2026-02-29T23', 'demo.invalid-time'],
  ])('without a %s that can be read is refused', (whole, instead, code) => {
    const head = unqualified.replace(instead.startsWith('nachr') ? /nachrichtenUUID>[^<]+</ : whole, instead);
    expect(() => readHeader('demo', message(head))).toThrow(expect.objectContaining({ code }));
  });
});

describe('the mark of a test message', () => {
  it.each(['true', 'false', '', 'Abnahme'])('is that the attribute is there: "%s"', (mark) => {
    const root = message(unqualified, `test="${mark}"`);
    expect(testMarkOf(root)).toBe(mark);
    expect(() => refuseTest('demo', root, {})).toThrow(
      expect.objectContaining({ code: 'demo.test-message', path: '/a.b.0401/@test' }),
    );
    expect(() => refuseTest('demo', root, { testMessages: 'reject' })).toThrow(/setting testMessages/);
    expect(() => refuseTest('demo', root, { testMessages: 'file' })).not.toThrow();
    expect(readHeader('demo', root).metadata['test-message']).toBe(mark === '' ? true : mark);
  });

  it('is not there without it', () => {
    expect(testMarkOf(message(unqualified))).toBeUndefined();
    expect(() => refuseTest('demo', message(unqualified), {})).not.toThrow();
    expect(readHeader('demo', message(unqualified)).metadata).not.toHaveProperty('test-message');
  });
});

describe('a key', () => {
  it('tells apart what its parts tell apart', () => {
    expect(keyOf('a/b', 'c')).not.toBe(keyOf('a', 'b/c'));
    expect(keyOf('a%2Fb')).not.toBe(keyOf('a/b'));
    expect(keyOf(' a\n b ')).toBe('a b');
  });

  it('is refused where cutting it off would make it that of something else', () => {
    expect(keyOf('x'.repeat(512))).toHaveLength(512);
    expect(() => keyOf('x'.repeat(500), 'y'.repeat(12))).toThrow(expect.objectContaining({ code: 'xoev.id-too-long' }));
  });
});
