/** What a tenant has as a caller of SOAP services, without any service. */
import { administer } from '@fachwerk/hub/administer';
import { setUpXtaSource } from './xta-source.js';

/** Whatever a tenant calls or fetches from. */
export async function setUpServers(url: string, tenant: string): Promise<void> {
  await setUpXtaSource(url, tenant, 'invoices');
  await setUpSoapTarget(url, tenant);
}

/** A procedure of its own whose receipts go to a service that nobody listens at. */
function setUpSoapTarget(url: string, tenant: string): Promise<void> {
  return administer({ FACHWERK_DATABASE_URL: url }, async ({ administration, soapTargets }) => {
    const settings = { filePlanCode: '632.6' };
    const facts = { name: 'told', title: 'told', connector: 'building-permits', settings };
    await administration.createProcedure(tenant, facts);
    await soapTargets.set(tenant, 'told', {
      wsdl: 'building-permits/receipts.wsdl',
      port: 'Receipts12',
      address: 'http://127.0.0.1:9/',
      secrets: { userName: 'city', password: 'secret', passwordAs: 'digest' },
      active: true,
    });
  });
}
