// Two hubs exchange 1,000 messages of xdomea by XTA, one as the server with its mailboxes, the other one as author and as
// reader, over TLS with client certificates, while their connections are cut at random: each is filed exactly once, and every
// transport report is green.
import { administer } from '@fachwerk/hub/administer';
import { installSchemas } from '@fachwerk/hub/schema-packages';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { certificateUntil, type Certificate } from './harness/certificate.js';
import { CommandLine } from './harness/command-line.js';
import { query } from './harness/databases.js';
import { freePorts } from './harness/ports.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { TcpProxy } from './harness/tcp-proxy.js';
import { until } from './harness/wait.js';
import { parcel } from './hostile/xdomea-message.js';
import { officialSchemas, officialSchemasMissing } from './schemas.js';

const COUNT = 1_000;
const SENDERS = 4;
const SERVICE = 'urn:xdomea:transfer';
const MINUTES = 60_000;

/** Has the mailboxes. */
let server: SetUp;
/** Sends to them and fetches from them. */
let client: SetUp;
let proxy: TcpProxy;
let line: CommandLine;
let theirs: Certificate;
const certificates: Certificate[] = [];
let cuts = 0;
beforeAll(async () => {
  if (officialSchemasMissing !== undefined) return;
  line = await CommandLine.open();
  theirs = await newCertificate();
  const [port] = (await freePorts(1)) as [number];
  const keyFile = await line.file('server.key', theirs.key);
  const tls = { HTTPS_PORT: String(port), TLS_CERT_FILE: theirs.file, TLS_KEY_FILE: keyFile };
  server = await startSetUp('database', tls);
  client = await startSetUp('database', { WEBHOOK_TIMEOUT_MS: '5000' });
  proxy = await TcpProxy.start(port);
  await installSchemas({ FACHWERK_DATA_DIR: server.hub.dataDir }, join(officialSchemas, 'xta', '2.1.1'), {});
  await setParty('building-permits', 'author');
  await setParty('xdomea', 'reader');
  await setSource('building-permits', 'author', '--no-fetch');
  await setSource('xdomea', 'reader', '--interval', '1');
}, 2 * MINUTES);
afterAll(async () => {
  await proxy?.stop();
  await client?.remove();
  await server?.remove();
  await line?.close();
  await Promise.all(certificates.map((one) => one.remove()));
});

const clientEnv = (): Readonly<Record<string, string>> => ({
  DATABASE_URL: client.database.url,
  WEBHOOK_LOOPBACK: 'true',
  WEBHOOK_TIMEOUT_MS: '5000',
});

async function setParty(procedure: string, identifier: string): Promise<void> {
  const names = ['--type', 'xöv', '--identifier', identifier];
  const args = ['xta', 'party', 'add', '--tenant', 'demo', '--procedure', procedure, ...names];
  expect(await line.json({ DATABASE_URL: server.database.url }, ...args)).toMatchObject({ code: 0 });
}

async function newCertificate(): Promise<Certificate> {
  const certificate = await certificateUntil(new Date(Date.now() + 90 * 86_400_000));
  certificates.push(certificate);
  return certificate;
}

async function setSource(procedure: string, party: string, ...more: readonly string[]): Promise<void> {
  const { file, key } = await newCertificate();
  const of = ['--tenant', 'demo', '--procedure', procedure];
  const added = await line.json({ DATABASE_URL: server.database.url }, 'certificate', 'add', file, ...of);
  expect(added).toMatchObject({ code: 0 });
  const url = `https://localhost:${proxy.port}/xta/2.1.1`;
  const keyFile = await line.file(`${party}.key`, key);
  const credentials = ['--certificate', file, '--key', keyFile, '--ca', theirs.file];
  const args = [...of, '--url', url, '--party', party, ...credentials, ...more];
  expect(await line.json(clientEnv(), 'xta', 'source', 'set', ...args)).toMatchObject({ code: 0 });
  await until('the server knows the certificate', async () => {
    const { code } = await line.json(clientEnv(), 'xta', 'source', 'test', ...of);
    return code === 0;
  });
}

/** Until it is told to stop: about twice a second, at random. */
function cutAtRandom(): { stop(): Promise<void> } {
  let over = false;
  const cutting = (async () => {
    while (!over) {
      await delay(20 + Math.random() * 1_000);
      if (over) return;
      cuts += 1;
      if (Math.random() < 0.8) proxy.reset();
      else {
        proxy.cut();
        await delay(Math.random() * 300);
        proxy.restore();
      }
    }
  })();
  return {
    stop: () => {
      over = true;
      return cutting;
    },
  };
}

interface Line {
  readonly messageId: string;
  readonly state: string;
}

/** `fachwerk xta send`, as many at a time as there are senders. */
async function sendAll(): Promise<readonly Line[]> {
  const files = await Promise.all(
    Array.from({ length: COUNT }, (_, index) => line.file(`transfer-${index}.zip`, parcel(`transfer ${index}`))),
  );
  const each = Math.ceil(COUNT / SENDERS);
  const ran = await Promise.all(
    Array.from({ length: SENDERS }, (_, index) => {
      const own = files.slice(index * each, (index + 1) * each);
      const from = ['--tenant', 'demo', '--source', 'building-permits', '--retries', '40'];
      return line.json(clientEnv(), 'xta', 'send', ...own, ...from, '--reader', 'reader', '--service', SERVICE);
    }),
  );
  for (const { code, error } of ran) expect(code, JSON.stringify(error)).toBe(0);
  return ran.flatMap(({ answer }) => answer.messages as readonly Line[]);
}

const filedOnce = `SELECT count(*)::int AS messages, count(DISTINCT key)::int AS keys,
  count(*) FILTER (WHERE state = 'filed')::int AS filed
  FROM submission JOIN procedure ON procedure.id = procedure_id WHERE procedure.name = 'xdomea'`;

describe('1,000 messages by XTA over connections that are cut', () => {
  beforeEach((context) => {
    if (officialSchemasMissing !== undefined) context.skip(officialSchemasMissing);
  });

  it(
    'are each filed exactly once, and every transport report is green',
    async () => {
      const cutting = cutAtRandom();
      const sent = await sendAll();
      const ids = new Set(sent.map(({ messageId }) => messageId));
      expect(ids.size).toBe(COUNT);
      await until(
        'all of them are filed',
        async () => {
          const [row] = await query<{ filed: number }>(client.database.migrateUrl, filedOnce);
          return row!.filed >= COUNT;
        },
        30 * MINUTES,
      );
      await cutting.stop();
      expect(cuts).toBeGreaterThan(20);

      const [counted] = await query(client.database.migrateUrl, filedOnce);
      expect(counted).toEqual({ messages: COUNT, keys: COUNT, filed: COUNT });
      const keys = await query<{ key: string }>(client.database.migrateUrl, 'SELECT key FROM submission');
      expect(new Set(keys.map(({ key }) => key))).toEqual(ids);
      // Two documents each: the message, and what it is about.
      const documents = `SELECT (SELECT count(*) FROM case_file)::int AS files, (SELECT count(*) FROM document_version)::int AS versions`;
      expect(await query(client.database.migrateUrl, documents)).toEqual([{ files: COUNT, versions: 2 * COUNT }]);
      const xdomea = await client.hub.procedure('xdomea');
      await xdomea.booksWhen('the books balance', ({ balanced, filed }) => balanced === true && filed === COUNT);

      const open = new Set(ids);
      await administer(
        { FACHWERK_DATABASE_URL: client.database.url, FACHWERK_WEBHOOK_LOOPBACK: 'true' },
        async (setup) => {
          const tenant = (await setup.administration.tenantId('demo'))!;
          const author = await setup.xtaClient(tenant, 'building-permits');
          const look = async (): Promise<boolean> => {
            for (const id of open) {
              const { state } = await author.getTransportReport(id);
              expect(['open', 'green'], id).toContain(state);
              if (state === 'green') open.delete(id);
            }
            return open.size === 0;
          };
          await until('every report is green', look, 5 * MINUTES);
          author.end();
        },
      );
      const left = `SELECT (SELECT count(*) FROM xta_left)::int AS "left", (SELECT failures FROM xta_source WHERE fetches) AS failures`;
      await until('its source has recovered', async () => {
        const [row] = await query(client.database.migrateUrl, left);
        expect(row).toEqual({ left: 0, failures: 0 });
        return true;
      });
    },
    40 * MINUTES,
  );
});
