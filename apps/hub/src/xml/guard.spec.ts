import { describe, expect, it } from 'vitest';
import { XmlGuard, type XmlFacts } from './guard.js';

const limits = { depthMax: 5, elementsMax: 8, attributesMax: 3 };

function guarded(xml: string | Buffer, chunkBytes = Number.MAX_SAFE_INTEGER): XmlFacts {
  const guard = new XmlGuard(limits);
  const body = Buffer.from(xml);
  for (let at = 0; at < body.length; at += chunkBytes) guard.write(body.subarray(at, at + chunkBytes));
  return guard.end();
}

const nested = (depth: number): string => '<a>'.repeat(depth) + '</a>'.repeat(depth);
const bomb = `<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(50)}">]><r>&b;</r>`;

const good: readonly [string, string, Omit<XmlFacts, 'encoding'>][] = [
  ['the root, without a namespace', '<r/>', { namespace: '', element: 'r', elements: 1 }],
  [
    'the root, in a namespace',
    '<p:r xmlns:p="urn:x"><p:a/><b/></p:r>',
    { namespace: 'urn:x', element: 'r', elements: 3 },
  ],
  ['the root, in the default namespace', '<r xmlns="urn:x"/>', { namespace: 'urn:x', element: 'r', elements: 1 }],
  ['what stands before the root', '<!--<a/>--><?p <a/>?>\n<r>ü€😀</r>', { namespace: '', element: 'r', elements: 1 }],
  ['no elements in CDATA', '<r><![CDATA[<a/><b>]]></r>', { namespace: '', element: 'r', elements: 1 }],
  ['the deepest nesting allowed', nested(5), { namespace: '', element: 'a', elements: 5 }],
  ['the most elements allowed', `<r>${'<a/>'.repeat(7)}</r>`, { namespace: '', element: 'r', elements: 8 }],
  ['the most attributes allowed', '<r a="" b="" xmlns:c="c"/>', { namespace: '', element: 'r', elements: 1 }],
  [
    'attributes of each element for itself',
    '<r a="" b=""><s a="" b=""/></r>',
    { namespace: '', element: 'r', elements: 2 },
  ],
  ['XML 1.1 as XML 1.0', '<?xml version="1.1"?><r>\x85</r>', { namespace: '', element: 'r', elements: 1 }],
];

const bad: readonly [string, string | Buffer, string][] = [
  ['a DOCTYPE', '<!DOCTYPE r><r/>', 'xml.doctype'],
  ['an entity bomb', bomb, 'xml.doctype'],
  ['an external entity', '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>', 'xml.doctype'],
  ['an external DTD', '<!DOCTYPE r SYSTEM "http://127.0.0.1/x.dtd"><r/>', 'xml.doctype'],
  ['a DOCTYPE in UTF-16', Buffer.from(`\ufeff${bomb}`, 'utf16le'), 'xml.doctype'],
  ['a DOCTYPE that never ends', '<!DOCTYPE r [', 'xml.empty'],
  ['an undeclared entity', '<r>&nbsp;</r>', 'xml.not-well-formed'],
  ['an entity named like a property of objects', '<r>&constructor;</r>', 'xml.not-well-formed'],
  ['a reference to NUL', '<r>&#0;</r>', 'xml.not-well-formed'],
  ['a reference to half a surrogate pair', '<r>&#xD800;</r>', 'xml.not-well-formed'],
  ['a reference beyond Unicode', '<r>&#x110000;</r>', 'xml.not-well-formed'],
  ['a NUL', '<r>\0</r>', 'xml.not-well-formed'],
  ['a control character', '<r>\x07</r>', 'xml.not-well-formed'],
  ['too deep nesting', nested(6), 'xml.depth'],
  ['endless nesting', '<a>'.repeat(100_000), 'xml.depth'],
  ['too many elements', `<r>${'<a/>'.repeat(8)}</r>`, 'xml.elements'],
  ['too many attributes', '<r a="" b="" c="" d=""/>', 'xml.attributes'],
  ['too many namespaces', '<r xmlns:a="a" xmlns:b="b" xmlns:c="c" xmlns:d="d"/>', 'xml.attributes'],
  ['two roots', '<r/><r/>', 'xml.not-well-formed'],
  ['text behind the root', '<r/>x', 'xml.not-well-formed'],
  ['text before the root', 'x<r/>', 'xml.not-well-formed'],
  ['two byte order marks', '\ufeff\ufeff<r/>', 'xml.not-well-formed'],
  ['crossed tags', '<r><a></r></a>', 'xml.not-well-formed'],
  ['an end too early', '<r><a>', 'xml.not-well-formed'],
  ['an end within a tag', '<r a="', 'xml.not-well-formed'],
  ['an attribute given twice', '<r a="1" a="2"/>', 'xml.not-well-formed'],
  ['an attribute given twice by two prefixes', '<r xmlns:a="x" xmlns:b="x" a:c="" b:c=""/>', 'xml.attributes'],
  ['an attribute without quotes', '<r a=1/>', 'xml.not-well-formed'],
  ['a < in an attribute', '<r a="<"/>', 'xml.not-well-formed'],
  [']]> in text', '<r>]]></r>', 'xml.not-well-formed'],
  ['a declaration that is not first', ' <?xml version="1.0"?><r/>', 'xml.not-well-formed'],
  ['an encoding name that is none', '<?xml version="1.0" encoding="8bit"?><r/>', 'xml.not-well-formed'],
  ['an undeclared prefix', '<p:r/>', 'xml.prefix-undeclared'],
  ['an undeclared prefix of an attribute', '<r p:a=""/>', 'xml.prefix-undeclared'],
  ['a prefix named like a property of objects', '<constructor:r/>', 'xml.prefix-undeclared'],
  ['a prefix named __proto__', '<__proto__:r/>', 'xml.prefix-undeclared'],
  ['a local name that none begins with', '<p:-a xmlns:p="urn:p"/>', 'xml.not-well-formed'],
  ['a prefix that none begins with', '<r xmlns:\u00b7="urn:p"/>', 'xml.not-well-formed'],
  ['a name with two colons', '<p:a:b xmlns:p="urn:p"/>', 'xml.not-well-formed'],
  ['an instruction with a colon', '<?a:b?><r/>', 'xml.not-well-formed'],
  ['an instruction without a blank', '<?a?b?><r/>', 'xml.not-well-formed'],
  ['U+FEFF in a name', '<a\ufeffb/>', 'xml.name'],
  ['U+FEFF in the name of an attribute', '<r a\ufeff=""/>', 'xml.name'],
  ['U+1680 in a name', '<a\u1680b/>', 'xml.name'],
  ['nothing', '', 'xml.empty'],
  ['only a comment', '<!-- nothing -->', 'xml.empty'],
  ['only white space', ' \n', 'xml.empty'],
  ['no XML at all', '{"a":1}', 'xml.not-well-formed'],
  ['bytes of another encoding', Buffer.from('<r>\xe4</r>', 'latin1'), 'xml.encoding'],
];

describe('XML guard', () => {
  it.each(good)('finds %s', (_what, xml, facts) => {
    for (const chunkBytes of [1, 2, 3, 7, Number.MAX_SAFE_INTEGER]) {
      expect(guarded(xml, chunkBytes)).toEqual({ ...facts, encoding: 'utf-8' });
    }
  });

  it.each(bad)('refuses %s', (_what, xml, code) => {
    expect(() => guarded(xml)).toThrow(expect.objectContaining({ kind: 'rejected', code }));
    expect(() => guarded(xml, 1)).toThrow(expect.objectContaining({ kind: 'rejected', code }));
  });

  it('says where, and which prefix', () => {
    const values = { line: 2, column: 8, prefix: 'cbc' };
    expect(() => guarded('<r>\n<cbc:ID>')).toThrow(
      expect.objectContaining({ details: { values: expect.objectContaining(values) as unknown } }),
    );
  });

  it('names the limit that was exceeded', () => {
    expect(() => guarded(nested(6))).toThrow(/exceeds the limit of 5/);
  });
});
