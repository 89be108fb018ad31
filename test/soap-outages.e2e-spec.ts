// The SOAP door while something is away: nobody is told yes who could lose a message, and who sends again under the same
// MessageID has it filed once.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectorPackage } from './harness/connector-package.js';
import type { TestDatabase } from './harness/databases.js';
import { HubProcess } from './harness/hub-process.js';
import { addProcedures } from './harness/packages.js';
import type { Procedure } from './harness/procedure.js';
import { newBroker, newDatabase } from './harness/provided.js';
import { TcpProxy } from './harness/tcp-proxy.js';
import { until } from './harness/wait.js';
import { call, codeIn, type SoapAnswer } from './soap/client.js';
import { PETITIONS, petitionsPackage } from './soap/petitions.js';

const WSA = 'http://www.w3.org/2005/08/addressing';

describe('the SOAP door', () => {
  let made: ConnectorPackage;
  let database: TestDatabase;
  let toDatabase: TcpProxy;
  let toBroker: TcpProxy;
  let hub: HubProcess;
  let petitions: Procedure;
  beforeAll(async () => {
    made = await petitionsPackage();
    database = await newDatabase();
    const broker = await newBroker();
    toDatabase = await TcpProxy.start(Number(new URL(database.url).port || 5432));
    toBroker = await TcpProxy.start(Number(new URL(broker).port || 5672));
    hub = await HubProcess.start({
      DEMO: 'true',
      CONNECTORS: made.folder,
      DATABASE_URL: toDatabase.through(database.url),
      AMQP_URL: toBroker.through(broker),
      FILED_WAIT_MS: '3000',
    });
    const wanted = [{ name: 'petitions', connector: 'petitions' }];
    [petitions] = (await addProcedures({ database, hub }, [made.folder], wanted)) as [Procedure];
  }, 120_000);
  afterAll(async () => {
    await hub.remove();
    await toDatabase.stop();
    await toBroker.stop();
    await database.drop();
    await made.remove();
  });

  const send = (element: string, number: string, inner = ''): Promise<SoapAnswer> =>
    call(`${hub.baseUrl}/soap/petitions/v1`, {
      http: petitions.headers,
      headers: `<MessageID xmlns="${WSA}">urn:${element}:${number}</MessageID>`,
      body: `<${element} xmlns="${PETITIONS}"><number>${number}</number>${inner}</${element}>`,
    });
  const submit = (number: string): Promise<SoapAnswer> => send('Submit', number, '<subject>Trees</subject>');
  const stateOf = ({ body }: SoapAnswer): unknown => body?.SubmitResponse?.state;
  const count = async (number: string): Promise<string> => (await send('Count', number)).body.CountResponse;

  it('accepts without the database, says what it cannot, and files once what is sent again', async () => {
    expect(stateOf(await submit('A-1'))).toBe('filed');
    toDatabase.cut();
    const announced = await send('Announce', 'A-2');
    expect([announced.status, announced.text]).toEqual([202, '']);
    for (const answer of [await submit('A-3'), await send('Count', 'A-1')]) {
      expect(answer.status, answer.text).toBe(500);
      expect(answer.body.Fault.Code.Value).toBe('soap:Receiver');
      expect(answer.headers.get('retry-after')).not.toBeNull();
    }
    toDatabase.restore();
    await until('what was sent again is answered', async () => stateOf(await submit('A-3')) === 'filed');
    expect(await count('A-3')).toBe('1');
    await petitions.settled(announced.headers.get('location')!.split('/').at(-1)!);
    expect(await count('A-2')).toBe('1');
  });

  it('accepts nothing without the broker', async () => {
    toBroker.cut();
    const answer = await until('the hub has noticed', async () => {
      const one = await submit('B-1');
      return one.status === 500 ? one : undefined;
    });
    expect(codeIn(answer)).toMatch(/^(exchange|answer)\./);
    expect(answer.body.Fault.Code.Value).toBe('soap:Receiver');
    toBroker.restore();
    await until('what was sent again is filed', async () => stateOf(await submit('B-1')) === 'filed');
    expect(await count('B-1')).toBe('1');
    const books = await petitions.booksWhen('everything is counted', ({ inFlight }) => inFlight === 0);
    expect(books).toMatchObject({ balanced: true, missing: { count: 0 } });
  });
});
