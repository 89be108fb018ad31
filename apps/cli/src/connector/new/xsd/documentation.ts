import type { QualifiedNode } from '@fachwerk/hub/schema-sources';
import { xsdChildren } from './simple.js';

/** The first text of `xs:annotation`, in one line. */
export function documentationOf(node: QualifiedNode): string {
  const texts = xsdChildren(node)
    .filter(({ name }) => name === 'annotation')
    .flatMap((annotation) => xsdChildren(annotation).filter(({ name }) => name === 'documentation'))
    .map(({ text }) => text.trim().replaceAll(/\s+/g, ' '));
  return texts.find((text) => text !== '') ?? '';
}
