import { setTimeout as pause } from 'node:timers/promises';
import type { SpecialistProcedure } from '../access/snapshot.js';
import { HubError } from '../errors/hub-error.js';
import type { MessageFilter } from '../ledger/message-list.js';
import type { MessageState } from '../ledger/message-state.js';
import type { Messages } from '../ledger/messages.js';
import type { LedgerError } from '../ledger/state.js';
import type { InstalledConnectors } from '../translate/installed.js';
import { changesBetween, changesOf, type Change, type Translated } from './command-changes.js';
import { ENDS_PROCESS, ledgerError, type DryRuns, type ToTry } from './dry-runs.js';

export interface ReplayRequest {
  readonly procedure: SpecialistProcedure;
  /** Of the connector, that is to be looked at; null for the newest that is installed and not retired. */
  readonly version: string | null;
  /** What it is held against; undefined for the version that the procedure has now, or, if that is the same, `filed`. */
  readonly against: string | undefined;
  readonly filter: Pick<MessageFilter, 'state' | 'from' | 'to'>;
  readonly limit: number;
}

/** What a replay compares. */
export interface ReplayFacts {
  readonly connector: string;
  readonly version: string;
  /** A version, whose commands are compared; or `filed`: what the messages have filed. */
  readonly against: string;
}

export const REPLAY_OUTCOMES = [
  'unchanged',
  'changed',
  'newly-refused',
  'no-longer-refused',
  'body-gone',
  'not-tried',
] as const;
export type ReplayOutcome = (typeof REPLAY_OUTCOMES)[number];

export interface Outcome<Refused> {
  readonly outcome: ReplayOutcome;
  readonly changes?: readonly Change[];
  /** Why it is refused by the version that is looked at, or could not be tried. */
  readonly error?: Refused;
}

export interface ReplayedMessage extends Outcome<LedgerError> {
  readonly id: string;
  /** The sender's, or the connector's. */
  readonly key: string | null;
  readonly acceptedAt: Date;
}

export interface Replay {
  readonly facts: ReplayFacts;
  /** Newest first. Whoever stops asking ends it. */
  readonly messages: AsyncGenerator<ReplayedMessage, void>;
}

type Result = Translated | { readonly error: LedgerError };

export const FILED = 'filed';
const PAGE = 100;
/** They share one thread with whoever tries single messages out. */
const RUNNING_MAX = 2;
const BUSY_MS = 500;

/**
 * Past messages through another version of their connector (shadow replay). Nothing is filed and nothing is written
 * down; a page of messages is in memory at a time, however many there are.
 */
export class Replays {
  private running = 0;

  constructor(
    private readonly messages: Messages,
    private readonly dryRuns: DryRuns,
    private readonly connectors: InstalledConnectors,
  ) {}

  /** @throws HubError `connector.unknown`, `connector.version-unknown`, `dry-run.busy` */
  begin(request: ReplayRequest, now: Date): Replay {
    const { procedure, version, against } = request;
    const { connector, connectorVersion } = procedure;
    const versionOf = (asked: string | null): string => this.connectors.named(connector, asked).manifest.version;
    const looked = versionOf(version);
    const current = against ?? versionOf(connectorVersion);
    const held = against === undefined && current === looked ? FILED : current;
    if (held !== FILED) versionOf(held);
    if (this.running >= RUNNING_MAX) throw busy();
    const facts = { connector, version: looked, against: held };
    return { facts, messages: this.replayed(request, facts, now) };
  }

  private async *replayed(request: ReplayRequest, facts: ReplayFacts, now: Date): AsyncGenerator<ReplayedMessage> {
    const { procedure, filter, limit } = request;
    this.running += 1;
    try {
      let after: string | undefined;
      for (let left = limit; left > 0;) {
        const page = await this.messages.list(
          procedure.tenant,
          {
            ...filter,
            procedureId: procedure.id,
            limit: Math.min(PAGE, left),
            ...(after === undefined ? {} : { after }),
          },
          [procedure.id],
        );
        for (const message of page) yield await this.one(procedure, message, facts, now);
        left -= page.length;
        after = page.at(-1)?.id;
        if (page.length < PAGE) return;
      }
    } finally {
      this.running -= 1;
    }
  }

  private async one(
    procedure: SpecialistProcedure,
    message: MessageState,
    { version, against }: ReplayFacts,
    now: Date,
  ): Promise<ReplayedMessage> {
    const { id, key, acceptedAt } = message;
    const about = { id, key, acceptedAt };
    if (message.error?.code === ENDS_PROCESS) return { ...about, outcome: 'not-tried', error: message.error };
    const tried = await this.bodyOf(procedure.tenant, id);
    if (tried === undefined) return { ...about, outcome: 'body-gone' };
    const after = await this.read(procedure, tried, version);
    if (against !== FILED) return { ...about, ...outcomeOf(await this.read(procedure, tried, against), after) };
    if (message.receipt === null || message.state !== 'filed') return { ...about, ...withoutFiled(message, after) };
    if ('error' in after) return { ...about, outcome: 'newly-refused', error: after.error };
    const comparison = await this.dryRuns.compare(procedure.tenant, message, tried, procedure, after.commands, now);
    return { ...about, ...unlessSame(changesOf(comparison)) };
  }

  /** Undefined when it is not kept any more. */
  private async bodyOf(tenant: string, id: string): Promise<ToTry | undefined> {
    try {
      return await this.dryRuns.toTry(tenant, id, undefined);
    } catch (error) {
      if (error instanceof HubError && error.code === 'message.payload-gone') return undefined;
      throw error;
    }
  }

  private async read(procedure: SpecialistProcedure, tried: ToTry, version: string): Promise<Result> {
    for (;;) {
      try {
        const reading = await this.dryRuns.tryReading({ ...procedure, connectorVersion: version }, tried);
        return 'error' in reading ? { error: ledgerError(reading.error, reading.stage, reading) } : reading;
      } catch (error) {
        if (!(error instanceof HubError) || error.code !== 'dry-run.busy') throw error;
        await pause(BUSY_MS);
      }
    }
  }
}

/** Of two translations of one message, or why there is none. */
export function outcomeOf<Refused extends { readonly code: string }>(
  before: Translated | { readonly error: Refused },
  after: Translated | { readonly error: Refused },
): Outcome<Refused> {
  if (!('error' in before) && !('error' in after)) return unlessSame(changesBetween(before, after));
  if (!('error' in after)) return { outcome: 'no-longer-refused' };
  if (!('error' in before)) return { outcome: 'newly-refused', error: after.error };
  return refusedBoth(before.error, after.error);
}

/** What it did not file is compared with why. */
function withoutFiled({ error: before }: MessageState, after: Result): Outcome<LedgerError> {
  if (before === null) return { outcome: 'not-tried' };
  return 'error' in after ? refusedBoth(before, after.error) : { outcome: 'no-longer-refused' };
}

function refusedBoth<Refused extends { readonly code: string }>(before: Refused, after: Refused): Outcome<Refused> {
  const changes: readonly Change[] = [
    { is: 'changed', what: 'message', fields: [{ name: 'code', before: before.code, after: after.code }] },
  ];
  return { ...unlessSame(before.code === after.code ? [] : changes), error: after };
}

function unlessSame(changes: readonly Change[]): Outcome<never> {
  return changes.length === 0 ? { outcome: 'unchanged' } : { outcome: 'changed', changes };
}

function busy(): HubError {
  const sentence = 'Too many messages are being tried out at the moment. Try again in a few seconds.';
  return new HubError('rejected', 'dry-run.busy', sentence, { retryAfterSeconds: 30 });
}
