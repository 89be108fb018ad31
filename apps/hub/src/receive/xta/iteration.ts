/**
 * Which messages of a mailbox a request asks for, and where the next one goes on. All of it is in the MsgBoxRequestID that
 * the reader brings back: any gateway can go on, also after a restart, and nothing has to be kept for readers that never
 * come back. It opens nothing: whose mailbox it is, is asked of each request anew.
 */
import type { MailboxPlace, MailboxSelector } from '../../ledger/xta/order.js';
import type { XmlNode } from '../../soap/write-xml.js';
import { timeOf } from './metadata.js';
import { child, childrenOf, textOf } from './tree.js';
import { OSCI, WSA } from './v211.js';

export type ListForm = 'MsgAtrributes' | 'MessageMetaData';
export type MessagePart = 'Envelope' | 'Header' | 'Body';

/** Whose fields of the first request count for all that follow. */
export interface Iteration {
  readonly selector: Omit<MailboxSelector, 'party'>;
  /** Of lists. */
  readonly limit: number;
  readonly form: ListForm;
  /** Of messages. */
  readonly part: MessagePart;
  /** Behind what it goes on; undefined at its beginning. */
  readonly after: MailboxPlace | undefined;
}

const PREFIX = 'urn:fachwerk:msgbox:';
const LIST_ITEMS_MAX = 500;
const LIST_ITEMS = 100;
/** All of them are repeated in the MsgBoxRequestID. */
const IDS_MAX = 100;
const ID_LENGTH_MAX = 512;
const REQUEST_ID_LENGTH_MAX = 200_000;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** @returns undefined when what it selects by cannot be heeded: to leave it out would select more than was asked for */
export function beginning(request: XmlNode): Iteration | undefined {
  const selector = selectorOf(child(request, OSCI, 'MsgSelector'));
  if (selector === undefined) return undefined;
  const { maxListItems, ListForm: form, MsgPart: part } = request.attributes ?? {};
  return {
    selector,
    limit: Math.min(maxListItems === undefined ? LIST_ITEMS : Number(maxListItems), LIST_ITEMS_MAX),
    // What the schema calls so. XTA's readers want to know of what they will get; the shorter form is OSCI's.
    form: form === 'MsgAtrributes' ? form : 'MessageMetaData',
    part: part === 'Header' || part === 'Body' ? part : 'Envelope',
    after: undefined,
  };
}

function selectorOf(node: XmlNode | undefined): Iteration['selector'] | undefined {
  const messageIds = childrenOf(node, WSA, 'MessageID').map((id) => textOf(id) ?? '');
  const relatesTo = childrenOf(node, WSA, 'RelatesTo').map((id) => textOf(id) ?? '');
  const isTooMuch = messageIds.length > IDS_MAX || relatesTo.length > IDS_MAX;
  if (isTooMuch || saysMore(child(node, OSCI, 'Extension'))) return undefined;
  const [from, to] = ['MsgBoxEntryTimeFrom', 'MsgBoxEntryTimeTo'].map((name) => textOf(child(node, OSCI, name)));
  const [fromAt, toAt] = [from, to].map((text) => (text === undefined ? undefined : timeOf(text)));
  if ((from !== undefined && fromAt === undefined) || (to !== undefined && toAt === undefined)) return undefined;
  return {
    ...(messageIds.length === 0 ? {} : { messageIds }),
    ...(relatesTo.length === 0 ? {} : { relatesTo }),
    ...(fromAt === undefined ? {} : { from: fromAt }),
    ...(toAt === undefined ? {} : { to: toAt }),
    ...(['true', '1'].includes(node?.attributes?.['newEntry']?.trim() ?? '') ? { newOnly: true } : {}),
  };
}

/** An empty one selects by nothing: some libraries write every element of a type, with gSOAP's clients among them. */
function saysMore(extension: XmlNode | undefined): boolean {
  return (extension?.children ?? []).length > 0 || (textOf(extension) ?? '') !== '';
}

interface Written {
  readonly m?: readonly string[];
  readonly r?: readonly string[];
  readonly f?: number;
  readonly t?: number;
  readonly n?: 1;
  readonly l: number;
  readonly form: 0 | 1;
  readonly part: MessagePart;
  readonly a?: readonly [number, string];
}

/** The MsgBoxRequestID by which it goes on behind the last of what was answered. */
export function requestIdOf(iteration: Iteration, last: MailboxPlace | undefined): string {
  const { selector, limit, form, part } = iteration;
  const after = last ?? iteration.after;
  const written: Written = {
    ...(selector.messageIds === undefined ? {} : { m: selector.messageIds }),
    ...(selector.relatesTo === undefined ? {} : { r: selector.relatesTo }),
    ...(selector.from === undefined ? {} : { f: selector.from.getTime() }),
    ...(selector.to === undefined ? {} : { t: selector.to.getTime() }),
    ...(selector.newOnly === true ? { n: 1 } : {}),
    l: limit,
    form: form === 'MsgAtrributes' ? 0 : 1,
    part,
    ...(after === undefined ? {} : { a: [after.visibleFrom.getTime(), after.id] }),
  };
  return PREFIX + Buffer.from(JSON.stringify(written)).toString('base64url');
}

/** @returns undefined for one that no gateway has given */
export function continuing(requestId: string): Iteration | undefined {
  const text = requestId.trim();
  if (!text.startsWith(PREFIX) || text.length > REQUEST_ID_LENGTH_MAX) return undefined;
  let written: unknown;
  try {
    written = JSON.parse(Buffer.from(text.slice(PREFIX.length), 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
  return isWritten(written) ? read(written) : undefined;
}

function read({ m, r, f, t, n, l, form, part, a }: Written): Iteration {
  return {
    selector: {
      ...(m === undefined ? {} : { messageIds: m }),
      ...(r === undefined ? {} : { relatesTo: r }),
      ...(f === undefined ? {} : { from: new Date(f) }),
      ...(t === undefined ? {} : { to: new Date(t) }),
      ...(n === undefined ? {} : { newOnly: true }),
    },
    limit: l,
    form: form === 0 ? 'MsgAtrributes' : 'MessageMetaData',
    part,
    after: a === undefined ? undefined : { visibleFrom: new Date(a[0]), id: a[1] },
  };
}

/** What a stranger brings back may be anything. */
function isWritten(value: unknown): value is Written {
  if (typeof value !== 'object' || value === null) return false;
  const { m, r, f, t, n, l, form, part, a } = value as Record<string, unknown>;
  const isPlace = Array.isArray(a) && isTime(a[0]) && typeof a[1] === 'string' && UUID.test(a[1]);
  return (
    [m, r].every((ids) => ids === undefined || isIds(ids)) &&
    [f, t].every((time) => time === undefined || isTime(time)) &&
    (n === undefined || n === 1) &&
    Number.isInteger(l) &&
    (l as number) >= 1 &&
    (l as number) <= LIST_ITEMS_MAX &&
    (form === 0 || form === 1) &&
    (part === 'Envelope' || part === 'Header' || part === 'Body') &&
    (a === undefined || isPlace)
  );
}

function isIds(value: unknown): boolean {
  const isId = (id: unknown): boolean => typeof id === 'string' && id.length <= ID_LENGTH_MAX && !/\p{Cc}/u.test(id);
  return Array.isArray(value) && value.length <= IDS_MAX && value.every(isId);
}

/** A time that JavaScript and the database both have. */
function isTime(value: unknown): boolean {
  return Number.isInteger(value) && Math.abs(value as number) < 8e12;
}
