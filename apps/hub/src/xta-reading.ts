/** Part of the role `gateway`: fetches messages from XTA servers. */
import type { FactoryProvider } from '@nestjs/common';
import { AccessDirectory } from './access/directory.js';
import { XtaSourcePolls } from './access/xta-source-polls.js';
import { ContentStore } from './archive/content-store.js';
import { Clock, Ids } from './config/clock.js';
import { HubConfig } from './config/hub-config.js';
import { Log } from './config/log.js';
import { Database } from './database/database.js';
import { Metrics } from './operate/metrics.js';
import { Acceptance } from './receive/acceptance.js';
import { Admission } from './receive/admission.js';
import { Containers } from './receive/containers.js';
import { Marks } from './receive/marks.js';
import { Arrivals } from './receive/xta-source/arrivals.js';
import type { ReaderEvents } from './receive/xta-source/source.js';
import { XtaReader } from './receive/xta-source/xta-reader.js';
import { connectWith } from './xta-client/connect.js';

export const arrivalsProvider: FactoryProvider = {
  provide: Arrivals,
  useFactory: (
    directory: AccessDirectory,
    admission: Admission,
    acceptance: Acceptance,
    containers: Containers,
    store: ContentStore,
    marks: Marks,
    limits: HubConfig,
  ) => new Arrivals({ directory, admission, acceptance, containers, store: marks.withSpace(store), limits }),
  inject: [AccessDirectory, Admission, Acceptance, Containers, ContentStore, Marks, HubConfig],
};

export const xtaReaderProvider: FactoryProvider = {
  provide: XtaReader,
  useFactory: (
    arrivals: Arrivals,
    config: HubConfig,
    database: Database,
    clock: Clock,
    ids: Ids,
    directory: AccessDirectory,
    metrics: Metrics,
    log: Log,
  ) => {
    const books = new XtaSourcePolls(database);
    const connect = connectWith(config, ids);
    return new XtaReader({ books, arrivals, connect, clock, ids }, readerEvents(directory, metrics, log));
  },
  inject: [Arrivals, HubConfig, Database, Clock, Ids, AccessDirectory, Metrics, Log],
};

function readerEvents(directory: AccessDirectory, metrics: Metrics, log: Log): ReaderEvents {
  return {
    onEnd: ({ procedure: id }, end) => {
      const { fetched, refused, error } = end;
      metrics.onMailboxRead(id, end, error === undefined);
      const fields = { stage: 'receive', procedure: directory.nameOf(id), fetched, refused };
      if (error === undefined) log.debug('mailbox read', fields);
      else log.warn('mailbox not read to its end', { ...fields, code: error.code });
    },
    // The code alone: values have what senders wrote, such as names of files. They are in the list of what is left.
    onRefused: ({ procedure: id }, messageId, { code }) =>
      log.warn('a message in a mailbox cannot be accepted', {
        stage: 'receive',
        procedure: directory.nameOf(id),
        key: messageId,
        code,
      }),
    onProblem: (error) => log.warn('XTA sources cannot be looked at', { stage: 'receive', error }),
  };
}
