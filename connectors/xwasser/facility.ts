import type { Element } from '../contract/index.js';
import { keyOf } from '../xoev/index.js';

/** What a plan or report is about, as far as it says so by an id that stays: it has the case file. */
export interface Facility {
  readonly key: string;
  /** For the title of the case file. */
  readonly called: string;
  /** What the message calls it; it may be the name of a person. */
  readonly name?: string | undefined;
}

/**
 * The facility (Anlage nach § 2 TrinkwV), else the supply area, else the building or tap that is called an object. Which
 * of them a message has is up to the sender: all are optional. One that names several of a kind is about none of them
 * in particular. References within the message (xs:IDREF) are no ids: they mean nothing outside of it.
 */
export function facilityOf(content: Element, root: Element): Facility | undefined {
  const facility = only(content.many('anlageNachTrinkwV/anlageNachTrinkwVID'));
  if (facility !== undefined) {
    const name = only(content.many('anlageNachTrinkwV/nameDerAnlage'));
    return { key: keyOf('facility', facility), called: `Anlage ${facility}`, name };
  }
  const area = only([
    ...root.many('zusatzinformationen/wasserversorgungsgebietID'),
    ...content.many('anlageNachTrinkwV/wasserversorgungsgebietID'),
    ...content.many('objekt/wasserversorgungsgebietID'),
  ]);
  if (area !== undefined) return { key: keyOf('supply-area', area), called: `Wasserversorgungsgebiet ${area}` };
  const object = only(content.many('objekt/objektID'));
  // The name of an object may be somebody's address; its id is not.
  return object === undefined ? undefined : { key: keyOf('object', object), called: `Objekt ${object}` };
}

/** The one text that is there, however often. */
function only(elements: readonly Element[]): string | undefined {
  const [first, ...others] = new Set(elements.flatMap((element) => element.maybe.text('.') ?? []));
  return others.length === 0 ? first : undefined;
}
