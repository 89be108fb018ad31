/** What a tenant has as a client of XTA servers, without any server. */
import { administer } from '@fachwerk/hub/administer';
import { query } from './databases.js';

/** A procedure has a source that is not fetched from, and a target that nobody listens at. */
export function setUpXtaSource(url: string, tenant: string, procedure: string): Promise<void> {
  const nowhere = 'http://127.0.0.1:9/';
  return administer({ FACHWERK_DATABASE_URL: url }, async ({ xtaSources, xtaTargets }) => {
    await xtaSources.set(tenant, procedure, {
      addresses: { management: nowhere, send: nowhere, msgbox: nowhere },
      party: { identifier: 'city', type: 'xöv' },
      secrets: { userName: 'city', password: 'secret' },
      fetches: false,
      intervalSeconds: 60,
      closesRefused: false,
    });
    const messageType = { code: 'm', listUri: 'urn:l', listVersion: '1', payloadSchema: 'urn:s' };
    await xtaTargets.set(tenant, procedure, {
      reader: { identifier: 'reader', type: 'xöv' },
      qualifier: { service: 'urn:s', scenario: 's', messageType },
      active: true,
    });
  });
}

/** A message that was left in each mailbox, and each receipt that is to go by XTA under a MessageID. */
export async function leaveAtSource(migrateUrl: string): Promise<void> {
  await query(
    migrateUrl,
    `INSERT INTO xta_delivery SELECT tenant_id, outbox.id, 'urn:m', 'urn:d', now()
       FROM outbox JOIN xta_target USING (tenant_id, procedure_id);
     INSERT INTO xta_left (tenant_id, procedure_id, message_id, error, first_at, last_at)
       SELECT tenant_id, procedure_id, 'urn:m', '{}', now(), now() FROM xta_source`,
  );
}
