/** A hub whose door for SOAP is open: Munich's service and XTA installed, procedures with certificates, a listener with TLS. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { administer } from '@fachwerk/hub/administer';
import { installSchemas } from '@fachwerk/hub/schema-packages';
import type { ExchangeKind, SetUp } from '../../harness/set-ups.js';
import { freePorts } from '../../harness/ports.js';
import { startSetUp } from '../../harness/provided.js';
import { Signers, type SignerFiles } from '../../harness/signers.js';
import { Trap } from '../../harness/trap.js';
import { until } from '../../harness/wait.js';
import { dmsFolder } from '../../munich-wsdls.js';
import { officialSchemas } from '../../schemas.js';
import type { HubSettings } from '../../harness/hub-process.js';
import type { XtaParty } from '../xta/xta-request.js';
import type { Door } from './send.js';

export const DMS_PROCEDURE = 'munich-dms';
/** The newest of Munich's services. */
export const DMS_PATH = `/soap/${DMS_PROCEDURE}/v1.10`;

/** As an operator installs them. */
const PACKAGES = [dmsFolder, join(officialSchemas, 'xta', '2.1.1')];

export interface SoapCity {
  readonly setUp: SetUp;
  readonly signers: Signers;
  readonly server: SignerFiles;
  readonly trap: Trap;
  readonly httpsPort: number;
  door(procedure: string, path: string): Promise<Door>;
  remove(): Promise<void>;
}

/** @param settings more than the listener */
export async function startSoapCity(exchange: ExchangeKind, settings: HubSettings = {}): Promise<SoapCity> {
  const signers = await Signers.open();
  const server = await signers.make('localhost', { hosts: ['localhost', '127.0.0.1'] });
  const [httpsPort] = await freePorts(1);
  const setUp = await startSetUp(exchange, {
    HTTPS_PORT: String(httpsPort),
    TLS_CERT_FILE: server.certificateFile,
    TLS_KEY_FILE: server.keyFile,
    ...settings,
  });
  for (const folder of PACKAGES) await installSchemas({ FACHWERK_DATA_DIR: setUp.hub.dataDir }, folder, {});
  const trap = await Trap.open();
  return {
    setUp,
    signers,
    server,
    trap,
    httpsPort: httpsPort!,
    door: async (procedure, path) => ({
      host: new URL(setUp.hub.baseUrl).host,
      path,
      authorization: `Bearer ${await setUp.hub.keyOf(procedure)}`,
      tls: { host: `127.0.0.1:${httpsPort}`, authority: server.certificate },
    }),
    remove: async () => {
      await setUp.remove();
      await trap.close();
      await signers.remove();
    },
  };
}

/** Another procedure of the same connector, in this tenant or another one. @returns its key */
export async function addProcedure(
  { setUp }: Pick<SoapCity, 'setUp'>,
  tenantName: string,
  name: string,
  connector: string,
): Promise<string> {
  const key = await administer({ FACHWERK_DATABASE_URL: setUp.database.url }, async ({ administration, filePlan }) => {
    let tenant = await administration.tenantId(tenantName);
    if (tenant === undefined) {
      tenant = await administration.createTenant(tenantName, tenantName);
      await filePlan.createEntry(tenant, { code: '632.6', title: 'Akten', referencePattern: '{plan}/{year}-{seq}' });
    }
    const settings = { filePlanCode: '632.6' };
    await administration.createProcedure(tenant, { name, title: name, connector, settings });
    return administration.createKey(tenant, name, 'test');
  });
  await until('the hub knows the procedure', () => setUp.hub.knows(`"name":"${name}"`));
  return key;
}

/** Certificates of procedures, as an operator registers them. */
export async function addCertificate(
  { setUp }: Pick<SoapCity, 'setUp'>,
  tenantName: string,
  procedure: string,
  { certificateFile }: SignerFiles,
): Promise<void> {
  const pem = await readFile(certificateFile, 'utf8');
  const { fingerprint } = await administer({ FACHWERK_DATABASE_URL: setUp.database.url }, async (parts) => {
    const tenant = await parts.administration.tenantId(tenantName);
    return parts.certificates.add({ tenant: tenant!, name: 'test' }, procedure, pem);
  });
  await until('the hub knows the certificate', () => setUp.hub.knows(fingerprint));
}

/** Whom an identifier means: a procedure, or without one the city itself. */
export async function addParty(
  { setUp }: Pick<SoapCity, 'setUp'>,
  tenantName: string,
  name: string,
  procedure: string | undefined,
): Promise<XtaParty> {
  const party = { type: 'XTA_ID', identifier: `urn:test:${name}` };
  await administer({ FACHWERK_DATABASE_URL: setUp.database.url }, async (parts) => {
    const tenant = await parts.administration.tenantId(tenantName);
    await parts.xtaParties.add({ tenant: tenant!, name: 'test' }, { ...party, procedure, services: [] });
  });
  return party;
}
