import type { SpecialistProcedure } from '../access/snapshot.js';
import type { Filing, Additions } from '../archive/filing.js';
import type { Database } from '../database/database.js';
import { HubError, type ErrorProblem } from '../errors/hub-error.js';
import type { Body, Envelope } from '../ledger/envelope.js';
import type { LedgerError } from '../ledger/state.js';
import type { ReceivedBody } from '../receive/body.js';
import type { Reading } from '../translate/reading.js';
import type { ConnectorSettings } from './connector-settings.js';
import { ledgerError, orderOf } from './dry-runs.js';

/** Looks at a body as the front door does, and keeps nothing of it. */
export type SampleIntake = (tenant: string, mime: string, source: AsyncIterable<Buffer>) => Promise<ReceivedBody>;

/** Reads it as a worker would, in a thread, and tells its fields. */
export type TrySample = (
  procedure: SpecialistProcedure,
  message: { readonly envelope: Envelope; readonly body: Uint8Array },
) => Promise<Reading>;

/** A message that somebody pasted, and the settings it is tried with. */
export interface Sample {
  readonly connector: string;
  /** Null for the newest that is installed and not retired. */
  readonly connectorVersion: string | null;
  readonly settings: object;
  readonly message: string;
  /** Names of attachments that it is to come with. */
  readonly attachments: readonly string[];
  /** The procedure it would come from, whose records it would be added to; undefined for one that is not there yet. */
  readonly procedure: SpecialistProcedure | undefined;
  /** Whether its commands are planned against the archive, which tells of the records that are there. */
  readonly rehearses: boolean;
}

export interface SampleRun {
  readonly connector: { readonly name: string; readonly version?: string };
  readonly type?: string;
  /** What the message has where; empty when it could not be read. */
  readonly fields: NonNullable<Reading['fields']>;
  /** What is wrong with the settings, field by field. */
  readonly problems: readonly ErrorProblem[];
  readonly key?: string;
  readonly commands?: readonly object[];
  /** Why it would not be filed. */
  readonly error?: LedgerError;
  /** Left out when it would not be filed, or was not planned. */
  readonly adds?: Additions;
}

/** Of a sample, as UTF-8: enough for any that a person can look at. */
export const SAMPLE_BYTES_MAX = 524_288;

/** Of a message that was not sent, and of a procedure that is not there yet: no record has it. */
const NO_ID = '00000000-0000-0000-0000-000000000000';
const DECLARED_ENCODING = /^(\s*<\?xml[^>]*\sencoding\s*=\s*)(?:"[^"]*"|'[^']*')/i;

/**
 * What would become of a message with settings that nobody has saved yet. It is received, read and translated as any
 * other, and its commands are planned against the archive where whoever asks may know of it. Nothing is filed, nothing
 * is written down.
 */
export class SampleRuns {
  constructor(
    private readonly database: Database,
    private readonly filing: Filing,
    private readonly connectors: ConnectorSettings,
    private readonly intake: SampleIntake,
    private readonly trySample: TrySample,
  ) {}

  /** @throws HubError `connector.unknown`, `connector.version-unknown`, `dry-run.busy` */
  async of(tenant: string, sample: Sample, now: Date): Promise<SampleRun> {
    const problems = this.problemsOf(sample);
    const connector = { name: sample.connector };
    const received = await this.receive(tenant, sample.message);
    if (received instanceof HubError) {
      const error = ledgerError(received, 'receive', { connector: sample.connector });
      return { connector, fields: [], problems, error };
    }
    const procedure = procedureOf(tenant, sample);
    const envelope = envelopeOf(procedure, received.body, sample.attachments, now);
    const reading = await this.trySample(procedure, { envelope, body: received.inline! });
    const { version, type, fields = [] } = reading;
    const facts = {
      connector: { ...connector, ...(version === undefined ? {} : { version }) },
      ...(type === undefined ? {} : { type }),
      fields,
      problems,
    };
    if ('error' in reading) return { ...facts, error: ledgerError(reading.error, reading.stage, reading) };
    const { key, commands } = reading;
    if (!sample.rehearses) return { ...facts, key, commands };
    const order = orderOf(envelope, procedure, commands, now);
    const rehearsal = await this.database.inTenant(tenant, (transaction) =>
      this.filing.rehearse(transaction, tenant, order),
    );
    if ('refused' in rehearsal) {
      return { ...facts, key, commands, error: ledgerError(rehearsal.refused, 'file', reading) };
    }
    return { ...facts, key, commands, adds: rehearsal.adds };
  }

  /** A message can be looked at before its settings are complete: its fields are what they are filled in with. */
  private problemsOf({ connector, connectorVersion, settings }: Sample): readonly ErrorProblem[] {
    try {
      this.connectors.check(connector, connectorVersion, settings);
      return [];
    } catch (error) {
      if (error instanceof HubError && error.code === 'settings.invalid') return error.details.problems ?? [];
      throw error;
    }
  }

  private async receive(tenant: string, message: string): Promise<ReceivedBody | HubError> {
    const xml = message.trimStart().startsWith('<');
    // It was pasted as text: what its bytes were once encoded in is no longer true.
    const text = xml ? message.replace(DECLARED_ENCODING, '$1"UTF-8"').trimStart() : message;
    try {
      return await this.intake(tenant, xml ? 'application/xml' : 'application/json', bytesOf(text));
    } catch (error) {
      if (error instanceof HubError && error.kind === 'rejected') return error;
      throw error;
    }
  }
}

async function* bytesOf(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text, 'utf8');
}

/** As it would be if it were saved now. */
function procedureOf(
  tenant: string,
  { connector, connectorVersion, settings, procedure }: Sample,
): SpecialistProcedure {
  const known = procedure ?? {
    tenant,
    id: NO_ID,
    name: connector,
    title: connector,
    validation: 'when-installed',
    order: 'none',
    everOrdered: false,
    rate: null,
    paused: null,
  };
  return { ...known, connector, connectorVersion, settings };
}

function envelopeOf(
  { tenant, id, connector }: SpecialistProcedure,
  body: Body,
  attachments: readonly string[],
  now: Date,
): Envelope {
  return {
    version: 1,
    id: NO_ID,
    tenant,
    procedure: id,
    connector,
    acceptedAt: now.toISOString(),
    stamp: { gateway: 'sample', epoch: NO_ID, seq: 1 },
    body,
    attachments: attachments.map((name) => ({
      name,
      mime: 'application/octet-stream',
      sizeBytes: 0,
      // Of nothing: there are no bytes to look at.
      sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    })),
  };
}
