// Every real invoice against the official schemas: valid and filed. Without them, a procedure that requires validation
// waits, and goes on by itself when they are installed again.
import { readFile } from 'node:fs/promises';
import { administer } from '@fachwerk/hub/administer';
import { installSchemas, removeSchemas } from '@fachwerk/hub/schema-packages';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import { exchanges, type SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { invoice } from './invoice.js';
import { realXml } from './messages.js';
import { officialSchemasMissing, packageFolders } from './schemas.js';

const files = realXml('xrechnung', 'xml-rechnung');

describe.skipIf(officialSchemasMissing !== undefined).each(exchanges)('with the exchange on %s', (exchange) => {
  let setUp: SetUp;
  let sender: Procedure;
  let env: { FACHWERK_DATA_DIR: string };
  beforeAll(async () => {
    setUp = await startSetUp(exchange);
    sender = await setUp.hub.procedure('xrechnung');
    env = { FACHWERK_DATA_DIR: setUp.hub.dataDir };
  });
  afterAll(() => setUp.remove());

  const require = (validation: 'required' | 'when-installed'): Promise<void> =>
    administer({ FACHWERK_DATABASE_URL: setUp.database.url }, async ({ administration }) => {
      const tenant = await administration.tenantId('demo');
      await administration.changeValidation(tenant!, 'xrechnung', validation);
    });
  const send = async (body: Buffer | string): Promise<string> => {
    const answer = await sender.send(body);
    expect(answer.status).toBe(202);
    return answer.body.id as string;
  };

  /** The message once a worker has looked at it. */
  const read = (id: string): Promise<Answer['body']> =>
    until('it is read', async () => {
      const found = await sender.message(id);
      return found.state !== 'accepted' || found.waiting !== undefined ? found : undefined;
    });
  /** Invoices sent that no official schema takes. */
  let attempts = 0;

  it('files a message without validation when nothing is installed, and says so', async () => {
    const message = await sender.settled(await send(invoice('NONE-1')));
    expect(message).toMatchObject({
      state: 'filed',
      validation: { schema: { result: 'not-installed', findings: [] } },
    });
  });

  it('makes messages wait when validation is required, and files them once it can be validated', async () => {
    await require('required');
    await until('the hub knows', () => setUp.hub.knows('"required"'));
    const [first, ...others] = files;
    const ids = [await send(await readFile(first!.path)), await send(await readFile(others.at(-1)!.path))];
    const waiting = await until('it waits', async () => {
      const message = await sender.message(ids[0]!);
      return message.waiting === undefined ? undefined : message;
    });
    expect(waiting).toMatchObject({
      state: 'accepted',
      validation: { schema: { result: 'not-installed' } },
      waiting: { kind: 'misconfigured', code: 'schema.package-missing', stage: 'validate', whoActs: 'operator' },
    });
    expect(waiting.waiting.sentence.en).toContain('fachwerk schemas install');

    await installSchemas(env, packageFolders.ubl, {});
    await installSchemas(env, packageFolders.cii, {});
    const filed = await Promise.all(ids.map((id) => sender.settled(id)));
    expect(filed.map(({ state, validation }) => [state, validation.schema.result])).toEqual(
      ids.map(() => ['filed', 'valid']),
    );
  });

  it('finds every real invoice valid', async () => {
    expect(files.length).toBeGreaterThan(80);
    const ids: string[] = [];
    for (const { path } of files) ids.push(await send(await readFile(path)));
    const messages = await Promise.all(ids.map((id) => sender.settled(id)));
    const wrong = messages.flatMap(({ state, validation, error }, index) =>
      state === 'filed' && validation.schema.result === 'valid'
        ? []
        : [{ file: files[index]!.name, validation, error }],
    );
    expect(wrong).toEqual([]);
    const packages = new Set(
      messages.map(({ validation }) => `${validation.schema.package}@${validation.schema.version}`),
    );
    expect([...packages].toSorted()).toEqual(['cii@100.D16B', 'ubl-21@2.1']);
  });

  it('rejects what is not valid, with line, XPath and every finding', async () => {
    const real = await readFile(files.find(({ path }) => path.includes('ubl'))!.path, 'utf8');
    const broken = real
      .replace(/<cbc:IssueDate>[^<]*/, '<cbc:IssueDate>yesterday')
      .replace(/<cbc:DocumentCurrencyCode>/, '<cbc:Nonsense/><cbc:DocumentCurrencyCode>');
    const message = await sender.settled(await send(broken));
    expect(message).toMatchObject({
      state: 'rejected',
      error: { code: 'xml.schema-invalid', stage: 'validate', path: '/Invoice/IssueDate', whoActs: 'sender' },
      validation: { schema: { result: 'invalid', package: 'ubl-21', version: '2.1' } },
    });
    const { findings } = message.validation.schema;
    expect(findings.map(({ path }: { path: string }) => path)).toEqual(['/Invoice/IssueDate', '/Invoice/Nonsense']);
    expect(findings[0].line).toBe(real.slice(0, real.indexOf('<cbc:IssueDate>')).split('\n').length);
    expect(message.error.sentence.de).toContain(`Zeile ${findings[0].line}`);
  });

  it('lets messages wait when the packages are removed, and files them when one is installed again', async () => {
    for (const name of ['ubl-21', 'cii']) await removeSchemas(env, name);
    const body = await readFile(files[0]!.path, 'utf8');
    const ids: string[] = [];
    // A hub that runs looks every two seconds; until then it knows the schemas it has read.
    await until('one waits', async () => {
      ids.push(await send(body.replace(/(<(?:cbc|ram):ID>)/, `$1${ids.length}-`)));
      const message = await read(ids.at(-1)!);
      return message.waiting?.code === 'schema.package-missing';
    });
    await installSchemas(env, packageFolders.ubl, {});
    await installSchemas(env, packageFolders.cii, {});
    const states = await Promise.all(ids.map((id) => sender.settled(id)));
    expect(states.map(({ state, validation }) => [state, validation.schema.result])).toEqual(
      ids.map(() => ['filed', 'valid']),
    );
  });

  it('ends the wait at once when validation is no longer required', async () => {
    for (const name of ['ubl-21', 'cii']) await removeSchemas(env, name);
    const id = await until('one waits', async () => {
      const sent = await send(invoice(`AGAIN-${(attempts += 1)}`));
      const message = await read(sent);
      return message.waiting === undefined ? undefined : sent;
    });
    await require('when-installed');
    const message = await sender.settled(id);
    expect(message).toMatchObject({ state: 'filed', validation: { schema: { result: 'not-installed' } } });
    const books = await sender.booksWhen('all are settled', ({ inFlight }) => inFlight === 0);
    expect(books).toMatchObject({ balanced: true, missing: { count: 0 }, parked: 0, rejected: attempts });
  });
});
