// Real traffic by each door: what came in is counted by door and procedure, with what it was refused for; it outlives a
// database that is away and a gateway that stops; and a door that is tried says what is wrong with it.
import { join } from 'node:path';
import { administer } from '@fachwerk/hub/administer';
import { installSchemas } from '@fachwerk/hub/schema-packages';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { certificateUntil, type Certificate } from './harness/certificate.js';
import { CommandLine, type CommandSettings } from './harness/command-line.js';
import type { ConnectorPackage } from './harness/connector-package.js';
import { HubProcess } from './harness/hub-process.js';
import { addProcedures } from './harness/packages.js';
import { freePorts } from './harness/ports.js';
import type { Answer, Procedure } from './harness/procedure.js';
import { newBroker, newDatabase, startSetUp } from './harness/provided.js';
import type { TestDatabase } from './harness/databases.js';
import type { SetUp } from './harness/set-ups.js';
import { TcpProxy } from './harness/tcp-proxy.js';
import { until } from './harness/wait.js';
import { newId, TYPE, XtaClient } from './harness/xta-requests.js';
import { XtaServer } from './harness/xta-server.js';
import { invoice } from './invoice.js';
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
      errors: [{ code: 'json.malformed', lastHour: 1, lastDay: 1 }],
      lastError: { code: 'json.malformed', sentence: { de: expect.any(String), en: expect.any(String) } },
    });
    expect(Date.parse(sender.contactAt)).toBeGreaterThan(Date.now() - 60_000);

    const door = await doorWhen(operator, 'soap', ({ lastHour }) => lastHour.answered === 1 && lastHour.refused === 1);
    expect(door.lastHour).toMatchObject({ accepted: 1, answered: 1, refused: 1 });
    expect(door.procedures).toEqual([
      expect.objectContaining({ name: 'petitions', lastError: expect.objectContaining({ code: 'soap.message-invalid' }) }),
      ...door.procedures.slice(1),
    ]);
    const series = await read(operator, '/v1/doors/soap/series?span=6h&procedure=petitions');
    const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
    expect([series.accepted, series.answered, series.refused].map(sum)).toEqual([1, 1, 1]);
    expect(series.at).toHaveLength(72);
    expect((await read(operator, '/v1/doors/rest/series?procedure=xrechnung')).accepted.every((n: number) => n === 0)).toBe(true);
  });

  it('say what is missing and what to do', async () => {
    const { doors } = await read(operator, '/v1/doors');
    expect(doors.map(({ door, state }: Body) => [door, state])).toEqual([
      ['rest', 'open'],
      ['soap', 'incomplete'],
      ['xta', 'closed'],
      ['xta-client', 'unused'],
    ]);
    const reasonsOf = (name: string): readonly Body[] => doors.find(({ door }: Body) => door === name).reasons;
    const wsdl = reasonsOf('soap').find(({ sentence }) => sentence.en.includes('nowhere.wsdl'));
    expect(wsdl).toMatchObject({ code: 'door.wsdl-missing' });
    expect(wsdl.sentence.de).toContain('fachwerk schemas install');
    expect(reasonsOf('xta').map(({ code }) => code)).toEqual(['door.xta-schemas-missing', 'door.no-tls', 'door.no-party']);
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
    expect(rest.checks.map(({ check }: Body) => check)).toEqual(['gateway', 'set-up', 'database', 'exchange', 'address']);
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
});
