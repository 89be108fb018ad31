import type { IsoDate } from '../contract/index.js';
import { sellerKey, type Seller } from './invoice.js';

/** What makes an invoice the one it is: who sent it, under which number, on which day. */
export function documentKey(invoice: {
  readonly seller: Seller;
  readonly number: string;
  readonly issueDate: IsoDate;
}): string {
  return withinKey(`${sellerKey(invoice.seller)}/${invoice.number}/${invoice.issueDate}`);
}

/** Keys have at most 512 characters; a seller's name may be longer. What is cut off is hardly what tells two apart. */
export function withinKey(key: string): string {
  return cut(key, 512);
}

export function withinSubject(subject: string): string {
  return cut(subject, 1000);
}

export function withinMetadata(value: string): string {
  return value.slice(0, 10_000).replace(/[\ud800-\udbff]$/, '');
}

/** One line, and no half of a surrogate pair at its end. */
function cut(text: string, length: number): string {
  return text
    .replace(/\s+/g, ' ')
    .slice(0, length)
    .replace(/[\ud800-\udbff]$/, '');
}
