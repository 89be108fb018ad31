import { describe, expect, it } from 'vitest';
import { prettyXml } from './pretty-xml.js';

describe('XML for reading', () => {
  it('has a line for each element, and leaves text with its element', () => {
    expect(prettyXml('<?xml version="1.0"?><a x="1>0"><b>text</b><c/><!-- <d> --><e><f>1</f></e></a>')).toBe(
      [
        '<?xml version="1.0"?>',
        '<a x="1>0">',
        '  <b>text</b>',
        '  <c/>',
        '  <!-- <d> -->',
        '  <e>',
        '    <f>1</f>',
        '  </e>',
        '</a>',
      ].join('\n'),
    );
  });

  it('keeps CDATA and entities as they are', () => {
    expect(prettyXml('<a><![CDATA[<b>]]></a><c>&#228;&lt;</c>')).toBe('<a><![CDATA[<b>]]></a>\n<c>&#228;&lt;</c>');
  });

  it('is the same once more', () => {
    const once = prettyXml('<a><b>1</b>\n   <c><d/></c></a>');
    expect(prettyXml(once)).toBe(once);
  });

  it('shows what is no XML all the same', () => {
    expect(prettyXml('<a><b></a> 1 < 2')).toContain('<');
    expect(prettyXml('plain')).toBe('plain');
  });
});
