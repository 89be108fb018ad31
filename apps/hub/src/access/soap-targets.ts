import type { Clock, Ids } from '../config/clock.js';
import type { Database, Transaction } from '../database/database.js';
import { HubError } from '../errors/hub-error.js';
import { COMMAND_LINE, Journal } from './journal.js';
import { procedureIdOf } from './procedures.js';
import { endTarget, setTarget, type ProcedureOfTenant } from './receipt-targets.js';
import {
  certificateIn,
  checkServerAddress,
  checkServerSecrets,
  subjectOf,
  type ServerSecrets,
} from './server-credentials.js';

/** How a password is shown: as HTTP has it, or in the envelope as a UsernameToken, as text or as a digest. */
export type PasswordAs = 'basic' | 'text' | 'digest';

export interface SoapTargetSecrets extends ServerSecrets {
  /** Where there is a password. */
  readonly passwordAs?: PasswordAs;
}

/** Which port is called: of a WSDL that is installed, or below the schemas of the connector. */
export interface SoapPort {
  readonly wsdl: string;
  readonly service: string;
  readonly port: string;
}

export interface NewSoapTarget extends SoapPort {
  readonly address: string;
  /** Undefined: as before. */
  readonly secrets?: SoapTargetSecrets;
  readonly serverCa?: string;
  /** Otherwise receipts are written down and wait. */
  readonly active: boolean;
}

export interface SoapTargetRow extends SoapPort {
  readonly procedure: string;
  readonly address: string;
  readonly active: boolean;
  readonly userName: string | null;
  readonly passwordAs: PasswordAs | null;
  /** Distinguished name in the certificate that is shown. */
  readonly certificate: string | null;
  readonly certificateEndsAt: Date | null;
  readonly pending: number;
  readonly stopped: number;
  /** Failures in a row; a success sets it to 0. */
  readonly failures: number;
  readonly restUntil: Date | null;
}

/** What a service is called with now. */
export interface SoapConnection extends SoapPort {
  readonly address: string;
  readonly credentials: SoapTargetSecrets & { readonly serverCa?: string };
}

/**
 * SOAP services of procedures, which are told what became of their messages. Its row in `webhook` is the target of the outbox,
 * of the kind `soap`: the circuit, what waits and what was stopped are those of every target.
 */
export class SoapTargets {
  private readonly journal: Journal;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    ids: Ids,
  ) {
    this.journal = new Journal(database, clock, ids);
  }

  /** @throws HubError `soap-target.invalid`, another kind of target */
  async set(tenant: string, procedure: string, given: NewSoapTarget, actor = COMMAND_LINE): Promise<void> {
    const { wsdl, service, port, secrets, serverCa, active } = given;
    const address = checkServerAddress(given.address, invalid);
    const certificateEndsAt = checkServerSecrets(secrets, invalid);
    if (serverCa !== undefined) certificateIn(serverCa, invalid);
    await this.database.inTenant(tenant, async (transaction) => {
      const id = await procedureIdOf(transaction, tenant, procedure);
      await setTarget(transaction, { tenant, id }, { kind: 'soap', url: address, active }, this.clock.now());
      await transaction.query(
        `INSERT INTO soap_target (tenant_id, procedure_id, wsdl, service, port, server_ca) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (tenant_id, procedure_id) DO UPDATE SET wsdl = excluded.wsdl, service = excluded.service,
           port = excluded.port, server_ca = excluded.server_ca`,
        [tenant, id, wsdl, service, port, serverCa ?? null],
      );
      if (secrets !== undefined) await replaceSecrets(transaction, { tenant, id }, secrets, certificateEndsAt);
      const details = { wsdl, service, port, active, secrets: secrets === undefined ? 'as before' : 'new' };
      this.note(transaction, tenant, actor, 'soap-target.set', procedure, details);
    });
  }

  /** @throws HubError `soap-target.not-set` */
  async show(tenant: string, procedure: string): Promise<SoapTargetRow> {
    const [found] = await this.database.inTenant(tenant, (transaction) =>
      transaction.query<SoapTargetRow>(
        `SELECT procedure.name AS procedure, wsdl, service, port, url AS address, active, user_name AS "userName",
           password_as AS "passwordAs", certificate, own.certificate_ends_at AS "certificateEndsAt", failures,
           rest_until AS "restUntil",
           (SELECT count(*)::int FROM outbox WHERE outbox.tenant_id = own.tenant_id
              AND outbox.procedure_id = own.procedure_id AND state = 'pending') AS pending,
           (SELECT count(*)::int FROM outbox WHERE outbox.tenant_id = own.tenant_id
              AND outbox.procedure_id = own.procedure_id AND state = 'stopped') AS stopped
         FROM soap_target AS own JOIN webhook USING (tenant_id, procedure_id)
         JOIN procedure ON procedure.tenant_id = own.tenant_id AND procedure.id = own.procedure_id
         WHERE own.tenant_id = $1 AND procedure.name = $2`,
        [tenant, procedure],
      ),
    );
    if (found === undefined) throw targetNotSet(procedure);
    const { certificate } = found;
    return { ...found, certificate: certificate === null ? null : subjectOf(certificate, invalid) };
  }

  /**
   * Receipts go no more. What has not arrived yet is stopped, and can be released when there is a target again.
   *
   * @returns how many receipts were stopped
   */
  async remove(tenant: string, procedure: string, actor = COMMAND_LINE): Promise<number> {
    return this.database.inTenant(tenant, async (transaction) => {
      const id = await procedureIdOf(transaction, tenant, procedure);
      const message = 'The SOAP target of the procedure was removed before the receipt had arrived.';
      const why = { code: 'soap-target.removed', message };
      const stopped = await endTarget(transaction, { tenant, id }, 'soap', why, this.clock.now());
      if (stopped === undefined) throw targetNotSet(procedure);
      this.note(transaction, tenant, actor, 'soap-target.removed', procedure, { stopped });
      return stopped;
    });
  }

  /** Somebody is about to connect: nothing else tells of it. */
  async noteTest(tenant: string, procedure: string, actor = COMMAND_LINE): Promise<void> {
    await this.database.inTenant(tenant, async (transaction) => {
      this.note(transaction, tenant, actor, 'soap-target.tested', procedure, {});
    });
  }

  private note(
    transaction: Transaction,
    tenant: string,
    actor: string,
    action: `soap-target.${string}`,
    procedure: string,
    details: Readonly<Record<string, unknown>>,
  ): void {
    this.journal.note(transaction, tenant, { actor, action, subject: { kind: 'procedure', id: procedure }, details });
  }
}

/**
 * With its secrets, for whoever is about to use it.
 *
 * @param procedure its id
 * @throws HubError `soap-target.not-set`
 */
export async function readSoapTarget(database: Database, tenant: string, procedure: string): Promise<SoapConnection> {
  type Row = SoapPort & { readonly address: string } & Readonly<
      Record<keyof SoapTargetSecrets | 'serverCa', string | null>
    >;
  const [row] = await database.asSystem((transaction) =>
    transaction.query<Row>(
      `SELECT wsdl, service, port, url AS address, certificate, server_ca AS "serverCa", user_name AS "userName",
         password_as AS "passwordAs", private_key AS "privateKey", password
       FROM soap_target AS own JOIN webhook USING (tenant_id, procedure_id)
       LEFT JOIN soap_target_secret USING (tenant_id, procedure_id)
       WHERE own.tenant_id = $1 AND own.procedure_id = $2`,
      [tenant, procedure],
    ),
  );
  if (row === undefined) throw targetNotSet(procedure);
  const { wsdl, service, port, address, ...credentials } = row;
  const given = Object.entries(credentials).filter(([, text]) => text !== null);
  return {
    wsdl,
    service,
    port,
    address,
    credentials: Object.fromEntries(given) as SoapConnection['credentials'],
  };
}

async function replaceSecrets(
  transaction: Transaction,
  { tenant, id }: ProcedureOfTenant,
  { certificate, privateKey, userName, password, passwordAs = 'basic' }: SoapTargetSecrets,
  certificateEndsAt: Date | undefined,
): Promise<void> {
  await transaction.query(
    `UPDATE soap_target SET certificate = $3, certificate_ends_at = $4, user_name = $5, password_as = $6
     WHERE tenant_id = $1 AND procedure_id = $2`,
    [
      tenant,
      id,
      certificate ?? null,
      certificateEndsAt ?? null,
      userName ?? null,
      userName === undefined ? null : passwordAs,
    ],
  );
  await transaction.query(`DELETE FROM soap_target_secret WHERE tenant_id = $1 AND procedure_id = $2`, [tenant, id]);
  await transaction.query(
    `INSERT INTO soap_target_secret (tenant_id, procedure_id, private_key, password) VALUES ($1, $2, $3, $4)`,
    [tenant, id, privateKey ?? null, password ?? null],
  );
}

function targetNotSet(procedure: string): HubError {
  return new HubError('rejected', 'soap-target.not-set', `No SOAP target is set up for ${procedure}.`);
}

export function invalid(reason: string, cause?: unknown): HubError {
  return new HubError(
    'rejected',
    'soap-target.invalid',
    `The SOAP target cannot be set up: ${reason}.`,
    { values: { reason } },
    cause === undefined ? undefined : { cause },
  );
}
