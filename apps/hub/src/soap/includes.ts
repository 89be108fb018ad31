/** XML-binary Optimized Packaging (W3C): elements whose content is a part beside the envelope. */
import { HubError } from '../errors/hub-error.js';
import type { SourceElement } from '../xml/source.js';
import { faultOf, type SoapFault } from './fault.js';

export const XOP_NAMESPACE = 'http://www.w3.org/2004/08/xop/include';

/** A xop:Include, and the Content-ID it leads to. */
export interface Include {
  readonly contentId: string;
  readonly element: SourceElement;
}

/**
 * All below an element, in document order.
 *
 * @throws SoapFault for one that leads somewhere else than to a part, shares its element, or leads where another does
 */
export function includesIn(root: SourceElement): readonly Include[] {
  const found: Include[] = [];
  const seen = new Set<string>();
  const look = (element: SourceElement): void => {
    if (element.name === 'Include' && element.namespace === XOP_NAMESPACE) {
      const include = { contentId: contentIdOf(element), element };
      if (seen.has(include.contentId)) throw refused('a part is included twice');
      seen.add(include.contentId);
      found.push(include);
      return;
    }
    for (const piece of element.content) if (typeof piece !== 'string') look(piece);
  };
  look(root);
  return found;
}

/** XOP, 3.2: the only child of its parent. RFC 2392: the Content-ID, percent-encoded, as a URL. */
function contentIdOf(element: SourceElement): string {
  const isAlone = element.parent?.content.every(
    (piece) => piece === element || (typeof piece === 'string' && piece.trim() === ''),
  );
  if (isAlone !== true || element.content.length > 0)
    throw refused('an Include is not the only content of its element');
  const href = element.attribute('href') ?? '';
  if (!/^cid:./i.test(href)) throw refused('an Include leads to no part of the request');
  try {
    return decodeURIComponent(href.slice('cid:'.length));
  } catch {
    throw refused('the address of an Include is none');
  }
}

export function refused(why: string): SoapFault {
  return faultOf(
    new HubError('rejected', 'soap.include-invalid', `The attachments of the request are inconsistent: ${why}.`, {
      values: { why },
    }),
  );
}
