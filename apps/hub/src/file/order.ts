import type { Clock } from '../config/clock.js';
import type { Transaction } from '../database/database.js';
import { ANY_KEY, endTurns, readTurns, writeTurns, type NewTurn } from '../ledger/turns.js';
import { reactionTo } from './decide.js';
import type { Entry } from './entries.js';
import type { Filed } from './read-message.js';

/** In which order the messages of a batch are filed, and which of them are not filed yet. */
export interface BatchOrder {
  readonly sequence: readonly Entry[];
  /** Entry → the earlier message that it waits for. */
  readonly waitsFor: ReadonlyMap<Entry, string>;
  /** Entries of the same one are filed in order; undefined where that does not matter. */
  readonly keyOf: (entry: Entry) => string | undefined;
}

/**
 * Finds out which messages have to wait: an earlier one of their order key is parked, delayed, waiting or held, or one
 * whose order key is not known. The procedures are locked.
 *
 * A message that cannot be filed for a reason of its own takes the way of that reason, and is itself waited for.
 *
 * @param byKey procedures that are filed by order
 */
export async function orderBatch(
  transaction: Transaction,
  tenant: string,
  entries: readonly Entry[],
  byKey: ReadonlySet<string>,
  clock: Clock,
): Promise<BatchOrder> {
  const ordered = new Set(entries.filter(({ message }) => message.ordered && byKey.has(message.envelope.procedure)));
  const keyOf = (entry: Entry): string | undefined => (ordered.has(entry) ? slotOf(entry) : undefined);
  if (ordered.size === 0) return { sequence: entries, waitsFor: new Map(), keyOf };

  // What is settled already is in nobody's way, or has a turn that is.
  const open = [...ordered].filter(isOpen);
  const slots = new Map(open.flatMap((entry) => [slotOf(entry), anySlotOf(entry)]).map((slot) => [slot, keyIn(slot)]));
  const { own, others } = await readTurns(transaction, tenant, { ids: open.flatMap(idsOf), keys: [...slots.values()] });
  const firstOf = new Map([...slots.keys()].map((slot, index) => [slot, others[index]]));
  const positionOf = (entry: Entry): number => Math.min(...idsOf(entry).map((id) => own.get(id) ?? Infinity));

  const positions = new Map(open.map((entry) => [entry, positionOf(entry)]));
  const sequence = entries.toSorted((a, b) => ascending(positions.get(a) ?? Infinity, positions.get(b) ?? Infinity));
  const waitsFor = new Map<Entry, string>();
  const inTheWay = new Map<string, string>();
  for (const entry of sequence.filter((one) => positions.has(one))) {
    const { result } = entry.message;
    if ('error' in result) {
      const final = reactionTo(result.error, entry.known?.seenAt, clock) === 'reject';
      if (!final) inTheWay.set(slotOf(entry), turnIdOf(entry));
      continue;
    }
    const [first] = [firstOf.get(slotOf(entry)), firstOf.get(anySlotOf(entry))]
      .filter((turn) => turn !== undefined && turn.position < positions.get(entry)!)
      .toSorted((a, b) => ascending(a!.position, b!.position));
    const before = first?.messageId ?? inTheWay.get(slotOf(entry)) ?? inTheWay.get(anySlotOf(entry));
    if (before !== undefined) waitsFor.set(entry, before);
  }
  return { sequence, waitsFor, keyOf };
}

/** Writes down whose turns begin, go on and end with what became of a batch. */
export function turnOver(
  transaction: Transaction,
  tenant: string,
  order: BatchOrder,
  filedAs: (entry: Entry) => Filed,
): void {
  const ordered = order.sequence.filter(({ message }) => message.ordered);
  if (ordered.length === 0) return;
  endTurns(
    transaction,
    tenant,
    ordered.flatMap((entry) => endedBy(entry, filedAs(entry))),
  );
  const lasting = ordered.filter((entry) => order.keyOf(entry) !== undefined && lasts(filedAs(entry)));
  writeTurns(
    transaction,
    tenant,
    lasting.map((entry) => turnOf(entry, filedAs(entry))),
  );
}

function endedBy(entry: Entry, filed: Filed): readonly string[] {
  if (filed.as === 'settled' && filed.outcome === 'known') return [];
  if (filed.as === 'settled' && (filed.outcome === 'filed' || filed.outcome === 'rejected')) return idsOf(entry);
  // A repetition waits under the turn of the first message of its submission.
  return entry.message.envelope.id === turnIdOf(entry) ? [] : [entry.message.envelope.id];
}

function lasts(filed: Filed): boolean {
  return filed.as !== 'settled' || filed.outcome === 'parked' || filed.outcome === 'held';
}

function turnOf(entry: Entry, filed: Filed): NewTurn {
  const { envelope, orderKey = ANY_KEY } = entry.message;
  const { procedure } = envelope;
  const held = filed.as === 'settled' && filed.outcome === 'held';
  return {
    messageId: turnIdOf(entry),
    acceptedAt: entry.submission?.acceptedAt ?? envelope.acceptedAt,
    procedure,
    orderKey,
    held,
  };
}

function turnIdOf({ message, submission }: Entry): string {
  return submission?.messageId ?? message.envelope.id;
}

function idsOf(entry: Entry): readonly string[] {
  return [entry.message.envelope.id, turnIdOf(entry)];
}

function isOpen({ known, submission, acts }: Entry): boolean {
  return known?.settled !== true && (submission === undefined || acts);
}

function slotOf({ message }: Entry): string {
  return `${message.envelope.procedure}/${message.orderKey ?? ANY_KEY}`;
}

function anySlotOf({ message }: Entry): string {
  return `${message.envelope.procedure}/${ANY_KEY}`;
}

function keyIn(slot: string): { readonly procedure: string; readonly orderKey: string } {
  const end = slot.indexOf('/');
  return { procedure: slot.slice(0, end), orderKey: slot.slice(end + 1) };
}

function ascending(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
