import { describe, expect, it } from 'vitest';
import { ErrorTexts } from '../errors/codes.js';
import { HubError } from '../errors/hub-error.js';
import { ReplayLines } from './replay-lines.js';
import type { ReplayedMessage } from './replays.js';

const facts = { connector: 'dog-licences', version: '1.1.0', against: 'filed' };
const one: ReplayedMessage = { id: '1', key: null, acceptedAt: new Date(0), outcome: 'unchanged' };

async function* failing(error: Error): AsyncGenerator<ReplayedMessage> {
  yield one;
  throw error;
}

/** The last line of a replay that ended so, and the defects that were told. */
async function endOf(error: Error): Promise<{ last: object; defects: readonly HubError[] }> {
  const defects: HubError[] = [];
  const lines = new ReplayLines(new ErrorTexts(), (defect) => void defects.push(defect));
  const all: string[] = [];
  for await (const line of lines.of({ facts, messages: failing(error) })) all.push(line);
  expect(all).toHaveLength(3);
  return { last: JSON.parse(all[2]!) as object, defects };
}

describe('a replay that cannot be ended', () => {
  it('says nothing of what nobody foresaw, and tells the log all of it', async () => {
    const error = new TypeError('x is not a function');
    const { last, defects } = await endOf(error);
    expect(last).toMatchObject({ error: { code: 'hub.defect', sentence: { en: expect.stringContaining('nobody') } } });
    expect(JSON.stringify(last)).not.toContain(error.message);
    expect(defects.map(({ cause }) => cause)).toEqual([error]);
  });

  it('says why with the values of the error, and is no defect then', async () => {
    const values = { permission: 'content.read', roles: 'viewer' };
    const { last, defects } = await endOf(new HubError('rejected', 'access.forbidden', 'x', { values }));
    expect(last).toMatchObject({ error: { sentence: { de: expect.stringContaining('content.read') } } });
    expect(defects).toEqual([]);
  });
});
