import { Rejected, type Element } from '../contract/index.js';
import type { Fields } from '../fields/fields.js';

/**
 * Fields of an XML message, by paths of local names from below the root element; whatever namespace an element is in. A
 * path that several elements match is refused by the `Element` itself.
 */
export class XmlFields implements Fields {
  readonly connector = 'xml-generic';

  constructor(private readonly root: Element) {}

  text(path: string): string | undefined {
    const element = attributeOf(path) === undefined ? this.root.maybe.one(path) : undefined;
    if (element !== undefined) noElementsIn(element);
    return this.root.maybe.text(path);
  }

  texts(path: string): readonly string[] {
    const attribute = attributeOf(path);
    const elements = this.root.many(attribute === undefined ? path : path.slice(0, -attribute.length - 1) || '.');
    if (attribute === undefined) elements.forEach(noElementsIn);
    return elements.flatMap((element) => {
      const text = element.maybe.text(attribute ?? '.');
      return text === undefined ? [] : [text];
    });
  }

  placeOf(path: string): string {
    return path === '.' ? this.root.path : `${this.root.path}/${path}`;
  }
}

/** The last step of a path that ends in an attribute, with its `@`. */
function attributeOf(path: string): string | undefined {
  const last = path.slice(path.lastIndexOf('/') + 1);
  return last.startsWith('@') ? last : undefined;
}

/** The texts of several elements, joined without a space between them, are no value. */
function noElementsIn({ children, path }: Element): void {
  const [child] = children;
  if (child === undefined) return;
  const sentence = `${path} has other elements in it (${child.name}), but a single value is needed here.`;
  throw new Rejected('xml-generic.no-single-value', sentence, path);
}
