/** A message that a connector refuses: what the key is read from is empty, or what is read once is there twice. */
import type { Leading, Leaf } from '../leaf.js';
import type { Prefixes } from './prefixes.js';
import type { MadeElement } from './write-xml.js';

export interface Refused {
  readonly why: string;
  readonly root: MadeElement;
}

/**
 * @param root of a message that is filed
 * @returns undefined where nothing is read of which there must be one
 */
export function refusedOf(root: MadeElement, leading: Leading, prefixes: Prefixes): Refused | undefined {
  const { key, file, subject, date, metadata } = leading;
  if (key?.required === true) {
    const emptied = changed(root, key, prefixes, empty);
    if (emptied !== undefined) return { why: 'key-empty', root: emptied };
  }
  for (const leaf of [key, subject, date, file, ...metadata]) {
    if (leaf === undefined || leaf.path.length === 0) continue;
    const repeated = changed(root, leaf, prefixes, twice);
    if (repeated !== undefined) return { why: `${leaf.name}-twice`, root: repeated };
  }
  return undefined;
}

type Change = (element: MadeElement, attribute: string | undefined) => readonly MadeElement[] | undefined;

function empty(element: MadeElement, attribute: string | undefined): readonly MadeElement[] | undefined {
  if (attribute === undefined) return [{ ...element, text: '' }];
  const attributes = element.attributes.map((one) => (one.name === attribute ? { ...one, value: '' } : one));
  return [{ ...element, attributes }];
}

function twice(element: MadeElement, attribute: string | undefined): readonly MadeElement[] | undefined {
  return attribute === undefined ? [element, element] : undefined;
}

/** @returns undefined when the value is not in the message */
function changed(root: MadeElement, leaf: Leaf, prefixes: Prefixes, change: Change): MadeElement | undefined {
  const attribute = leaf.path.at(-1)?.startsWith('@') === true ? leaf.name : undefined;
  const steps = attribute === undefined ? leaf.path : leaf.path.slice(0, -1);
  const found = below(root, steps);
  return found?.length === 1 ? found[0] : undefined;

  function below(element: MadeElement, [step, ...rest]: readonly string[]): readonly MadeElement[] | undefined {
    if (step === undefined) return change(element, attribute);
    for (const [index, child] of element.children.entries()) {
      if (prefixes.named(child.namespace, child.name) !== step) continue;
      const replaced = below(child, rest);
      if (replaced !== undefined) return [{ ...element, children: element.children.toSpliced(index, 1, ...replaced) }];
    }
    return undefined;
  }
}
