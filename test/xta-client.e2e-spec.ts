// The hub fetches messages from the mailbox of an XTA server that was written for this, as many gateways as there are: each
// message is filed once, whatever breaks on the way, and what cannot be accepted stands in nobody's way.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from './fixtures.js';
import { certificateUntil, type Certificate } from './harness/certificate.js';
import { CommandLine, type CommandSettings } from './harness/command-line.js';
import { query } from './harness/databases.js';
import { HubProcess } from './harness/hub-process.js';
import type { Answer, Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { XtaServer, type Boxed } from './harness/xta-server.js';
import { permit } from './permit.js';

const PERMITS = ['--tenant', 'demo', '--procedure', 'building-permits'];

let setUp: SetUp;
let line: CommandLine;
let env: CommandSettings;
let operator: Procedure;
let server: XtaServer;
let ours: Certificate;
let theirs: Certificate;
beforeAll(async () => {
  setUp = await startSetUp('database', { LOG_LEVEL: 'debug', WEBHOOK_TIMEOUT_MS: '3000' });
  line = await CommandLine.open();
  env = { DATABASE_URL: setUp.database.url, WEBHOOK_LOOPBACK: 'true' };
  operator = await setUp.hub.operator();
  const nextYear = new Date(Date.now() + 365 * 86_400_000);
  [ours, theirs] = await Promise.all([certificateUntil(nextYear), certificateUntil(nextYear)]);
  const { key, cert } = theirs;
  server = await XtaServer.open({ key, cert, ca: [ours.cert], requestCert: true, rejectUnauthorized: true });
});
afterAll(async () => {
  await setUp.remove();
  await server.close();
  await line.close();
  await Promise.all([ours.remove(), theirs.remove()]);
});
afterEach(() => {
  server.mishap = () => undefined;
  server.inline = false;
  server.pageMax = 100;
  server.repeatsPages = false;
  server.asked.length = 0;
});

const boxed = (number: string, rest: Partial<Boxed> = {}): Boxed => ({
  message: { contentType: 'application/json', fileName: `${number}.json`, bytes: Buffer.from(permit(number)) },
  ...rest,
});

/** The message of the demo's building permits that has a MessageID as its key, once it is settled. */
function settled(key: string, deadlineMs?: number): Promise<Answer['body']> {
  const ask = async (): Promise<Answer['body']> => {
    const { messages } = (await operator.get(`/v1/messages?limit=500&procedure=building-permits`)).body;
    return messages.find((message: Answer['body']) => message.key === key && message.state !== 'accepted');
  };
  return until(`${key} is settled`, ask, deadlineMs);
}

async function set(...more: readonly string[]): Promise<void> {
  const key = await line.file('client.key', ours.key);
  const secrets = ['--certificate', ours.file, '--key', key, '--ca', theirs.file];
  const args = [...PERMITS, '--url', server.url, '--party', 'ags:14713000', '--interval', '1', ...secrets, ...more];
  const ran = await line.json(env, 'xta', 'source', 'set', ...args);
  expect(ran.error).toBeUndefined();
}

/** As operators see it. Whoever asks again and again asks this way: each call of the command line is a process. */
const shown = async (): Promise<Answer['body']> =>
  (await operator.get('/v1/procedures/building-permits/xta-source')).body;
const source = async (): Promise<Answer['body']> => (await shown()).source;
const left = async (): Promise<Answer['body']> => (await shown()).left;

describe('a source', () => {
  it('is refused with a key of another certificate, and tells nothing of it', async () => {
    const key = await line.file('other.key', theirs.key);
    const args = ['--url', server.url, '--party', 'p', '--certificate', ours.file, '--key', key];
    const { code, error } = await line.json(env, 'xta', 'source', 'set', ...PERMITS, ...args);
    expect(code).toBe(1);
    expect(error).toMatchObject({ code: 'xta-client.source-invalid', message: expect.stringContaining('private key') });
    expect(await line.json(env, 'xta', 'source', 'list', '--tenant', 'demo')).toMatchObject({
      answer: { sources: [] },
    });
  });

  it('is set up, asked, and fetched from: with the certificate of the procedure', async () => {
    await set();
    expect(await line.json(env, 'xta', 'source', 'test', ...PERMITS)).toMatchObject({
      code: 0,
      answer: { active: true },
    });
    const plan = { contentType: 'application/pdf', fileName: 'plan.pdf', bytes: Buffer.from('%PDF-1.7 a plan') };
    const second = { contentType: 'text/plain', bytes: Buffer.from('without a name') };
    const id = server.put(boxed('X-1', { attachments: [plan, second] }));

    const message = await settled(id);
    expect(message).toMatchObject({ state: 'filed' });
    const { receipt } = (await operator.get(`/v1/messages/${message.id}`)).body;
    const hashes = receipt.documents.map((document: Answer['body']) => document.sha256);
    expect(hashes).toEqual(expect.arrayContaining([sha256(plan.bytes), sha256(second.bytes)]));
    await until('it is closed', () => server.closed.includes(id));

    const fetched = server.asked.find(({ operation }) => operation === 'getMessage')!;
    expect(fetched.client).toBe('localhost');
    expect(fetched.action).toBe('http://www.osci.eu/ws/2008/05/transport/urn/messageTypes/MsgBoxFetchRequest');
    expect(fetched.envelope).toContain('>ags:14713000<');
    const shown = await until('it is written down', async () => {
      const row = await source();
      return row.fetched === 1 && row;
    });
    expect(shown).toMatchObject({ failures: 0, lastError: null, refused: 0, left: 0, contactAt: expect.any(String) });
  });

  it('may write contents into the envelope', async () => {
    server.inline = true;
    const id = server.put(boxed('X-2'));
    expect(await settled(id)).toMatchObject({ state: 'filed' });
  });

  it('may have contents that are larger than what a hub keeps in memory: they stream to the content store', async () => {
    const bytes = Buffer.alloc(300 * 1024 * 1024, '%PDF-1.7 a large plan');
    const large = { contentType: 'application/pdf', fileName: 'large.pdf', bytes };
    const before = await setUp.hub.residentBytes();
    let most = 0;
    const looking = setInterval(() => {
      void setUp.hub.residentBytes().then((now) => (most = Math.max(most, now)));
    }, 20);
    const id = server.put(boxed('X-3', { attachments: [large] }));
    const message = await settled(id, 90_000).finally(() => clearInterval(looking));
    const { receipt } = (await operator.get(`/v1/messages/${message.id}`)).body;
    const hashes = receipt.documents.map((document: Answer['body']) => document.sha256);
    expect(hashes).toContain(sha256(bytes));
    // What is thrown away is not given back at once: about 170 MB, whether it is 200 or 400 that come.
    expect(most - before).toBeLessThan(bytes.length);
  }, 120_000);

  it('never shows its key: not in lists, the journal, the log or a table that tenants read', async () => {
    const secret = ours.key.split('\n')[1]!;
    const journal = JSON.stringify(await query(setUp.database.migrateUrl, 'SELECT action, details FROM journal'));
    expect(journal).toContain('xta-source.set');
    for (const text of [line.written, setUp.hub.log.join('\n'), journal]) expect(text).not.toContain(secret);
    const read = query(setUp.database.url, 'SELECT private_key FROM xta_source_secret', [], 'fachwerk_app');
    await expect(read).rejects.toMatchObject({ code: '42501' });
  });
});

describe('what breaks', () => {
  it.each(['cut-before', 'cut-within', 'cut-after', 'hang'] as const)(
    'at fetching (%s) is tried again, and filed once',
    async (how) => {
      let left = 2;
      server.mishap = ({ operation }) => (operation === 'getMessage' && left-- > 0 ? how : undefined);
      const id = server.put(boxed(`F-${how}`));
      expect(await settled(id)).toMatchObject({ state: 'filed' });
      await until('it is closed', () => server.closed.includes(id));
    },
  );

  it.each(['cut-before', 'cut-after'] as const)('at closing (%s) is tried again without fetching', async (how) => {
    let left = 2;
    server.mishap = ({ operation }) => (operation === 'close' && left-- > 0 ? how : undefined);
    const id = server.put(boxed(`C-${how}`));
    expect(await settled(id)).toMatchObject({ state: 'filed' });
    await until('it is closed', () => server.closed.includes(id));
    expect(server.times('getMessage')).toBe(1);
  });

  it.each(['getMessage', 'close'] as const)(
    'at one message each time (%s) holds up no other',
    async (operation) => {
      const id = server.put(boxed(`O-${operation}`));
      server.mishap = (asked) =>
        asked.operation === operation && asked.envelope.includes(id)
          ? { fault: 'XTAWSTechnicalProblemException', number: '9030' }
          : undefined;
      const behind = server.put(boxed(`P-${operation}`));
      await until('the other one is closed', () => server.closed.includes(behind));
      expect(server.box.size).toBe(1);
      await until('it is shown', async () => (await left())[0]?.error.code === 'xta-client.technical-problem');
      await until('it is passed over', async () => (await left())[0].tries > 4, 60_000);
      await until('the source is well again', async () => (await source()).failures === 0, 60_000);
      server.mishap = () => undefined;
      expect(await line.json(env, 'xta', 'source', 'retry', ...PERMITS)).toMatchObject({ answer: { messages: 1 } });
      await until('it is closed', () => server.closed.includes(id));
      expect(await settled(id)).toMatchObject({ state: 'filed' });
      await until('nothing is left', async () => (await source()).left === 0);
    },
    120_000,
  );

  it('because a gateway does not know the connector yet leaves the mailbox as it is', async () => {
    const version = (value: string | null): Promise<unknown> =>
      query(setUp.database.migrateUrl, `UPDATE procedure SET connector_version = $1 WHERE name = 'building-permits'`, [
        value,
      ]);
    await version('9.9.9');
    const row = await until('the gateway has heard of it', async () => {
      if (server.box.size === 0) server.put(boxed(`V-${server.asked.length}`));
      const now = await source();
      return now.lastError?.code === 'connector.unknown' && now;
    });
    expect(row).toMatchObject({ failures: 0, left: 0 });
    const [id] = [...server.box.keys()];
    expect(server.asked.some(({ operation, envelope }) => operation === 'getMessage' && envelope.includes(id!))).toBe(
      false,
    );
    await version(null);
    await until('it is fetched', () => server.box.size === 0, 60_000);
    expect(await settled(id!)).toMatchObject({ state: 'filed' });
  }, 120_000);

  it('is shown while it lasts', async () => {
    server.mishap = () => ({ fault: 'PermissionDeniedException', number: '9011' });
    const row = await until('the failure is written down', async () => {
      const now = await source();
      return now.failures > 1 && now;
    });
    expect(row.lastError).toMatchObject({
      code: 'xta-client.permission-denied',
      sentence: { en: expect.stringContaining('9011') },
    });
    server.mishap = () => undefined;
    await until('it is over', async () => (await source()).lastError === null);
  });

  it('of a gateway that dies in the middle: another message is the same submission', async () => {
    let fetched = 0;
    server.mishap = ({ operation }) => {
      if (operation === 'getMessage') fetched += 1;
      return operation === 'close' ? 'hang' : undefined;
    };
    const id = server.put(boxed('K-1'));
    await until('it is fetched', () => fetched === 1);
    await settled(id);
    await setUp.hub.kill();
    server.mishap = () => undefined;
    await setUp.hub.start();
    // Its lease has to be over: the gateway that had it is gone.
    await query(setUp.database.migrateUrl, 'UPDATE xta_source SET leased_until = now()');
    await until('it is closed', () => server.closed.includes(id));
    const { messages } = (await operator.get('/v1/messages?limit=500&procedure=building-permits')).body;
    const same = messages.filter((message: Answer['body']) => message.key === id);
    expect(same.filter(({ duplicateOf }: Answer['body']) => duplicateOf === undefined)).toHaveLength(1);
  });
});

describe('what cannot be accepted', () => {
  const broken: readonly Boxed[] = [
    { message: { contentType: 'application/xml', bytes: Buffer.from('<a><b></a>') } },
    { message: { contentType: 'text/plain', bytes: Buffer.from('no message') } },
    { message: { contentType: 'application/xml', bytes: Buffer.from('<!DOCTYPE a><a/>') } },
    { ...boxed('T-1'), attributes: ' TestMsg="true"' },
    {
      ...boxed('E-1'),
      container: '<enc:EncryptedData xmlns:enc="http://www.w3.org/2001/04/xmlenc#"/>',
    },
  ];
  const codes = [
    'message.type-unsupported',
    'xml.doctype',
    'xml.not-well-formed',
    'xta-client.encrypted',
    'xta-client.test-message',
  ];

  it('is left in the mailbox, shown, not fetched again by itself, and holds up nobody', async () => {
    server.pageMax = 2;
    const ids = broken.map((one) => server.put(one));
    const good = server.put(boxed('G-1'));
    expect(await settled(good)).toMatchObject({ state: 'filed' });
    const rows = (await line.json(env, 'xta', 'source', 'left', ...PERMITS)).answer.left;
    expect(rows.map(({ messageId }: Answer['body']) => messageId).toSorted()).toEqual(ids.toSorted());
    expect(rows.map(({ error }: Answer['body']) => error.code).toSorted()).toEqual(codes);
    const fetched = server.times('getMessage');
    const next = server.put(boxed('G-2'));
    await settled(next);
    await until('it is closed', () => server.closed.includes(next));
    expect(server.times('getMessage')).toBe(fetched + 1);
    expect([...server.box.keys()]).toEqual(ids);
    const { sources } = (await line.json(env, 'xta', 'source', 'list', '--tenant', 'demo')).answer;
    expect(sources).toMatchObject([{ refused: 5, left: 5, failures: 0, lastError: null }]);
  });

  it('is fetched again when somebody wants it', async () => {
    const before = server.times('getMessage');
    expect(await line.json(env, 'xta', 'source', 'retry', ...PERMITS)).toMatchObject({ answer: { messages: 5 } });
    await until('each was fetched again', () => server.times('getMessage') === before + 5);
    const rows = await until('that is written down', async () => {
      const now = await left();
      return now.every(({ tries }: Answer['body']) => tries === 2) && now;
    });
    expect(rows).toHaveLength(5);
  });

  it('is closed where the source says so', async () => {
    await set('--close-refused');
    const ids = [...server.box.keys()];
    expect(await line.json(env, 'xta', 'source', 'retry', ...PERMITS)).toMatchObject({ answer: { messages: 5 } });
    await until('the mailbox is empty', () => server.box.size === 0);
    expect(server.closed).toEqual(expect.arrayContaining(ids));
    const rows = await until('that is written down', async () => {
      const now = await left();
      return now.every(({ closedAt }: Answer['body']) => closedAt !== undefined) && now;
    });
    expect(rows).toHaveLength(5);
    expect((await source()).left).toBe(0);
  });
});

describe('what is to be closed unread', () => {
  it('is logged without what its sender wrote', async () => {
    const twin = { contentType: 'text/plain', fileName: 'of Erika Mustermann.txt', bytes: Buffer.from('twice') };
    const id = server.put(boxed('N-1', { attachments: [twin, twin] }));
    await until('it is closed', () => server.closed.includes(id));
    await until('it is logged', () => setUp.hub.log.some((text) => text.includes(id)));
    expect(JSON.stringify(await left())).toContain('Mustermann');
    expect(setUp.hub.log.join('\n')).not.toContain('Mustermann');
  });

  it('is closed the next time when that breaks', async () => {
    let breaks = 1;
    server.mishap = ({ operation }) =>
      operation === 'close' && breaks-- > 0 ? { fault: 'XTAWSTechnicalProblemException', number: '9030' } : undefined;
    const id = server.put({ message: { contentType: 'text/plain', bytes: Buffer.from('no message') } });
    await until('it is closed', () => server.closed.includes(id));
    const row = await until('that is written down', async () => {
      const now = (await left()).find(({ messageId }: Answer['body']) => messageId === id);
      return now.closedAt !== undefined && now;
    });
    expect(row.error.code).toBe('message.type-unsupported');
  });
});

describe('a list', () => {
  it('that never ends is left, and ids that are too long for the books are shown', async () => {
    await set();
    const { refused } = await source();
    Object.assign(server, { pageMax: 2, repeatsPages: true });
    const long = `urn:de:test:${'x'.repeat(600)}`;
    // The third one is on a page that never comes.
    for (const number of [1, 2, 3]) server.put(boxed(`L-${number}`), `${long}${number}`);
    await until('the time of fetching ends', async () => (await source()).refused === refused + 2);
    const rows = (await left()).filter(({ closedAt }: Answer['body']) => closedAt === undefined);
    const refusal = { tries: 1, error: { code: 'xta-client.message-id-invalid' } };
    expect(rows).toMatchObject([refusal, refusal]);
    for (const { messageId } of rows) expect(long.startsWith(messageId.slice(0, 400))).toBe(true);
    expect(new Set(rows.map(({ messageId }: Answer['body']) => messageId)).size).toBe(2);
    await set('--close-refused');
    await line.json(env, 'xta', 'source', 'retry', ...PERMITS);
    await until('the mailbox is empty', () => server.box.size === 0);
  });
});

describe('two gateways', () => {
  it('fetch each message once', async () => {
    const second = await HubProcess.start({ DATABASE_URL: setUp.database.url, ROLES: 'gateway' });
    try {
      const ids = Array.from({ length: 40 }, (_, index) => server.put(boxed(`M-${index}`)));
      for (const id of ids) expect(await settled(id)).toMatchObject({ state: 'filed' });
      await until('all are closed', () => server.box.size === 0);
      expect(server.times('getMessage')).toBe(40);
    } finally {
      await second.remove();
    }
  });
});

describe('a source that is removed', () => {
  it('is asked no more', async () => {
    expect(await line.json(env, 'xta', 'source', 'remove', ...PERMITS)).toMatchObject({ code: 0 });
    server.put(boxed('R-1'));
    await until('what was running is over', async () => {
      const before = server.asked.length;
      await new Promise((resolve) => setTimeout(resolve, 2_500));
      return server.asked.length === before;
    });
    expect(server.box.size).toBe(1);
    expect(await line.json(env, 'xta', 'source', 'test', ...PERMITS)).toMatchObject({
      code: 1,
      error: { code: 'xta-client.source-not-set' },
    });
  });
});
