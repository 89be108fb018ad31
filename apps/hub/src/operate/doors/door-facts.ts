/** What is known of the doors of a tenant: gathered once for each who looks. */
import { readCertificateEnds, type CertificateEnd } from '../../access/certificate-ends.js';
import type { AccessDirectory } from '../../access/directory.js';
import { readReceiptWays, type ReceiptWay } from '../../access/receipt-ways.js';
import type { SpecialistProcedure } from '../../access/snapshot.js';
import type { PartyRow, XtaParties } from '../../access/xta-parties.js';
import type { XtaSourceRow, XtaSources } from '../../access/xta-sources.js';
import type { Clock } from '../../config/clock.js';
import type { Database } from '../../database/database.js';
import type { GatewayBook, ToldGateway } from '../../ledger/doors/gateways.js';
import {
  readDoorContacts,
  readDoorRefusals,
  readDoorUses,
  type DoorContact,
  type DoorRefusals,
  type DoorUse,
} from '../../ledger/doors/reading.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Gateways tell of themselves four times a minute. */
export const SILENT_SECONDS = 60;
/** Certificates that are over are shown for so long. */
const ENDED_SHOWN_MS = 30 * DAY_MS;
const CERTIFICATES_MAX = 100;

/** A service of the connector of a procedure. */
export interface OfferedService {
  readonly connector: string;
  readonly version: string;
  readonly name: string;
  readonly title: string;
  readonly wsdl: string;
}

export interface DoorFacts {
  readonly now: Date;
  readonly procedures: readonly SpecialistProcedure[];
  readonly gateways: readonly ToldGateway[];
  readonly uses: readonly DoorUse[];
  readonly refusals: readonly DoorRefusals[];
  readonly contacts: readonly DoorContact[];
  readonly certificates: readonly CertificateEnd[];
  readonly receipts: readonly ReceiptWay[];
  readonly sources: readonly XtaSourceRow[];
  readonly parties: readonly PartyRow[];
  /** Of the connectors that procedures have. */
  readonly services: readonly (OfferedService & { readonly procedures: readonly string[] })[];
}

export interface DoorBooks {
  readonly database: Database;
  readonly gateways: GatewayBook;
  readonly sources: XtaSources;
  readonly parties: XtaParties;
  /** Services of a connector in the version that a procedure has. */
  readonly servicesOf: (procedure: SpecialistProcedure) => readonly OfferedService[];
}

export class DoorLooks {
  constructor(
    private readonly books: DoorBooks,
    private readonly directory: AccessDirectory,
    private readonly clock: Clock,
  ) {}

  async look(tenant: string): Promise<DoorFacts> {
    const { database, gateways, sources, parties } = this.books;
    const now = this.clock.now();
    const before = (ms: number): Date => new Date(Math.ceil((now.getTime() - ms) / MINUTE_MS) * MINUTE_MS);
    const since = { hour: before(60 * MINUTE_MS), day: before(DAY_MS) };
    const ended = { from: new Date(now.getTime() - ENDED_SHOWN_MS), limit: CERTIFICATES_MAX };
    const counted = await database.inTenant(tenant, async (transaction) => ({
      uses: await readDoorUses(transaction, tenant, since),
      refusals: await readDoorRefusals(transaction, tenant, since),
      contacts: await readDoorContacts(transaction, tenant),
      certificates: await readCertificateEnds(transaction, tenant, ended),
      receipts: await readReceiptWays(transaction, tenant),
    }));
    const procedures = this.directory.proceduresOf(tenant);
    return {
      ...counted,
      now,
      procedures,
      gateways: await gateways.since(new Date(now.getTime() - SILENT_SECONDS * 1_000)),
      sources: await sources.list(tenant),
      parties: await parties.list(tenant),
      services: this.servicesOf(procedures),
    };
  }

  private servicesOf(procedures: readonly SpecialistProcedure[]): DoorFacts['services'] {
    const found = new Map<string, OfferedService & { procedures: string[] }>();
    for (const procedure of procedures) {
      for (const service of this.books.servicesOf(procedure)) {
        const key = `${service.connector}/${service.version}/${service.name}`;
        const known = found.get(key) ?? { ...service, procedures: [] };
        known.procedures.push(procedure.name);
        found.set(key, known);
      }
    }
    return [...found.values()];
  }
}
