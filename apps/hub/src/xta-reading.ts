/** Part of the role `gateway`: fetches messages from XTA servers. */
import type { FactoryProvider, Provider } from '@nestjs/common';
import { AccessDirectory } from './access/directory.js';
import { XtaSourcePolls } from './access/xta-source-polls.js';
import { ContentStore } from './archive/content-store.js';
import { Clock, Ids } from './config/clock.js';
import { HubConfig } from './config/hub-config.js';
import { Log } from './config/log.js';
import { Database } from './database/database.js';
import { HubError } from './errors/hub-error.js';
import { DoorCounts } from './ledger/doors/counts.js';
import { Metrics } from './operate/metrics.js';
import { Acceptance } from './receive/acceptance.js';
import { Admission } from './receive/admission.js';
import { Containers } from './receive/containers.js';
import { Marks } from './receive/marks.js';
import { Arrivals, type ArrivalParts } from './receive/xta-source/arrivals.js';
import type { End, ReaderEvents, Source } from './receive/xta-source/source.js';
import { XtaReader } from './receive/xta-source/xta-reader.js';
import { Tracing } from './tracing/tracing.js';
import { connectWith } from './xta-client/connect.js';

const DOOR = 'xta-client';

type Of = Pick<Source, 'tenant' | 'procedure'>;

/** What is fetched and what is not, for log, metrics and the counts of the door. */
class FetchingEvents implements ReaderEvents {
  constructor(
    private readonly directory: AccessDirectory,
    private readonly counts: DoorCounts,
    private readonly metrics: Metrics,
    private readonly log: Log,
    private readonly clock: Clock,
  ) {}

  onAccepted({ tenant, procedure }: Of, bytes: number): void {
    this.counts.note({ tenant, procedure, door: DOOR, accepted: 1, bytes, contactAt: this.clock.now() });
    this.metrics.onPassed({ door: DOOR, outcome: 'accepted', bytes });
  }

  readonly onEnd = ({ tenant, procedure }: Of, end: End): void => {
    const { fetched, refused, error, contactAt } = end;
    this.metrics.onMailboxRead(procedure, end, error === undefined);
    this.counts.note({
      tenant,
      procedure,
      door: DOOR,
      ...(contactAt === undefined ? {} : { contactAt }),
      ...(error === undefined ? { answered: 1 } : { error }),
    });
    this.metrics.onPassed({ door: DOOR, outcome: error === undefined ? 'answered' : 'refused', code: error?.code });
    const fields = { stage: 'receive', procedure: this.directory.nameOf(procedure), fetched, refused };
    if (error === undefined) this.log.debug('mailbox read', fields);
    else this.log.warn('mailbox not read to its end', { ...fields, code: error.code });
  };

  readonly onRefused: ReaderEvents['onRefused'] = ({ tenant, procedure }, messageId, cause) => {
    this.counts.note({ tenant, procedure, door: DOOR, error: cause });
    this.metrics.onPassed({ door: DOOR, outcome: 'refused', code: cause.code });
    // The code alone: values have what senders wrote, such as names of files. They are in the list of what is left.
    this.log.warn('a message in a mailbox cannot be accepted', {
      stage: 'receive',
      procedure: this.directory.nameOf(procedure),
      key: messageId,
      code: cause.code,
    });
  };

  readonly onProblem = (error: unknown): void =>
    this.log.warn('XTA sources cannot be looked at', { stage: 'receive', error });
}

const events: FactoryProvider = {
  provide: FetchingEvents,
  useFactory: (directory: AccessDirectory, counts: DoorCounts, metrics: Metrics, log: Log, clock: Clock) =>
    new FetchingEvents(directory, counts, metrics, log, clock),
  inject: [AccessDirectory, DoorCounts, Metrics, Log, Clock],
};

const arrivals: FactoryProvider = {
  provide: Arrivals,
  useFactory: (
    directory: AccessDirectory,
    admission: Admission,
    acceptance: Acceptance,
    containers: Containers,
    content: ContentStore,
    marks: Marks,
    limits: HubConfig,
    told: FetchingEvents,
    tracing: Tracing | null,
  ) => {
    const store = marks.withSpace(content);
    const onAccepted = (source: Of, bytes: number): void => told.onAccepted(source, bytes);
    const onFetching = tracing === null ? undefined : fetchingIn(tracing, directory);
    return new Arrivals({ directory, admission, acceptance, containers, store, limits, onAccepted, onFetching });
  },
  inject: [AccessDirectory, Admission, Acceptance, Containers, ContentStore, Marks, HubConfig, FetchingEvents, Tracing],
};

/** As a request at the other doors: what comes behind it belongs to it. */
function fetchingIn(tracing: Tracing, directory: AccessDirectory): NonNullable<ArrivalParts['onFetching']> {
  return ({ procedure }) => {
    const name = directory.nameOf(procedure);
    const facts = { 'rpc.system': 'soap', 'rpc.method': 'getMessage', 'messaging.destination.name': name };
    const span = tracing.begin({ name: `fetch ${name}`, role: 'client', facts });
    const end = (error?: unknown): void =>
      span.end(error === undefined ? {} : { problem: error instanceof HubError ? error.code : 'unknown' });
    return { traceParent: span.traceParent, end };
  };
}

const reader: FactoryProvider = {
  provide: XtaReader,
  useFactory: (
    parts: Arrivals,
    config: HubConfig,
    database: Database,
    clock: Clock,
    ids: Ids,
    told: FetchingEvents,
  ) => {
    const books = new XtaSourcePolls(database);
    const connect = connectWith(config, ids);
    return new XtaReader({ books, arrivals: parts, connect, clock, ids }, told);
  },
  inject: [Arrivals, HubConfig, Database, Clock, Ids, FetchingEvents],
};

export const xtaReadingProviders: Provider[] = [events, arrivals, reader];
