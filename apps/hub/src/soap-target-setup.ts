/** SOAP targets as the command line sets them up and tries them out: here the WSDL, the connector and the books meet. */
import type { SpecialistProcedure } from './access/snapshot.js';
import { readSnapshot } from './access/snapshot.js';
import { readSoapTarget, type NewSoapTarget, type SoapConnection, type SoapTargets } from './access/soap-targets.js';
import { AnswerReader } from './answer-reader.js';
import { DiskContentStore } from './archive/disk-content-store.js';
import { ArchiveQuestions } from './archive/questions.js';
import type { HubConfig } from './config/hub-config.js';
import { addressOf, checkedCall, type CalledService } from './confirm/soap/called-service.js';
import { doorTo, readForCalls } from './confirm/soap/soap-call.js';
import { ConnectorOutcomes } from './connector-outcomes.js';
import type { Database } from './database/database.js';
import { ErrorTexts } from './errors/codes.js';
import { HubError } from './errors/hub-error.js';
import { Messages } from './ledger/messages.js';
import { peerCertificateEnd } from './outgoing/peer-certificate.js';
import { ReadingJobs } from './reading-job.js';
import type { SoapVersion } from './soap/version.js';
import { callReach, calledServices } from './soap-sending.js';
import { tellWith } from './tellings.js';
import type { InstalledConnector, InstalledConnectors } from './translate/installed.js';
import { tells } from './translate/tells.js';

/** What somebody says of a target; the rest is in the WSDL. */
export interface WantedSoapTarget extends Pick<NewSoapTarget, 'wsdl' | 'secrets' | 'serverCa' | 'active'> {
  /** Where the WSDL has several. */
  readonly service?: string;
  readonly port?: string;
  /** Otherwise that of the WSDL. */
  readonly address?: string;
}

export interface SoapPortFacts {
  readonly wsdl: string;
  readonly service: string;
  readonly port: string;
  readonly address: string;
  readonly soapVersion: SoapVersion;
  readonly operations: readonly {
    readonly name: string;
    readonly action: string;
    /** Local name of the child of Body. */
    readonly input: string | null;
    readonly isOneWay: boolean;
  }[];
}

/** How the service answered to a GET; nothing was called. */
export type SoapContact =
  | { readonly reached: true; readonly status: number; readonly certificateEndsAt?: Date }
  | { readonly reached: false; readonly error: { readonly code: string; readonly message: string } };

/** What would be sent of a message; null where nothing would. */
export type SoapWouldTell = { readonly operation: string; readonly xml: string; readonly contents: number } | null;

export interface SoapTargetTest extends SoapPortFacts {
  readonly contact: SoapContact;
  /** Where a message was named. */
  readonly tells?: SoapWouldTell;
}

export class SoapTargetSetup {
  constructor(
    private readonly config: HubConfig,
    private readonly database: Database,
    private readonly connectors: () => Promise<InstalledConnectors>,
    readonly targets: SoapTargets,
  ) {}

  /** @throws HubError `soap-target.no-tell`, `soap-target.port-unknown`, `soap-target.wsdl-unusable`, `soap.wsdl-missing` */
  async set(tenant: string, name: string, wanted: WantedSoapTarget): Promise<SoapPortFacts> {
    const { found, schemasFolder } = await this.connectorOf(tenant, name);
    const { name: connector, version } = found.manifest;
    if (!tells(found)) {
      const sentence = `The connector ${connector} ${version} tells nothing by SOAP: it has no function tell.`;
      throw new HubError('rejected', 'soap-target.no-tell', sentence, { values: { connector, version } });
    }
    const { wsdl, service, port, secrets, serverCa, active } = wanted;
    const asked = { ...(service === undefined ? {} : { service }), ...(port === undefined ? {} : { port }) };
    const { called, at } = calledServices(this.config).choose(wsdl, schemasFolder, asked);
    await readForCalls(called, at);
    const address = addressOf(called, at, wanted.address);
    const rest = { ...(secrets === undefined ? {} : { secrets }), ...(serverCa === undefined ? {} : { serverCa }) };
    await this.targets.set(tenant, name, { ...at, address, active, ...rest });
    return factsOf(called, { ...at, address });
  }

  /**
   * Connects to the service without calling it.
   *
   * @param messageId of a message whose call is made and validated, and not sent
   */
  async test(tenant: string, name: string, messageId?: string): Promise<SoapTargetTest> {
    const { procedure, schemasFolder } = await this.connectorOf(tenant, name);
    const connection = await readSoapTarget(this.database, tenant, procedure.id);
    await this.targets.noteTest(tenant, name);
    const called = calledServices(this.config).find(connection, schemasFolder);
    await readForCalls(called, connection);
    const wouldTell =
      messageId === undefined ? {} : { tells: await this.wouldTell(procedure, called, connection, messageId) };
    return { ...factsOf(called, connection), contact: await this.contact(connection), ...wouldTell };
  }

  private async contact(connection: SoapConnection): Promise<SoapContact> {
    const door = doorTo(connection, callReach(this.config));
    try {
      return await door.ask({ url: new URL(connection.address), headers: {} }, async (answer) => ({
        reached: true,
        status: answer.statusCode ?? 0,
        ...peerCertificateEnd(answer.socket),
      }));
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      return { reached: false, error: { code: error.code, message: error.message } };
    } finally {
      door.close();
    }
  }

  private async wouldTell(
    procedure: SpecialistProcedure,
    called: CalledService,
    connection: SoapConnection,
    messageId: string,
  ): Promise<SoapWouldTell> {
    const { database, config } = this;
    const { tenant, id } = procedure;
    const message = await new Messages(database).find(tenant, messageId);
    if (message === undefined || message.procedureId !== id) {
      throw new HubError('rejected', 'message.not-found', 'There is no such message, or no worker has seen it yet.');
    }
    const { state, error } = message;
    if (state !== 'filed' && state !== 'rejected') {
      const sentence = `The message is ${state}: only of what is filed or rejected something is told.`;
      throw new HubError('rejected', 'soap-target.not-settled', sentence, { values: { state } });
    }
    const connectors = await this.connectors();
    const reader = new AnswerReader(config, connectors);
    try {
      const store = new DiskContentStore(config.contentDir!);
      const questions = new ArchiveQuestions(database);
      const outcomes = new ConnectorOutcomes({ reader, questions, store, texts: new ErrorTexts() });
      const jobs = new ReadingJobs(store, connectors);
      const tellOf = tellWith({ database, procedure: () => procedure, connectors, jobs, outcomes });
      const { told } = await tellOf({ tenant, procedure: id }, { messageId, outcome: state, error });
      if (told === undefined) return null;
      const { operation, xml, parts } = checkedCall(called, connection, told);
      return { operation: operation.name, xml, contents: parts.length };
    } finally {
      await reader.close();
    }
  }

  private async connectorOf(
    tenant: string,
    name: string,
  ): Promise<{
    readonly procedure: SpecialistProcedure;
    readonly found: InstalledConnector;
    readonly schemasFolder: string;
  }> {
    const { procedures } = await readSnapshot(this.database);
    const procedure = procedures.find((one) => one.tenant === tenant && one.name === name);
    if (procedure === undefined) {
      throw new HubError('rejected', 'access.unknown', `There is no procedure ${name}.`);
    }
    const connectors = await this.connectors();
    const found = connectors.named(procedure.connector, procedure.connectorVersion);
    return { procedure, found, schemasFolder: found.package?.schemasFolder ?? connectors.schemasFolder };
  }
}

function factsOf(
  { port: { soapVersion, operations } }: CalledService,
  { wsdl, service, port, address }: Pick<SoapConnection, 'wsdl' | 'service' | 'port' | 'address'>,
): SoapPortFacts {
  return {
    wsdl,
    service,
    port,
    address,
    soapVersion,
    operations: operations.map(({ name, inputAction, input, isOneWay }) => ({
      name,
      action: inputAction,
      input: input?.element ?? null,
      isOneWay,
    })),
  };
}
