// What the quick look accepts, and that the guard accepts the same with the same count. `read.spec.ts` asks the same of
// real messages, and the fuzzer of changed ones.
import { diag } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { HubError } from '../errors/hub-error.js';
import { XmlGuard } from './guard.js';
import { elementsOfPlainXml } from './plain-xml.js';

const limits = { depthMax: 5, elementsMax: 1_000, attributesMax: 3 };
const XML_URI = 'http://www.w3.org/XML/1998/namespace';

function guarded(body: Buffer): number | undefined {
  const guard = new XmlGuard(limits);
  try {
    guard.write(body);
    return guard.end().elements;
  } catch (error) {
    if (error instanceof HubError) return undefined;
    throw error;
  }
}

const plain: readonly [string, string, number][] = [
  ['an element', '<r/>', 1],
  ['a declaration', `<?xml version='1.0' encoding="utf-8" standalone='yes' ?><r/>`, 1],
  ['a byte order mark', '\ufeff<?xml version="1.0"?><r/>', 1],
  ['namespaces', '<p:r xmlns:p="urn:p" xmlns="urn:d"><a p:b="1"/></p:r>', 2],
  ['comments and CDATA', '<!-- x --><r>a<!-- y --><![CDATA[<b/>]]><c/>&#228;&amp;</r><!-- z -->', 2],
  ['the deepest nesting allowed', `${'<a>'.repeat(5)}${'</a>'.repeat(5)}`, 5],
  ['the most attributes allowed', '<r a="" xmlns:b="urn:b" b:a=""/>', 1],
  ['as many bytes as there could be elements in', `<r>${'<a/>'.repeat(998)}</r>`, 999],
  ['what lies beyond the BMP', '<r>😀</r>', 1],
];

const unusual: readonly [string, string | Buffer][] = [
  ['nothing', ''],
  ['what is not well-formed', '<r><a></r></a>'],
  ['an undeclared prefix', '<p:r/>'],
  ['a name with two colons', '<p:a:b xmlns:p="urn:p"/>'],
  ['a local name that none begins with', '<p:-a xmlns:p="urn:p"/>'],
  ['a DOCTYPE', '<!DOCTYPE r><r/>'],
  ['an entity bomb', `<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(50)}">]><r>&b;</r>`],
  ['XML 1.1', '<?xml version="1.1"?><r/>'],
  ['another encoding', Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><r>\xe4</r>', 'latin1')],
  ['another encoding in name only', '<?xml version="1.0" encoding="ISO-8859-1"?><r/>'],
  ['UTF-16', Buffer.from('\ufeff<r/>', 'utf16le')],
  ['bytes that are no UTF-8', Buffer.from('<r>\xe4</r>', 'latin1')],
  ['a NUL behind the root', '<r/>\0'],
  ['an instruction', '<?xml version="1.0"?><?p x?><r/>'],
  ['a declaration behind a blank', ' <?xml version="1.0"?><r/>'],
  ['two byte order marks', '\ufeff\ufeff<r/>'],
  ['a name with an invisible character', '<r\u1680/>'],
  ['an invisible character anywhere', '<r>\ufeff</r>'],
  ['a namespace that is no URI', '<r xmlns="a b"/>'],
  ['a declaration that libxml2 drops', `<r xmlns:xml="${XML_URI}"/>`],
  ['too deep nesting', `${'<a>'.repeat(6)}${'</a>'.repeat(6)}`],
  ['too many attributes', '<r a="" b="" c="" d=""/>'],
  ['too many namespaces', '<r xmlns:a="urn:a" xmlns:b="urn:b" xmlns:c="urn:c" xmlns:d="urn:d"/>'],
  ['more bytes than there may be elements in', `<r>${'<a/>'.repeat(999)}</r>`],
];

describe('a quick look', () => {
  it.each(plain)('counts as the guard does: %s', (_what, text, elements) => {
    expect(elementsOfPlainXml(Buffer.from(text), limits)).toBe(elements);
    expect(guarded(Buffer.from(text))).toBe(elements);
  });

  it.each(unusual)('leaves %s to the guard', (_what, body) => {
    expect(elementsOfPlainXml(Buffer.from(body), limits)).toBeUndefined();
  });

  it('leaves nothing behind', () => {
    diag.configure({ enabled: true });
    try {
      for (const [, body] of [...plain, ...unusual]) elementsOfPlainXml(Buffer.from(body), limits);
      expect(diag.report()).toEqual({});
    } finally {
      diag.configure({ enabled: false });
    }
  });
});
