import type { AccessDirectory } from '../../access/directory.js';
import type { SpecialistProcedure } from '../../access/snapshot.js';
import type { ContentIntake } from '../../archive/content-store.js';
import { HubError } from '../../errors/hub-error.js';
import { laneOf } from '../../exchange/lane.js';
import type { XtaClient } from '../../xta-client/client.js';
import type { Acceptance, Received } from '../acceptance.js';
import type { Admission } from '../admission.js';
import type { Containers } from '../containers.js';
import type { ReceiveLimits } from '../limits.js';
import { FetchedMessage } from './fetched-message.js';
import { KEY_LENGTH_MAX } from './source.js';

/** Remembered of one source, so that what was accepted is not fetched again only because its close got lost. */
const REMEMBERED_MAX = 10_000;

export interface ArrivalParts {
  readonly directory: AccessDirectory;
  readonly admission: Admission;
  readonly acceptance: Acceptance;
  readonly containers: Containers;
  /** With its marks. */
  readonly store: ContentIntake;
  readonly limits: ReceiveLimits;
  /** Called once a message is durable. @param bytes of it and its attachments */
  readonly onAccepted: (source: Of, bytes: number) => void;
  /** Where traces are recorded: fetching one message begins one. */
  readonly onFetching?: ((source: Of) => Fetching) | undefined;
}

/** A message on its way here, as traces have it. */
export interface Fetching {
  readonly traceParent: string;
  end(error?: unknown): void;
}

type Listed = { readonly id: string; readonly sizeBytes?: number };
type Of = { readonly tenant: string; readonly procedure: string };

/** What is fetched goes through the same checks and the same door as what is sent to the hub. */
export class Arrivals {
  /** By source: MessageIDs of what was accepted and not closed yet. */
  private readonly accepted = new Map<string, Set<string>>();

  constructor(private readonly parts: ArrivalParts) {}

  /** @throws HubError `unavailable-shared` when nothing can be accepted now */
  check(): void {
    this.parts.acceptance.check();
  }

  /**
   * Fetches one message and accepts it. Its MessageID is the sender's key.
   *
   * @returns the id of the request, to close it with
   * @throws HubError `rejected` what is wrong with the message; `xta-client.…` of its server; others of the hub
   */
  async fetch(client: XtaClient, source: Of, message: Listed): Promise<string> {
    const fetching = this.parts.onFetching?.(source);
    try {
      const requestId = await this.fetched(client, source, message, fetching?.traceParent);
      fetching?.end();
      return requestId;
    } catch (error) {
      fetching?.end(error);
      throw error;
    }
  }

  private async fetched(
    client: XtaClient,
    source: Of,
    message: Listed,
    traceParent: string | undefined,
  ): Promise<string> {
    const { directory, admission, acceptance, containers } = this.parts;
    const since = performance.now();
    const { id: senderKey, sizeBytes } = message;
    checkKey(senderKey);
    const procedure = directory.procedure(source.procedure);
    if (procedure === undefined) throw unknownProcedure();
    const { tenant, connector, connectorVersion: version } = procedure;
    // What it takes is not known here: a good message would be refused, and perhaps closed.
    if (!containers.knows(connector, version)) throw unknownConnector(connector);
    acceptance.check();
    const over = admission.admit(procedure, sizeBytes);
    try {
      const connectorVersion = containers.versionOf(connector, version);
      const receiver = { tenant, containers: containers.of(connector, version) };
      const { store, limits } = this.parts;
      let fetching: FetchedMessage | undefined;
      const { requestId } = await client.getMessage(senderKey, (metaData, container) => {
        checkTest(metaData.attribute('TestMsg'), procedure);
        fetching = new FetchedMessage(container, receiver, store, limits);
        return fetching.take;
      });
      const received = await fetching!.received();
      await acceptance.accept({
        tenant,
        procedure: procedure.id,
        lane: laneOf(procedure),
        connector,
        ...(connectorVersion === undefined ? {} : { connectorVersion }),
        senderKey,
        ...(traceParent === undefined ? {} : { traceParent }),
        since,
        ...received,
      });
      this.remember(source, senderKey);
      this.parts.onAccepted(source, bytesOf(received));
      return requestId;
    } finally {
      over();
    }
  }

  /** Whether it was accepted here, and not closed yet. */
  has(source: Of, messageId: string): boolean {
    return this.accepted.get(source.procedure)?.has(messageId) === true;
  }

  closed(source: Of, messageId: string): void {
    this.accepted.get(source.procedure)?.delete(messageId);
  }

  private remember({ procedure }: Of, messageId: string): void {
    const known = this.accepted.get(procedure) ?? new Set();
    if (known.size >= REMEMBERED_MAX) known.clear();
    known.add(messageId);
    this.accepted.set(procedure, known);
  }
}

function bytesOf({ message, attachments }: Pick<Received, 'message' | 'attachments'>): number {
  return attachments.reduce((sum, { sizeBytes }) => sum + sizeBytes, message.body.sizeBytes);
}

/** As what is sent to the hub by XTA: no tests are filed, unless the procedure says so. */
function checkTest(mark: string | undefined, { settings }: SpecialistProcedure): void {
  const filesTests = (settings as { readonly testMessages?: unknown } | null)?.testMessages === 'file';
  if (filesTests || (mark !== 'true' && mark !== '1')) return;
  const sentence = 'The message is marked as a test (TestMsg). The procedure files no test messages.';
  throw new HubError('rejected', 'xta-client.test-message', sentence);
}

function checkKey(id: string): void {
  if (id.length <= KEY_LENGTH_MAX && !/[\p{Cc}\ufffd]/u.test(id)) return;
  throw new HubError(
    'rejected',
    'xta-client.message-id-invalid',
    'The MessageID has control characters or is too long.',
  );
}

/** It was removed a moment ago, or this gateway has not heard of it yet. */
function unknownProcedure(): HubError {
  return new HubError('misconfigured', 'procedure.unknown', 'The procedure of this message is not set up here.');
}

/** Or this version of it: another gateway may have it already. */
function unknownConnector(connector: string): HubError {
  const sentence = `There is no connector ${connector} in this version of the hub.`;
  return new HubError('misconfigured', 'connector.unknown', sentence, { values: { connector } });
}
