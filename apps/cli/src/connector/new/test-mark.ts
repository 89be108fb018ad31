/**
 * The mark of a test message, as the base message of XÖV has it: an attribute `test` of the root, whatever it says. What
 * has it must not get into a productive file.
 */
import type { Found, FoundXml } from './found.js';
import type { Leaf } from './leaf.js';
import type { MadeElement } from './xsd/write-xml.js';

export const TEST_MARK = 'test';

export function isTestMark({ path }: Leaf): boolean {
  return path.length === 1 && path[0] === `@${TEST_MARK}`;
}

/** Types whose messages may have the mark. */
export function typesWithTests({ types }: Found): readonly FoundXml[] {
  return types.filter((type): type is FoundXml => type.syntax === 'xml' && type.mayBeTest);
}

export function isTest({ attributes }: MadeElement): boolean {
  return attributes.some(isMark);
}

export function withTestMark(root: MadeElement): MadeElement {
  const mark = { name: TEST_MARK, namespace: '', value: 'true' };
  return { ...root, attributes: [...withoutTestMark(root).attributes, mark] };
}

export function withoutTestMark(root: MadeElement): MadeElement {
  return { ...root, attributes: root.attributes.filter((attribute) => !isMark(attribute)) };
}

function isMark({ name, namespace }: MadeElement['attributes'][number]): boolean {
  return name === TEST_MARK && namespace === '';
}
