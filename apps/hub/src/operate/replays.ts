import { setTimeout as pause } from 'node:timers/promises';
import type { SpecialistProcedure } from '../access/snapshot.js';
import type { FilingOrder } from '../archive/filing.js';
import type { Clock } from '../config/clock.js';
import { HubError } from '../errors/hub-error.js';
import type { MessageFilter } from '../ledger/message-list.js';
import type { MessageState } from '../ledger/message-state.js';
import type { Messages } from '../ledger/messages.js';
import type { LedgerError } from '../ledger/state.js';
import type { InstalledConnectors } from '../translate/installed.js';
import type { ReadingFacts } from '../translate/reading.js';
import { changesBetween, changesOf, type Change, type Translated } from './command-changes.js';
import type { Draining } from './draining.js';
import type { BodyToFile } from '../ledger/body-to-file.js';
import { busy, ENDS_PROCESS, ledgerError, orderOf, type DryRuns } from './dry-runs.js';

export interface ReplayRequest {
  readonly procedure: SpecialistProcedure;
  /** Of the connector, that is to be looked at; null for the newest that is installed and not retired. */
  readonly version: string | null;
  /** What it is held against; undefined for the version that the procedure has now, or, if that is the same, `filed`. */
  readonly against: string | undefined;
  readonly filter: Pick<MessageFilter, 'state' | 'from' | 'to'>;
  readonly limit: number;
  /** Asked before each page of messages. @throws HubError when whoever asked may not see them any more */
  readonly stillPermitted: () => Promise<void>;
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
  /** Why it is refused by the version that is looked at, or by the archive, or could not be tried. */
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

type Result = (ReadingFacts & Translated) | { readonly error: LedgerError };

export const FILED = 'filed';
const PAGE = 100;
/** They share one thread with whoever tries single messages out. A tenant has one at a time. */
const RUNNING_MAX = 2;
const BUSY_MS = 500;

/**
 * Past messages through another version of their connector (shadow replay). Nothing is filed and nothing is written
 * down; a page of messages is in memory at a time, however many there are.
 */
export class Replays {
  /** Tenants with one that goes on. */
  private readonly running = new Set<string>();

  constructor(
    private readonly messages: Messages,
    private readonly dryRuns: DryRuns,
    private readonly connectors: InstalledConnectors,
    private readonly draining: Draining,
    private readonly clock: Clock,
  ) {}

  /** @throws HubError `connector.unknown`, `connector.version-unknown`, `dry-run.busy`, `hub.stopping` */
  begin(request: ReplayRequest): Replay {
    const { procedure, version, against } = request;
    const { connector, connectorVersion } = procedure;
    const versionOf = (asked: string | null): string => this.connectors.named(connector, asked).manifest.version;
    const looked = versionOf(version);
    const current = against ?? versionOf(connectorVersion);
    const held = against === undefined && current === looked ? FILED : current;
    if (held !== FILED) versionOf(held);
    this.checkRoom(procedure.tenant);
    const facts = { connector, version: looked, against: held };
    return { facts, messages: this.replayed(request, facts) };
  }

  private async *replayed(request: ReplayRequest, facts: ReplayFacts): AsyncGenerator<ReplayedMessage> {
    const { procedure, filter, limit, stillPermitted } = request;
    // Another one may have begun since this one was asked for. Only what has begun is sure to come to its end.
    this.checkRoom(procedure.tenant);
    this.running.add(procedure.tenant);
    const now = this.clock.now();
    try {
      let after: string | undefined;
      for (let left = limit; left > 0;) {
        await stillPermitted();
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
        for (const message of page) {
          this.checkGoesOn();
          yield await this.one(procedure, message, facts, now);
        }
        left -= page.length;
        after = page.at(-1)?.id;
        if (page.length < PAGE) return;
      }
    } finally {
      this.running.delete(procedure.tenant);
    }
  }

  private checkRoom(tenant: string): void {
    this.checkGoesOn();
    if (this.running.size >= RUNNING_MAX || this.running.has(tenant)) throw busy();
  }

  /** One that is asked for again goes on elsewhere; a hub that stops would wait for it as long as it waits for anything. */
  private checkGoesOn(): void {
    if (!this.draining.leaving) return;
    throw new HubError('unavailable-shared', 'hub.stopping', 'This hub is being stopped. Try again in a few seconds.');
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
    if ('error' in after) return { ...about, ...refusedNow(message, after.error) };
    const order = orderOf(tried.envelope, procedure, after.commands, now);
    return { ...about, ...(await this.withArchive(procedure.tenant, message, order, after)) };
  }

  /** What the message has filed is compared; of what it did not file is asked whether the archive would take it now. */
  private async withArchive(
    tenant: string,
    message: MessageState,
    order: FilingOrder,
    reading: ReadingFacts,
  ): Promise<Outcome<LedgerError>> {
    if (isFiled(message)) return unlessSame(changesOf(await this.dryRuns.compare(tenant, message, order)));
    if (message.error === null) return { outcome: 'not-tried' };
    const rehearsal = await this.dryRuns.rehearse(tenant, order);
    if ('adds' in rehearsal) return { outcome: 'no-longer-refused' };
    return refusedBoth(message.error, ledgerError(rehearsal.refused, 'file', reading));
  }

  /** Undefined when it is not kept any more. */
  private async bodyOf(tenant: string, id: string): Promise<BodyToFile | undefined> {
    try {
      return await this.dryRuns.toTry(tenant, id, undefined);
    } catch (error) {
      if (error instanceof HubError && error.code === 'message.payload-gone') return undefined;
      throw error;
    }
  }

  private async read(procedure: SpecialistProcedure, tried: BodyToFile, version: string): Promise<Result> {
    for (;;) {
      try {
        const reading = await this.dryRuns.tryReading({ ...procedure, connectorVersion: version }, tried);
        return 'error' in reading ? { error: ledgerError(reading.error, reading.stage, reading) } : reading;
      } catch (error) {
        if (!(error instanceof HubError) || error.code !== 'dry-run.busy') throw error;
        this.checkGoesOn();
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

function isFiled({ state, receipt }: MessageState): boolean {
  return state === 'filed' && receipt !== null;
}

function refusedNow(message: MessageState, error: LedgerError): Outcome<LedgerError> {
  if (isFiled(message)) return { outcome: 'newly-refused', error };
  return message.error === null ? { outcome: 'not-tried' } : refusedBoth(message.error, error);
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
