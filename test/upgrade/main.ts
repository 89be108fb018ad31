/**
 * A hub of the previous version is upgraded while messages come in: the database is migrated under it, a hub of this
 * version works beside it for a while, then alone. Every `202` is filed once.
 */
import { deepStrictEqual as equal, match, ok, rejects } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { migrateDatabase } from '@fachwerk/hub/administer';
import { createDatabase, query } from '../harness/databases.js';
import { HubProcess, type HubSettings } from '../harness/hub-process.js';
import { Procedure } from '../harness/procedure.js';
import { startServers } from '../harness/servers.js';
import { brokerOn } from '../harness/services.js';
import { until } from '../harness/wait.js';
import { permit } from '../permit.js';

const EACH = 40;

const previous = process.argv[2]!;
const oldMain = join(previous, 'apps/hub/dist/main.js');
const { servers, stop } = await startServers(join(import.meta.dirname, '..', '..', '..', '.cache'));
const hubs: HubProcess[] = [];
try {
  await upgrade();
} finally {
  for (const hub of hubs.toReversed()) await hub.remove();
  await stop();
}

async function upgrade(): Promise<void> {
  const database = await createDatabase(servers.databaseUrl, servers.hubLogin);
  const urls = { FACHWERK_DATABASE_URL: database.url, FACHWERK_MIGRATE_DATABASE_URL: database.migrateUrl };
  const cli = join(previous, 'apps/cli/bin/fachwerk.mjs');
  execFileSync(process.execPath, [cli, 'migrate'], { env: { ...process.env, ...urls }, stdio: 'pipe' });
  const common: HubSettings = { DATABASE_URL: database.url, AMQP_URL: await brokerOn(servers) };

  const old = await begun({ ...common, DEMO: 'true', GATEWAY_NAME: 'old' }, oldMain);
  const key = `Bearer ${await old.keyOf('building-permits')}`;
  const to = (hub: HubProcess): Procedure => new Procedure(hub.baseUrl, 'building-permits', key);
  const sent = new Map<string, string>();
  const send = async (hub: HubProcess, prefix: string): Promise<void> => {
    for (let count = 0; count < EACH; count += 1) {
      const number = `${prefix}-${count}`;
      const parcel = `Flur ${count % 10}`;
      sent.set(
        number,
        await to(hub).sendUntilAccepted(permit(number, { parcel }), { key: number, mime: 'application/json' }),
      );
    }
  };
  await send(old, 'before');

  // This version does not start on the old schema, and says what to do.
  const settings = { ...common, GATEWAY_NAME: 'new', CONTENT_DIR: join(old.dataDir, 'content') };
  const early = await HubProcess.prepare(settings);
  await rejects(early.start(), (error: Error) => (match(error.message, /fachwerk migrate/), true));
  tell('this version refuses the schema of the previous one');

  const [, ran] = await Promise.all([send(old, 'meanwhile'), migrateDatabase(urls)]);
  ok(ran.length > 0, 'There was nothing to migrate: the previous version has the same schema.');
  tell(`migrated while the previous version took and filed messages: ${ran.join(', ')}`);
  await send(old, 'after');
  for (const id of sent.values()) equal((await to(old).settled(id, 120_000)).state, 'filed');
  tell(`${sent.size} messages filed by the previous version, ${EACH} of them after the migration`);

  const now = await begun(settings);
  await Promise.all([send(old, 'beside-old'), send(now, 'beside-new')]);
  for (const id of sent.values()) equal((await to(now).settled(id, 120_000)).state, 'filed');
  tell(`${2 * EACH} messages filed side by side`);

  // Some of these are in its hands when it dies.
  await send(old, 'queued');
  await old.kill();
  await send(now, 'alone');
  for (const [number, id] of sent) equal((await to(now).settled(id, 120_000)).state, 'filed', number);
  tell('the previous version was killed with messages on their way; all are filed');

  await rejects(old.start(), (error: Error) => (match(error.message, /migrated by a newer version/), true));
  tell('the previous version refuses the schema of this one');

  for (const id of sent.values()) {
    const [document] = (await to(now).message(id))['receipt'].documents as { content: string; sha256: string }[];
    const bytes = await to(now).content(document!.content);
    equal(createHash('sha256').update(bytes).digest('hex'), document!.sha256);
  }
  const forms = await query<Record<string, number>>(
    database.migrateUrl,
    `SELECT count(*) FILTER (WHERE segment IS NULL)::int AS files, count(segment)::int AS placed FROM document_version`,
  );
  ok(forms[0]!['files']! > 0 && forms[0]!['placed']! > 0);
  tell(`every document is read: ${forms[0]!['files']} from files of their own, ${forms[0]!['placed']} from segments`);

  const again = [...sent.keys()][0]!;
  const repeated = await to(now).sendUntilAccepted(permit(again, { parcel: 'Flur 0' }), {
    key: again,
    mime: 'application/json',
  });
  equal((await to(now).settled(repeated, 120_000)).duplicateOf, sent.get(again));
  const [counts] = await query<Record<string, number>>(
    database.migrateUrl,
    `SELECT count(*)::int AS filed, (SELECT count(*)::int FROM history WHERE action = 'created' AND record_kind = 'document') AS documents,
       (SELECT count(*)::int FROM case_file) AS files, (SELECT max(last_number)::int FROM reference_counter) AS last
     FROM submission WHERE state = 'filed'`,
  );
  equal(counts, { filed: sent.size, documents: sent.size, files: 10, last: 10 });
  await until('the books are even', async () => {
    const { accepted, filed, missing } = await to(now).books();
    return accepted === sent.size && filed === sent.size && (missing?.length ?? 0) === 0;
  });
  tell(`${sent.size} sent, ${sent.size} filed, nothing lost, nothing doubled`);
}

async function begun(settings: HubSettings, main?: string): Promise<HubProcess> {
  const hub = await HubProcess.prepare(settings, main === undefined ? {} : { main });
  hubs.push(hub);
  await hub.start();
  return hub;
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}
