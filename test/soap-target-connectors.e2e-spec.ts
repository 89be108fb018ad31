// A connector of a package says what is told, in the interpreter: with what the archive has, with nothing, or with a mistake.
// The WSDL is one that an operator installed, and the service is one that gSOAP made of it.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CommandLine, type CommandSettings } from './harness/command-line.js';
import type { ConnectorPackage } from './harness/connector-package.js';
import { GsoapService } from './harness/gsoap-service.js';
import { addProcedures } from './harness/packages.js';
import type { Answer, Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { root } from './root.js';
import { depositsPackage } from './soap/deposits.js';

interface Deposit {
  readonly number: string;
  /** Base64. */
  readonly content: string;
  readonly type: string | null;
  readonly contentId: string | null;
}

const WSDL = join(root, 'test/soap-services/documents.wsdl');
const DEPOSITS = ['--tenant', 'demo', '--procedure', 'deposits'];
/** Larger than what a message keeps in its row. */
const PLAN = Buffer.alloc(3_000_000, '%PDF-1.7 a plan of all streets');

let made: ConnectorPackage;
let setUp: SetUp;
let line: CommandLine;
let env: CommandSettings;
let deposits: Procedure;
let service: GsoapService<Deposit>;
beforeAll(async () => {
  made = await depositsPackage();
  setUp = await startSetUp('database', { CONNECTORS: made.folder, LOG_LEVEL: 'debug' });
  const added = await addProcedures(setUp, [made.folder], [{ name: 'deposits', connector: 'deposits' }]);
  deposits = added[0]!;
  line = await CommandLine.open();
  const { dataDir } = setUp.hub;
  env = { DATABASE_URL: setUp.database.url, DATA_DIR: dataDir, CONNECTORS: made.folder, WEBHOOK_LOOPBACK: 'true' };
  service = await GsoapService.open<Deposit>('documents', WSDL);
}, 600_000);
afterAll(async () => {
  await setUp.remove();
  await service.down();
  await line.close();
  await made.remove();
});

async function settled(number: string, subject: string): Promise<Answer['body']> {
  const attachments = [{ name: 'plan.pdf', mime: 'application/pdf', bytes: PLAN }];
  const { body } = await deposits.send(JSON.stringify({ number, subject }), { mime: 'application/json', attachments });
  const message = await deposits.settled(body.id);
  expect(message).toMatchObject({ state: 'filed' });
  return message;
}

const ended = (id: string): Promise<Answer['body']> =>
  until(`the receipt of ${id} has ended`, async () => {
    const shown = (await deposits.message(id))['confirmation'];
    return shown !== undefined && shown.state !== 'pending' && shown;
  });

it('needs a WSDL that is installed', async () => {
  const address = `http://127.0.0.1:${service.port}/`;
  const args = [...DEPOSITS, '--wsdl', 'documents.wsdl', '--address', address];
  const missing = await line.json(env, 'soap', 'target', 'set', ...args);
  expect(missing.error).toMatchObject({
    code: 'soap.wsdl-missing',
    message: expect.stringContaining('schemas install'),
  });
  const installed = await line.json(env, 'schemas', 'install', join(root, 'test/soap-services'), '--name', 'documents');
  expect(installed.error).toBeUndefined();
  const set = await line.json(env, 'soap', 'target', 'set', ...args);
  expect(set).toMatchObject({ code: 0, answer: { port: 'Documents', operations: [{ name: 'Deposit' }] } });
});

it('gives a document that was filed to the service: beside the envelope, as it streams', async () => {
  const message = await settled('D-1', 'streets');
  const told = await until('it is told', () => service.calls.find(({ number }) => number === 'D-1'));
  expect(Buffer.from(told.content, 'base64').equals(PLAN)).toBe(true);
  expect(told.type).toBe('application/pdf');
  expect(await ended(message.id)).toMatchObject({ state: 'delivered', attempts: 1, lastError: null });
});

it('sends nothing where the connector tells nothing, and says so', async () => {
  const message = await settled('D-2', 'secret');
  expect(await ended(message.id)).toMatchObject({
    state: 'delivered',
    lastError: { code: 'soap-target.nothing-to-tell', sentence: { de: expect.stringContaining('nichts gesandt') } },
  });
});

it('sends nothing that is not valid by the WSDL: it is stopped, with the place', async () => {
  const message = await settled('D-3', 'invalid');
  const { state, lastError } = await ended(message.id);
  expect(state).toBe('stopped');
  expect(lastError).toMatchObject({ code: 'soap-target.body-invalid' });
  expect(lastError.sentence.en).toMatch(/documents[.]wsdl: .*\(.*number.*\)/);
  const shown = await line.json(env, 'soap', 'target', 'test', ...DEPOSITS, '--message', message.id);
  expect(shown.error).toMatchObject({ code: 'soap-target.body-invalid' });
});

it('stops where the connector makes a mistake: a person has to look at it', async () => {
  const message = await settled('D-4', 'broken');
  expect(await ended(message.id)).toMatchObject({ state: 'stopped', lastError: { code: 'connector.threw' } });
  expect(service.calls.map(({ number }) => number)).toEqual(['D-1']);
});
