import { Rejected, type Element } from '../contract/index.js';
import { cut } from '../xoev/index.js';
import { fieldsWithin, type Fields } from './fields.js';

/** A record at the top of a message (Schriftgutobjekt). */
export interface HandedOver {
  readonly kind: 'file' | 'case' | 'document';
  readonly record: Element;
  /** Key of the record it shall be put into (0605, IDContainer). */
  readonly container?: string;
  /** What the message says about it beside the record itself (0605). */
  readonly fields: Fields;
}

const KINDS: Readonly<Record<string, HandedOver['kind']>> = {
  Akte: 'file',
  Vorgang: 'case',
  Dokument: 'document',
  DokumentMitSchriftstueck: 'document',
  DokumentOderDokumentMitSchriftstueck: 'document',
};
const ORDER = ['file', 'case', 'document'];

/** Files before cases before documents, because a record may be put into another one of the message. */
export function handedOver(root: Element): readonly HandedOver[] {
  const all = [
    ...root.many('Schriftgutobjekt').flatMap((choice) => recordsIn(choice, [], undefined)),
    ...root.many('SchriftgutobjektZumAblegen').flatMap((order) => {
      const fields = fieldsWithin(order, new Set(['Schriftgutobjekt']));
      return order
        .many('Schriftgutobjekt')
        .flatMap((choice) => recordsIn(choice, fields, order.maybe.text('IDContainer')));
    }),
  ];
  if (all.length > 0) return all.toSorted((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind));
  throw new Rejected(
    'xdomea.no-record',
    'The message hands over no record. Send at least one Schriftgutobjekt with an Akte, a Vorgang or a Dokument.',
    root.path,
  );
}

function recordsIn(choice: Element, fields: Fields, container: string | undefined): readonly HandedOver[] {
  return choice.children.flatMap((record) => {
    const kind = Object.hasOwn(KINDS, record.name) ? KINDS[record.name] : undefined;
    if (kind === undefined) return [];
    return [{ kind, record, fields, ...(container === undefined ? {} : { container: keyOf(container) }) }];
  });
}

/** Keys of records are UUIDs in lower case; what is no UUID is lower case as well, on both sides. */
function keyOf(container: string): string {
  return cut(container.replace(/\s+/g, ' ').toLowerCase(), 512);
}
