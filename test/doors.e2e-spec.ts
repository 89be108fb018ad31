// Real traffic by each door: what came in is counted by door and procedure, with what it was refused for; it outlives a
// database that is away and a gateway that stops; and a door that is tried says what is wrong with it.
import { connect } from 'node:net';
import { join } from 'node:path';
import { administer } from '@fachwerk/hub/administer';
import { installSchemas } from '@fachwerk/hub/schema-packages';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CommandLine, type CommandSettings } from './harness/command-line.js';
import type { ConnectorPackage } from './harness/connector-package.js';
import { addProcedures } from './harness/packages.js';
import type { Answer, Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { TYPE, XtaClient, newId } from './harness/xta-requests.js';
import { XtaServer } from './harness/xta-server.js';
import { permit } from './permit.js';
import { officialSchemas, officialSchemasMissing } from './schemas.js';
import { call } from './soap/client.js';
import { PETITIONS, petitionsPackage } from './soap/petitions.js';

const JSON_TYPE = { mime: 'application/json' };

type Body = Answer['body'];

const submit = (number: string): string =>
  `<Submit xmlns="${PETITIONS}"><number>${number}</number><subject>Trees</subject></Submit>`;

async function read(operator: Procedure, path: string): Promise<Body> {
  const { status, body } = await operator.get(path);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

/** The door once it shows what is expected of it. */
function doorWhen(operator: Procedure, door: string, as: (body: Body) => boolean): Promise<Body> {
  return until(`the door ${door} shows it`, async () => {
    const body = await read(operator, `/v1/doors/${door}`);
    if (as(body)) return body;
    throw new Error(JSON.stringify(body));
  });
}

const test = async (operator: Procedure, path: string): Promise<Body> => {
  const { status, body } = await operator.post(`/v1/doors/${path}/test`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
};
const failed = ({ checks }: Body): readonly string[] =>
  checks.flatMap(({ error, target }: Body) => (error === undefined ? [] : `${error.code} ${target ?? ''}`.trim()));

describe('doors', () => {
  let made: ConnectorPackage;
  let setUp: SetUp;
  let operator: Procedure;
  let petitions: Procedure;
  let permits: Procedure;
  let line: CommandLine;
  let env: CommandSettings;
  beforeAll(async () => {
    made = await petitionsPackage();
    setUp = await startSetUp('rabbitmq', { CONNECTORS: made.folder, WEBHOOK_TIMEOUT_MS: '2000' });
    operator = await setUp.hub.operator();
    permits = await setUp.hub.procedure('building-permits');
    [petitions] = (await addProcedures(setUp, [made.folder], [{ name: 'petitions', connector: 'petitions' }])) as [
      Procedure,
    ];
    line = await CommandLine.open();
    env = { DATABASE_URL: setUp.database.url, WEBHOOK_LOOPBACK: 'true' };
  }, 120_000);
  afterAll(async () => {
    await setUp.remove();
    await made.remove();
    await line.close();
  });

  const soap = (number: string, by: Readonly<Record<string, string>> = petitions.headers): ReturnType<typeof call> =>
    call(`${setUp.hub.baseUrl}/soap/petitions/v1`, { body: submit(number), http: by });

  it('are counted by door and procedure, with what was refused and why', async () => {
    const text = permit('D-1');
    expect((await permits.send(text, JSON_TYPE)).status).toBe(202);
    expect((await permits.send('{', JSON_TYPE)).status).toBe(422);
    expect((await soap('A-1')).status).toBe(200);
    expect((await soap('not a number')).status).toBe(400);
    const question = `<Count xmlns="${PETITIONS}"><number>A-1</number></Count>`;
    const asked = { body: question, http: petitions.headers };
    expect((await call(`${setUp.hub.baseUrl}/soap/petitions/v1`, asked)).status).toBe(200);
    expect((await soap('A-2', {})).status).toBe(401);

    const rest = await doorWhen(operator, 'rest', ({ lastHour }) => lastHour.accepted === 1 && lastHour.refused === 1);
    expect(rest).toMatchObject({ door: 'rest', state: 'open', reasons: [] });
    expect(rest.addresses).toEqual([`${setUp.hub.baseUrl}/v1/procedures/{procedure}/messages`]);
    expect(rest.lastDay).toEqual({ accepted: 1, answered: 0, refused: 1, bytes: Buffer.byteLength(text) + 1 });
    const sender = rest.procedures.find(({ name }: Body) => name === 'building-permits');
    expect(sender).toMatchObject({
      lastHour: { accepted: 1, refused: 1 },
      errors: [{ code: 'json.not-well-formed', lastHour: 1, lastDay: 1 }],
      lastError: { code: 'json.not-well-formed', sentence: { de: expect.any(String), en: expect.any(String) } },
    });
    expect(Date.parse(sender.contactAt)).toBeGreaterThan(Date.now() - 60_000);

    const door = await doorWhen(operator, 'soap', ({ lastHour }) => lastHour.answered === 1 && lastHour.refused === 1);
    expect(door.lastHour).toMatchObject({ accepted: 1, answered: 1, refused: 1 });
    const caller = door.procedures.find(({ name }: Body) => name === 'petitions');
    expect(caller.lastError.code).toBe('soap.message-invalid');
    const series = await read(operator, '/v1/doors/soap/series?span=6h&procedure=petitions');
    const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
    expect([series.accepted, series.answered, series.refused].map(sum)).toEqual([1, 1, 1]);
    expect(series.at).toHaveLength(72);
    expect(
      (await read(operator, '/v1/doors/rest/series?procedure=xrechnung')).accepted.every((n: number) => n === 0),
    ).toBe(true);
  });

  it('say what is missing and what to do', async () => {
    const { doors } = await read(operator, '/v1/doors');
    expect(doors.map(({ door, state }: Body) => [door, state])).toEqual([
      ['rest', 'open'],
      ['soap', 'incomplete'],
      ['xta', 'unused'],
      ['xta-client', 'unused'],
    ]);
    const reasonsOf = (name: string): readonly Body[] => doors.find(({ door }: Body) => door === name).reasons;
    const wsdl = reasonsOf('soap').find(({ sentence }) => sentence.en.includes('nowhere.wsdl'));
    expect(wsdl).toMatchObject({ code: 'door.wsdl-missing' });
    expect(wsdl.sentence.de).toContain('fachwerk schemas install');
    expect(reasonsOf('xta').map(({ code }) => code)).toEqual([
      'door.no-party',
      'door.xta-schemas-missing',
      'door.no-tls',
    ]);
    expect(reasonsOf('xta-client').map(({ code }) => code)).toEqual(['door.no-source']);
    const { services } = await read(operator, '/v1/doors/soap');
    const own = services.filter(({ connector }: Body) => connector === 'petitions');
    expect(own.map(({ name, installed, procedures }: Body) => [name, installed, procedures])).toEqual([
      ['v1', true, ['petitions']],
      ['registry', true, ['petitions']],
      ['missing', false, ['petitions']],
    ]);
    expect(own[0].addresses).toEqual([`${setUp.hub.baseUrl}/soap/petitions/v1`]);
  });

  it('are tried: what is not there is named, and nothing is left behind', async () => {
    const before = await read(operator, '/v1/messages');
    const rest = await test(operator, 'rest');
    expect(failed(rest)).toEqual([]);
    expect(rest.checks.map(({ check }: Body) => check)).toEqual([
      'gateway',
      'set-up',
      'database',
      'exchange',
      'address',
    ]);
    const door = await test(operator, 'soap');
    expect(door.passed).toBe(false);
    const own = door.checks.filter(({ target }: Body) => target?.includes('/soap/petitions/'));
    expect(own.map(({ check, passed, target }: Body) => [check, passed, target.split('/').at(-1)])).toEqual([
      ['wsdl', true, 'v1?wsdl'],
      ['wsdl', true, 'registry?wsdl'],
    ]);
    expect(failed(door).every((code) => code.startsWith('door.wsdl-missing'))).toBe(true);
    expect(await read(operator, '/v1/messages')).toEqual(before);
    const unknown = await operator.post('/v1/doors/window/test');
    expect([unknown.status, unknown.body.code]).toEqual([404, 'door.unknown']);
    expect((await operator.post('/v1/doors/rest/test?procedure=nobody')).status).toBe(404);
  });

  it('count what strangers sent for provider administrators alone, and in the metrics', async () => {
    await fetch(`${setUp.hub.baseUrl}/v1/procedures/building-permits/messages`, { method: 'POST', body: '{}' });
    const metrics = await (await fetch(`${setUp.hub.baseUrl}/metrics`)).text();
    expect(metrics).toContain('fachwerk_door_refused_total{door="rest",code="access.unauthorised"} 1');
    expect(metrics).toContain('fachwerk_door_requests_total{door="soap",outcome="answered"} 1');
    expect(metrics).toMatch(/fachwerk_door_seconds_count\{door="rest"\} \d/);
    expect(metrics).toMatch(/fachwerk_door_bytes_total\{door="soap"\} \d{3}/);
    const { strangers } = await doorWhen(operator, 'rest', ({ strangers: told }) => told?.length > 0);
    expect(strangers).toEqual([expect.objectContaining({ code: 'access.unauthorised', count: 1 })]);
  });

  it.skipIf(officialSchemasMissing !== undefined)(
    'count what comes by XTA, and show parties and their mailboxes',
    async () => {
      const [reader] = ['permits'];
      await administer({ FACHWERK_DATABASE_URL: setUp.database.url }, async ({ administration, xtaParties }) => {
        const by = { tenant: (await administration.tenantId('demo'))!, name: '(test)' };
        await xtaParties.add(by, { type: TYPE, identifier: 'city', procedure: undefined, services: [] });
        await xtaParties.add(by, { type: TYPE, identifier: reader!, procedure: 'building-permits', services: [] });
        await xtaParties.add(by, { type: TYPE, identifier: 'petitions', procedure: 'petitions', services: [] });
      });
      expect((await read(operator, '/v1/doors/xta')).state).toBe('closed');
      await installSchemas({ FACHWERK_DATA_DIR: setUp.hub.dataDir }, join(officialSchemas, 'xta', '2.1.1'), {});
      await doorWhen(operator, 'xta', ({ state }) => state === 'incomplete');
      const basic = Buffer.from(`building-permits:${await setUp.hub.keyOf('building-permits')}`).toString('base64');
      const client = new XtaClient(setUp.hub.baseUrl, { authorization: `Basic ${basic}` });
      const message = { mime: 'application/json', bytes: Buffer.from(permit('X-1')), fileName: 'message.json' };
      const send = (to: string): Promise<{ status: number }> =>
        client.send({ messageId: newId(), author: reader!, reader: to, message });
      expect((await send('city')).status).toBe(200);
      expect((await send(reader!)).status).toBe(200);
      expect((await send('nobody')).status).toBeGreaterThanOrEqual(400);
      expect((await client.list()).status).toBe(200);
      const door = await doorWhen(operator, 'xta', ({ lastHour }) => lastHour.answered >= 1 && lastHour.accepted === 2);
      expect(door.errors).toEqual([expect.objectContaining({ code: 'xta.reader-unknown', lastHour: 1 })]);
      const mailbox = door.parties.find(({ identifier }: Body) => identifier === reader);
      expect(mailbox).toMatchObject({ procedure: 'building-permits', waiting: 1, oldestAt: expect.any(String) });
      expect(door.reasons.map(({ code }: Body) => code)).toEqual(['door.no-tls']);
      const tried = await test(operator, 'xta');
      expect(failed(tried)).toEqual(['door.no-tls']);
      expect(tried.checks.filter(({ check }: Body) => check === 'wsdl')).toHaveLength(3);
    },
  );

  it('count what is fetched by the client of XTA, and ask its server when they are tried', async () => {
    const server = await XtaServer.open();
    const password = await line.file('password', 'secret');
    const of = ['--tenant', 'demo', '--procedure', 'building-permits'];
    const secrets = ['--user', 'city', '--password-file', password, '--interval', '1'];
    const set = await line.json(
      env,
      'xta',
      'source',
      'set',
      ...of,
      '--url',
      server.url,
      '--party',
      'ags:1',
      ...secrets,
    );
    expect(set.error).toBeUndefined();
    const message = { contentType: 'application/json', fileName: 'm.json', bytes: Buffer.from(permit('F-1')) };
    server.put({ message });
    server.put({ message: { ...message, bytes: Buffer.from('{') } });
    const door = await doorWhen(
      operator,
      'xta-client',
      ({ lastHour }) => lastHour.accepted === 1 && lastHour.refused > 0,
    );
    expect(door.lastHour.bytes).toBe(message.bytes.length);
    expect(door.errors).toEqual([expect.objectContaining({ code: 'json.not-well-formed', lastHour: 1 })]);
    expect(door.sources).toEqual([
      expect.objectContaining({ procedure: 'building-permits', failures: 0, left: 1, contactAt: expect.any(String) }),
    ]);
    expect(await test(operator, 'xta-client')).toMatchObject({ passed: true });
    expect(server.asked.some(({ operation }) => operation === 'checkAccountActive')).toBe(true);
    await server.close();
    expect(failed(await test(operator, 'xta-client'))).toContain('xta-client.unreachable building-permits');
    const failing = await doorWhen(operator, 'xta-client', ({ state }) => state === 'incomplete');
    expect(failing.reasons[0]).toMatchObject({ code: 'door.source-failing' });
  });

  it('count a sender that hangs up in the middle of its message', async () => {
    const before = await read(operator, '/v1/doors/rest');
    const { port } = new URL(setUp.hub.baseUrl);
    const socket = connect(Number(port), '127.0.0.1');
    const head = ['POST /v1/procedures/building-permits/messages HTTP/1.1', 'Host: hub', 'Content-Length: 1000'];
    const more = ['Content-Type: application/json', `Authorization: ${permits.headers['authorization']}`];
    socket.write(`${[...head, ...more].join('\r\n')}\r\n\r\n{"permit":`);
    // What came in before is read by the time that later requests are answered.
    for (let turn = 0; turn < 5; turn += 1) await fetch(`${setUp.hub.baseUrl}/health/ready`);
    socket.destroy();
    const after = await doorWhen(operator, 'rest', ({ lastDay }) => lastDay.refused === before.lastDay.refused + 1);
    expect(after.lastDay.accepted).toBe(before.lastDay.accepted);
    const { lastError } = after.procedures.find(({ name }: Body) => name === 'building-permits');
    expect(lastError.code).toBe('request.incomplete');
  });
});
