// Who is who over XTA: parties are given by the command line, and a procedure shows who it is by its certificate in TLS.
import { once } from 'node:events';
import { request } from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { administer } from '@fachwerk/hub/administer';
import { installSchemas } from '@fachwerk/hub/schema-packages';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CommandLine, type CommandSettings } from './harness/command-line.js';
import { query } from './harness/databases.js';
import { identityOf, type Identity } from './harness/identities.js';
import { startSetUp } from './harness/provided.js';
import { SecureClient } from './harness/secure-client.js';
import type { SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { actions, envelope, party, TYPE } from './harness/xta-requests.js';
import { officialSchemas, officialSchemasMissing } from './schemas.js';

const AUTHOR = ['--tenant', 'demo', '--type', TYPE, '--identifier'];

describe.skipIf(officialSchemasMissing !== undefined)('parties of XTA', () => {
  let line: CommandLine;
  let setUp: SetUp;
  let client: SecureClient;
  let env: CommandSettings;
  let permits: Identity;
  let expired: Identity;
  let revoked: Identity;
  beforeAll(async () => {
    line = await CommandLine.open();
    client = await SecureClient.open(await identityOf('hub'));
    setUp = await startSetUp('database', client.settings);
    env = { DATABASE_URL: setUp.database.url };
    await installSchemas({ FACHWERK_DATA_DIR: setUp.hub.dataDir }, join(officialSchemas, 'xta', '2.1.1'), {});
    [permits, expired, revoked] = [
      await identityOf('permits'),
      await identityOf('expired'),
      await identityOf('revoked'),
    ];
    await administer({ FACHWERK_DATABASE_URL: setUp.database.url }, async ({ administration, certificates }) => {
      const by = { tenant: (await administration.tenantId('demo'))!, name: '(test)' };
      for (const { cert } of [permits, expired, revoked]) await certificates.add(by, 'building-permits', cert);
    });
    await query(
      setUp.database.migrateUrl,
      `UPDATE procedure_certificate SET not_before = now() - interval '2 days', not_after = now() - interval '1 day'
       WHERE encode(fingerprint, 'hex') = $1`,
      [expired.fingerprint],
    );
    await query(
      setUp.database.migrateUrl,
      `UPDATE procedure_certificate SET revoked_at = now() WHERE encode(fingerprint, 'hex') = $1`,
      [revoked.fingerprint],
    );
    await until('the hub knows them', () => setUp.hub.knows(permits.fingerprint));
  });
  afterAll(async () => {
    await setUp.remove();
    await client.remove();
    await line.close();
  });

  /** Status and number of the exception. */
  async function checked(as: Identity | undefined, header = ''): Promise<string> {
    const action = actions.checkAccountActive;
    const call = request({
      ...client.target,
      path: '/xta/2.1.1/management',
      method: 'POST',
      agent: false,
      ...(as && { cert: as.cert, key: as.key }),
      headers: { 'content-type': `application/soap+xml; charset=utf-8; action="${action}"` },
    });
    call.end(envelope(action, '', { header }));
    const [response] = await once(call, 'response');
    const answer = await text(response);
    return `${response.statusCode} ${/<code[^>]*>(\d+)</.exec(answer)?.[1] ?? ''}`;
  }

  it('are given, listed and taken away by the command line, and the journal says by whom', async () => {
    const city = await line.json(env, 'xta', 'party', 'add', ...AUTHOR, 'city');
    expect(city).toMatchObject({ code: 0, answer: { tenant: 'demo', identifier: 'city' } });
    const own = ['--procedure', 'building-permits', '--service', 'urn:test:one', 'urn:test:two'];
    expect((await line.json(env, 'xta', 'party', 'add', ...AUTHOR, 'permits', ...own)).code).toBe(0);
    expect(await line.json(env, 'xta', 'party', 'add', ...AUTHOR, 'permits')).toMatchObject({
      code: 1,
      error: { code: 'xta.party-exists' },
    });
    const unknown = ['--procedure', 'nobody'];
    expect((await line.json(env, 'xta', 'party', 'add', ...AUTHOR, 'x', ...unknown)).error?.code).toBe(
      'access.unknown',
    );
    expect((await line.json(env, 'xta', 'party', 'add', ...AUTHOR, 'a\tb')).error?.code).toBe('xta.party-invalid');
    const { parties } = (await line.json(env, 'xta', 'party', 'list', '--tenant', 'demo')).answer;
    expect(parties).toMatchObject([
      { procedure: null, type: TYPE, identifier: 'city', services: [] },
      { procedure: 'building-permits', identifier: 'permits', services: ['urn:test:one', 'urn:test:two'], waiting: 0 },
    ]);
    expect((await line.run(env, 'xta', 'party', 'list', '--tenant', 'demo')).stdout).toContain('(city)');

    expect((await line.json(env, 'xta', 'party', 'remove', ...AUTHOR, 'city')).code).toBe(0);
    expect((await line.json(env, 'xta', 'party', 'remove', ...AUTHOR, 'city')).error?.code).toBe('xta.party-unknown');
    const noted = await query(
      setUp.database.migrateUrl,
      `SELECT actor, action, subject_id AS subject FROM journal WHERE subject_kind = 'xta-party' ORDER BY id`,
    );
    expect(noted).toEqual([
      { actor: '(command line)', action: 'xta-party.added', subject: `${TYPE} city` },
      { actor: '(command line)', action: 'xta-party.added', subject: `${TYPE} permits` },
      { actor: '(command line)', action: 'xta-party.removed', subject: `${TYPE} city` },
    ]);
  });

  it('speak for themselves alone, by the certificate that they show', async () => {
    expect(await checked(permits)).toBe('200 ');
    expect(await checked(permits, party('Author', 'permits'))).toBe('200 ');
    expect(await checked(permits, party('Author', 'somebody'))).toBe('400 9014');
    expect(await checked(expired)).toBe('400 9010');
    expect(await checked(revoked)).toBe('400 9011');
    expect(await checked(await identityOf('stranger'))).toBe('400 9012');
    expect(await checked(undefined)).toBe('401 9012');
  });
});
