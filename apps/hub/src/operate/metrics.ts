import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { AccessDirectory } from '../access/directory.js';
import type { Clock } from '../config/clock.js';
import type { Filed } from '../file/read-message.js';
import type { Door } from '../ledger/doors/door.js';
import type { Envelope } from '../ledger/envelope.js';
import type { PendingCount } from '../ledger/outbox-sending.js';

/** What came to a door, and what became of it. */
export interface DoorPassed {
  readonly door: Door;
  readonly outcome: 'accepted' | 'answered' | 'refused';
  readonly code?: string | undefined;
  readonly bytes?: number;
  readonly seconds?: number;
}

/** What `/metrics` shows (Prometheus). Labels are tenants' procedures by name, never anything from a message. */
export class Metrics {
  readonly registry = new Registry();
  private readonly toRefresh: (() => Promise<void>)[] = [];
  private readonly accepted = new Counter({
    name: 'fachwerk_messages_accepted_total',
    help: 'Messages answered with 202.',
    labelNames: ['procedure'],
    registers: [this.registry],
  });
  private readonly refused = new Counter({
    name: 'fachwerk_messages_refused_total',
    help: 'Messages refused at the door, by error code.',
    labelNames: ['code'],
    registers: [this.registry],
  });
  private readonly doors = new Counter({
    name: 'fachwerk_door_requests_total',
    help: 'What came to a door: accepted (a message), answered (it brought none), refused. Of xta-client looks and messages.',
    labelNames: ['door', 'outcome'],
    registers: [this.registry],
  });
  private readonly doorRefused = new Counter({
    name: 'fachwerk_door_refused_total',
    help: 'What was refused at a door, by error code; also of those whom nobody knows.',
    labelNames: ['door', 'code'],
    registers: [this.registry],
  });
  private readonly doorBytes = new Counter({
    name: 'fachwerk_door_bytes_total',
    help: 'Bytes that came in by a door.',
    labelNames: ['door'],
    registers: [this.registry],
  });
  private readonly doorSeconds = new Histogram({
    name: 'fachwerk_door_seconds',
    help: 'From the head of a request to its answer.',
    labelNames: ['door'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60],
    registers: [this.registry],
  });
  private readonly outcomes = new Counter({
    name: 'fachwerk_message_outcomes_total',
    help: 'What became of messages: filed, rejected, parked, duplicate, delayed, waiting, held.',
    labelNames: ['procedure', 'outcome'],
    registers: [this.registry],
  });
  private readonly latency = new Histogram({
    name: 'fachwerk_filed_seconds',
    help: 'From accepted to filed.',
    labelNames: ['procedure'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 600, 3600],
    registers: [this.registry],
  });
  private readonly upkept = new Counter({
    name: 'fachwerk_housekeeping_total',
    help: 'What housekeeping removed: months of payload or messages, files of content set aside and erased, bodies wiped.',
    labelNames: ['what'],
    registers: [this.registry],
  });
  private readonly kept = new Gauge({
    name: 'fachwerk_months_kept',
    help: 'Parked or unsettled messages that keep a month of payload or messages whose retention is over.',
    labelNames: ['what', 'month'],
    registers: [this.registry],
  });
  private readonly backlog = new Gauge({
    name: 'fachwerk_backlog_messages',
    help: 'Messages that waited to be filed when this gateway last looked. It looks while a procedure sends.',
    labelNames: ['procedure'],
    registers: [this.registry],
  });
  private readonly free = new Gauge({
    name: 'fachwerk_content_free_bytes',
    help: 'Free space on the disk of the content store.',
    registers: [this.registry],
  });
  private readonly size = new Gauge({
    name: 'fachwerk_content_size_bytes',
    help: 'Size of the disk of the content store.',
    registers: [this.registry],
  });
  private readonly resident: Gauge = new Gauge({
    name: 'fachwerk_memory_resident_bytes',
    help: 'Memory of this process.',
    registers: [this.registry],
    collect: () => this.resident.set(process.memoryUsage.rss()),
  });
  private readonly up = new Gauge({
    name: 'fachwerk_dependency_up',
    help: '1 while a dependency can be used.',
    labelNames: ['dependency'],
    registers: [this.registry],
  });
  private readonly receipts = new Counter({
    name: 'fachwerk_receipt_tries_total',
    help: 'Tries to send a receipt to a webhook: delivered, failed, stopped.',
    labelNames: ['procedure', 'outcome'],
    registers: [this.registry],
  });
  private readonly receiptsPending = new Gauge({
    name: 'fachwerk_receipts_pending',
    help: 'Receipts that wait to be sent. Of the whole database: every worker shows the same.',
    labelNames: ['procedure'],
    registers: [this.registry],
  });
  private readonly receiptsOldest = new Gauge({
    name: 'fachwerk_receipts_oldest_seconds',
    help: 'How long the oldest of the receipts that wait to be sent has waited.',
    labelNames: ['procedure'],
    registers: [this.registry],
  });

  private readonly fetched = new Counter({
    name: 'fachwerk_xta_messages_total',
    help: 'Messages in mailboxes of XTA servers: fetched, or refused because they cannot be accepted.',
    labelNames: ['procedure', 'outcome'],
    registers: [this.registry],
  });
  private readonly polls = new Counter({
    name: 'fachwerk_xta_polls_total',
    help: 'Looks into mailboxes of XTA servers: done, failed.',
    labelNames: ['procedure', 'outcome'],
    registers: [this.registry],
  });

  constructor(
    private readonly directory: AccessDirectory,
    private readonly clock: Clock,
  ) {}

  /** @param id of the procedure */
  onAccepted(id: string): void {
    this.accepted.inc({ procedure: this.nameOf(id) });
  }

  onRefused(code: string): void {
    this.refused.inc({ code });
  }

  /** @param seconds undefined where nobody waits for an answer */
  onPassed({ door, outcome, code, bytes = 0, seconds }: DoorPassed): void {
    this.doors.inc({ door, outcome });
    if (code !== undefined) this.doorRefused.inc({ door, code });
    if (bytes > 0) this.doorBytes.inc({ door }, bytes);
    if (seconds !== undefined) this.doorSeconds.observe({ door }, seconds);
  }

  onFiled(envelope: Envelope, filed: Filed): void {
    const procedure = this.nameOf(envelope.procedure);
    const outcome = filed.as === 'settled' ? filed.outcome : filed.as === 'delay' ? 'delayed' : 'waiting';
    this.outcomes.inc({ procedure, outcome });
    if (outcome !== 'filed') return;
    this.latency.observe({ procedure }, (this.clock.now().getTime() - new Date(envelope.acceptedAt).getTime()) / 1000);
  }

  /** @param id of the procedure */
  onReceiptTried(id: string, outcome: string): void {
    this.receipts.inc({ procedure: this.nameOf(id), outcome });
  }

  /** Procedures of the same name are one line, whichever tenant they belong to. */
  receiptsWaiting(counts: readonly PendingCount[]): void {
    this.receiptsPending.reset();
    this.receiptsOldest.reset();
    const oldest = new Map<string, number>();
    for (const { procedure: id, pending, oldestAt } of counts) {
      const procedure = this.nameOf(id);
      this.receiptsPending.inc({ procedure }, pending);
      oldest.set(procedure, Math.min(oldest.get(procedure) ?? Infinity, oldestAt.getTime()));
    }
    const now = this.clock.now().getTime();
    for (const [procedure, at] of oldest) this.receiptsOldest.set({ procedure }, (now - at) / 1000);
  }

  /** One look into a mailbox is over. @param id of the procedure */
  onMailboxRead(id: string, counts: { readonly fetched: number; readonly refused: number }, done: boolean): void {
    const procedure = this.nameOf(id);
    this.fetched.inc({ procedure, outcome: 'fetched' }, counts.fetched);
    this.fetched.inc({ procedure, outcome: 'refused' }, counts.refused);
    this.polls.inc({ procedure, outcome: done ? 'done' : 'failed' });
  }

  onRemoved(what: 'payload' | 'message' | 'set-aside' | 'erased' | 'wiped' | 'delivery', count: number): void {
    this.upkept.inc({ what }, count);
  }

  /** @param messages none once the month is dropped */
  onMonthKept(what: string, month: string, messages: number | undefined): void {
    if (messages === undefined) this.kept.remove({ what, month });
    else this.kept.set({ what, month }, messages);
  }

  /** @param id of the procedure; of those of the same name the one that was looked at last is shown */
  waiting(id: string, messages: number): void {
    this.backlog.set({ procedure: this.nameOf(id) }, messages);
  }

  space(freeBytes: number, totalBytes: number): void {
    this.free.set(freeBytes);
    this.size.set(totalBytes);
  }

  dependency(name: string, usable: boolean): void {
    this.up.set({ dependency: name }, usable ? 1 : 0);
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  /** @param refresh what is looked up only when somebody asks; it must not fail, and must not take long */
  beforeScrape(refresh: () => Promise<void>): void {
    this.toRefresh.push(refresh);
  }

  async text(): Promise<string> {
    await Promise.all(this.toRefresh.map((refresh) => refresh()));
    return this.registry.metrics();
  }

  private nameOf(id: string): string {
    return this.directory.procedure(id)?.name ?? 'unknown';
  }
}
