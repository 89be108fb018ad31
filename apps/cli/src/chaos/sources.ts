/** Messages for two connectors, invented on the spot, and copies of a file for any other. */
import { randomBytes } from 'node:crypto';
import { invoice } from './invoice.js';
import { sha256, type ChaosMessage, type Source } from './message.js';
import { PLACEHOLDER } from '../messages/template.js';
import { permit } from './permit.js';

const CONTRADICTED = 10;
const PARCELS = 40;
const SELLERS = 50;

/** @param run makes keys and case files those of one run */
export type SourceOf = (procedure: string, run: string) => Source;

/** By connector. */
export const inventions: Readonly<Record<string, SourceOf>> = { 'building-permits': permits, xrechnung: invoices };

type Facts = Pick<ChaosMessage, 'key' | 'body'> & Partial<ChaosMessage>;

function message(procedure: string, mime: string, facts: Facts): ChaosMessage {
  const { body, attachments = [], expected = 'filed' } = facts;
  const contents = expected === 'filed' ? [body, ...attachments].map(sha256) : [];
  return { procedure, door: 'rest', mime, expected, attachments, contents, times: 1, ...facts };
}

function permits(procedure: string, run: string): Source {
  const granted = (name: string, parcel: string, facts: Partial<ChaosMessage> = {}, project?: string): ChaosMessage => {
    const key = `BG-${run}-${name}`;
    const body = Buffer.from(permit(key, { parcel: `Flur ${run}-${parcel}`, ...(project && { project }) }));
    return message(procedure, 'application/json', { key, body, ...facts });
  };
  const early = (name: string): ChaosMessage => {
    const { key, body } = granted(name, '0');
    const text = body.toString().replace('2026-05-18', '2026-01-01');
    return message(procedure, 'application/json', { key, body: Buffer.from(text), expected: 'rejected' });
  };
  return {
    procedure,
    first: () => Array.from({ length: CONTRADICTED }, (_, number) => granted(`first-${number}`, '1')),
    next: (name, random) => {
      const dice = random.next();
      const parcel = String(1 + Math.floor(random.next() * PARCELS));
      if (dice < 0.64) return granted(name, parcel);
      if (dice < 0.75) return granted(name, parcel, { times: 3 });
      if (dice < 0.88) return granted(name, parcel, { attachments: [randomBytes(20_000), randomBytes(90_000)] });
      if (dice < 0.95) return early(name);
      // Under a key that was used before, with other content: a person decides.
      const first = `first-${Math.floor(random.next() * CONTRADICTED)}`;
      return granted(first, '0', { expected: 'parked' }, `Anbau ${name}`);
    },
  };
}

function invoices(procedure: string, run: string): Source {
  const one = (name: string, seller: number, facts: Partial<ChaosMessage> = {}, note = ''): ChaosMessage => {
    const key = `RE-${run}-${name}`;
    const body = Buffer.from(invoice(key, { seller: `DE${run}-${seller}`, note }));
    return message(procedure, 'application/xml', { key, body, ...facts });
  };
  // Too large to ride in the message.
  const large = 'x'.repeat(90_000);
  return {
    procedure,
    first: () => [one('first', 0, {}, large)],
    next: (name, random) => {
      const dice = random.next();
      const seller = Math.floor(random.next() * SELLERS);
      if (dice < 0.6) return one(name, seller);
      return dice < 0.7 ? one(name, seller, { times: 3 }) : one(name, seller, {}, large);
    },
  };
}

/** The same message again and again, with another key each time. */
export function copiesOf(text: string, mime: string): SourceOf {
  return (procedure, run) => {
    const copy = (name: string, times: number): ChaosMessage => {
      const key = `${run}-${name}`;
      const body = Buffer.from(text.replaceAll(PLACEHOLDER, key));
      return message(procedure, mime, { key, body, contents: undefined, times });
    };
    return {
      procedure,
      first: () => [copy('first', 1)],
      next: (name, random) => copy(name, random.next() < 0.85 ? 1 : 3),
    };
  };
}
