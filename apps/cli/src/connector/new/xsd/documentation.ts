import type { QualifiedNode } from '@fachwerk/hub/schema-sources';
import { xsdChildren } from './simple.js';

/** What an XÖV standard calls a message: `<title>` beside the documentation. */
export function titleOf(node: QualifiedNode): string {
  const notes = xsdChildren(node)
    .filter(({ name }) => name === 'annotation')
    .flatMap((annotation) => xsdChildren(annotation).filter(({ name }) => name === 'appinfo'));
  const title = notes.flatMap(({ children }) => children).find(({ name }) => name === 'title');
  return title?.text.trim().replaceAll(/\s+/g, ' ') ?? '';
}

/** The first text of `xs:annotation`, in one line. */
export function documentationOf(node: QualifiedNode): string {
  const texts = xsdChildren(node)
    .filter(({ name }) => name === 'annotation')
    .flatMap((annotation) => xsdChildren(annotation).filter(({ name }) => name === 'documentation'))
    .map(({ text }) => text.trim().replaceAll(/\s+/g, ' '));
  return texts.find((text) => text !== '') ?? '';
}
