/** The entrances of the crash test: what each needs on the stage, who sends through it, and what its senders look at in the end. */
import { join } from 'node:path';
import { RestDoor, type Door, type DoorName } from '@fachwerk/cli/chaos/door';
import type { Verdict } from '@fachwerk/cli/chaos/audit';
import type { Sent } from '@fachwerk/cli/chaos/load';
import type { Source } from '@fachwerk/cli/chaos/message';
import type { Random } from '@fachwerk/cli/chaos/random';
import { inventions } from '@fachwerk/cli/chaos/sources';
import type { Witness } from '@fachwerk/cli/hub/witness';
import { administer } from '@fachwerk/hub/administer';
import { installSchemas } from '@fachwerk/hub/schema-packages';
import type { ConnectorPackage } from '../harness/connector-package.js';
import type { HubSettings } from '../harness/hub-process.js';
import { addProcedures } from '../harness/packages.js';
import { until } from '../harness/wait.js';
import { TYPE } from '../harness/xta-requests.js';
import { officialSchemas, officialSchemasMissing } from '../schemas.js';
import { petitionsPackage } from '../soap/petitions.js';
import { MailboxReader } from './mailbox.js';
import { findIds, reportProblems } from './reports.js';
import { petitions, SoapSender } from './soap-sender.js';
import type { Stage } from './stage.js';
import { AUTHOR, CITY, letters, permitsByXta, READER, XtaClients, XtaSender } from './xta-sender.js';

const RUN = 'crash';
/** Procedures of their own: so the books of each are those of one entrance. */
const BY_SOAP = 'petitions';
const BY_XTA = 'permits-by-xta';
const MAILBOX = 'mailbox';
/** Shorter than a sender waits: it is told that its message is not filed yet, and sends it again. */
const FILED_WAIT_MS = '8000';

/** Why an entrance cannot be had here; undefined when it can. */
export function entranceMissing(name: DoorName): string | undefined {
  return name === 'xta' ? officialSchemasMissing : undefined;
}

/** What has to be there before the stage is. */
export interface Groundwork {
  readonly settings: HubSettings;
  readonly connectors: readonly string[];
  remove(): Promise<void>;
}

export async function layGroundwork(doors: readonly DoorName[]): Promise<Groundwork> {
  const made: ConnectorPackage | undefined = doors.includes('soap') ? await petitionsPackage() : undefined;
  return {
    settings: { FILED_WAIT_MS, ...(made === undefined ? {} : { CONNECTORS: made.folder }) },
    connectors: made === undefined ? [] : [made.folder],
    remove: async () => made?.remove(),
  };
}

export class Entrances {
  readonly doors: Partial<Record<DoorName, Door>> = {};
  readonly sources: Source[] = [];
  /** Of each procedure that sends, as the header has it. */
  readonly authorizations: Record<string, string> = {};
  private author: XtaClients | undefined;
  private reader: MailboxReader | undefined;

  private constructor(private readonly gateways: readonly string[]) {}

  static async open(
    stage: Stage,
    names: readonly DoorName[],
    connectors: readonly string[],
    random: Random,
  ): Promise<Entrances> {
    const entrances = new Entrances(stage.gateways.map(({ address }) => address));
    if (names.includes('rest')) await entrances.openRest(stage);
    if (names.includes('soap')) await entrances.openSoap(stage, connectors);
    if (names.includes('xta')) await entrances.openXta(stage, random);
    return entrances;
  }

  /** Whoever reads what was sent. */
  start(): void {
    this.reader?.start();
  }

  /** What was sent and is filed; the ids of all that was accepted are known then. */
  async filedOf(witness: Witness, sent: readonly Sent[]): Promise<readonly Sent[]> {
    const filed = sent.filter(({ expected }) => expected !== 'fetched');
    if (this.author !== undefined) {
      const byXta = filed.filter(({ door }) => door === 'xta');
      await findIds(witness, BY_XTA, byXta);
    }
    return filed;
  }

  /** What is to be said of messages that no archive shows, and of what their senders are told in the end. */
  async audit(
    witness: Witness,
    sent: readonly Sent[],
  ): Promise<{ readonly verdicts: readonly Verdict[]; readonly problems: readonly string[] }> {
    if (this.author === undefined || this.reader === undefined) return { verdicts: [], problems: [] };
    const boxed = sent.filter(({ expected }) => expected === 'fetched');
    await this.reader.finish(boxed, witness.patienceMs);
    const byXta = sent.filter(({ door }) => door === 'xta');
    return {
      verdicts: this.reader.verdicts(boxed),
      problems: [
        ...this.reader.strangers(boxed),
        ...(await reportProblems(witness, this.author.of(this.gateways[0]!), byXta)),
      ],
    };
  }

  private async openRest({ operator }: Stage): Promise<void> {
    for (const [name, make] of Object.entries(inventions)) {
      this.authorizations[name] = `Bearer ${await operator.process.keyOf(name)}`;
      this.sources.push(make(name, RUN));
    }
    this.doors.rest = new RestDoor(this.authorizations);
  }

  private async openSoap(stage: Stage, connectors: readonly string[]): Promise<void> {
    await this.add(stage, BY_SOAP, 'petitions', connectors);
    this.doors.soap = new SoapSender({ authorization: this.authorizations[BY_SOAP]! });
    this.sources.push(petitions(BY_SOAP, RUN));
  }

  private async openXta(stage: Stage, random: Random): Promise<void> {
    const folder = join(officialSchemas, 'xta', '2.1.1');
    for (const { process } of stage.gateways) await installSchemas({ FACHWERK_DATA_DIR: process.dataDir }, folder, {});
    await this.add(stage, BY_XTA, 'building-permits');
    await this.add(stage, MAILBOX, 'building-permits');
    const env = { FACHWERK_DATABASE_URL: stage.database.settings['DATABASE_URL']! };
    await administer(env, async ({ administration, xtaParties }) => {
      const tenant = (await administration.tenantId('demo'))!;
      const by = { tenant, name: '(crash test)' };
      await xtaParties.add(by, { type: TYPE, identifier: CITY, procedure: undefined, services: [] });
      await xtaParties.add(by, { type: TYPE, identifier: AUTHOR, procedure: BY_XTA, services: [] });
      await xtaParties.add(by, { type: TYPE, identifier: READER, procedure: MAILBOX, services: [] });
    });
    this.author = new XtaClients({ authorization: this.authorizations[BY_XTA]! });
    const reading = new XtaClients({ authorization: this.authorizations[MAILBOX]! });
    for (const gateway of this.gateways) await answers(this.author, gateway);
    this.reader = new MailboxReader(reading, this.gateways, random);
    this.doors.xta = new XtaSender(this.author);
    this.sources.push(permitsByXta(BY_XTA, 'xta'), letters(BY_XTA));
  }

  private async add(stage: Stage, name: string, connector: string, connectors: readonly string[] = []): Promise<void> {
    const setUp = { hub: stage.operator.process, database: { url: stage.database.settings['DATABASE_URL']! } };
    const [procedure] = await addProcedures(setUp, connectors, [{ name, connector }]);
    const authorization = procedure!.headers['authorization']!;
    this.authorizations[name] = authorization;
    const key = authorization.replace(/^Bearer /, '');
    for (const { process } of stage.gateways) await until('its gateways know the key', () => process.knowsKey(key));
  }
}

/** Schemas are looked for every few seconds. */
async function answers(clients: XtaClients, gateway: string): Promise<void> {
  await until('a gateway has the schemas', async () => {
    const { status } = await clients.of(gateway).ask('checkAccountActive');
    return status === 200;
  });
}
