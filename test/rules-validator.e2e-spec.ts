// A service that checks rules: its findings are kept with the message; while it is away the message waits its turn.
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Procedure } from './harness/procedure.js';
import { freePorts } from './harness/ports.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { invoice } from './invoice.js';
import { permit } from './permit.js';

const REPORT = `<rep:report xmlns:rep="http://www.xoev.de/de/validator/varl/1" valid="false"><rep:scenarioMatched>
  <rep:validationStepResult id="val-sch.1" valid="false">
    <rep:message level="error" code="BR-DE-15" xpathLocation="/ubl:Invoice">A reference is missing.</rep:message>
  </rep:validationStepResult></rep:scenarioMatched></rep:report>`;

describe('rules by a service', () => {
  let setUp: SetUp;
  let sender: Procedure;
  let port: number;
  let server: Server | undefined;
  let asked = 0;
  const startService = (): Promise<void> => {
    server = createServer((request, response) => {
      asked += 1;
      request.resume().on('end', () => response.writeHead(406).end(REPORT));
    });
    return new Promise((resolve) => server!.listen(port, '127.0.0.1', resolve));
  };
  beforeAll(async () => {
    [port = 0] = await freePorts(1);
    setUp = await startSetUp('rabbitmq', {
      RULES_VALIDATOR_URL: `http://127.0.0.1:${port}/`,
      DELAY_LADDER_MS: '300',
    });
    sender = await setUp.hub.procedure('xrechnung');
  });
  afterAll(async () => {
    await setUp.remove();
    await new Promise((resolve) => server!.close(resolve));
  });

  it('tries a message again until the service answers, and files it with what was found', async () => {
    const { id } = (await sender.send(invoice('R-1'))).body;
    await until('it is delayed', async () => (await sender.message(id)).waiting?.code === 'rules.unavailable');
    await startService();
    const message = await sender.settled(id);
    expect(message).toMatchObject({
      state: 'filed',
      validation: {
        schema: { result: 'not-installed' },
        rules: [
          { by: 'val-sch.1', result: 'invalid', findings: [{ code: 'BR-DE-15', path: '/Invoice', level: 'error' }] },
        ],
      },
    });
    const { attempts } = (await sender.get(`/v1/messages/${id}/attempts`)).body;
    expect(attempts.map(({ outcome }: { outcome: string }) => outcome)).toContain('delayed');
  });

  it('does not show the service what no standard is about', async () => {
    const before = asked;
    const permits = await setUp.hub.procedure('building-permits');
    const { id } = (await permits.send(permit('R-2'), { mime: 'application/json' })).body;
    const message = await permits.settled(id);
    expect(message).toMatchObject({ state: 'filed', validation: { schema: { result: 'none', findings: [] } } });
    expect(message.validation.rules).toBeUndefined();
    expect(asked).toBe(before);
  });
});
