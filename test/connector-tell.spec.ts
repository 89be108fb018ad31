// `fachwerk connector test` asks a connector what it tells of each fixture, filed and rejected, and keeps what it told.
import { join } from 'node:path';
import { catalogue } from '@fachwerk/connectors/catalogue';
import type { Connector, MessageType, Outcome } from '@fachwerk/connectors/contract';
import { expect, it } from 'vitest';
import { conformance } from '../apps/cli/src/connector/conformance.js';
import { modulesOf } from '../apps/cli/src/connector/modules.js';
import { root } from './root.js';

const TYPE = 'permit-granted.v2';
const permits = catalogue.find(({ manifest }) => manifest.name === 'building-permits')!;
const own = permits.types[TYPE]!;
const folder = join(root, 'connectors/building-permits');

/** What is wrong with what it tells. */
async function problemsWith(tell: NonNullable<MessageType['tell']>): Promise<readonly string[]> {
  const connector: Connector = { ...permits, types: { [TYPE]: { ...own, tell } } };
  const place = { name: 'building-permits', folder, schemasFolder: join(root, 'schemas') };
  const code = modulesOf({ entry: join(folder, 'connector.ts'), within: folder });
  const { problems } = await conformance(async () => connector, place, code, { ci: true, update: false });
  return problems
    .filter(({ check }) => check === 'replies')
    .map(({ fixture = '', sentence }) => `${fixture}: ${sentence}`);
}

it('asks for what is filed and for what is rejected', async () => {
  const asked = new Set<Outcome['state']>();
  expect(
    await problemsWith((outcome, message, settings) => {
      asked.add(outcome.state);
      return own.tell!(outcome, message, settings);
    }),
  ).toEqual([]);
  expect([...asked].toSorted()).toEqual(['filed', 'rejected']);
});

it('finds a connector that cannot tell of what was rejected', async () => {
  const problems = await problemsWith((outcome, message, settings) => {
    if (outcome.state === 'rejected') throw new Error('nobody thought of it');
    return own.tell!(outcome, message, settings);
  });
  expect(problems).toContainEqual(expect.stringMatching(/^rejected-no-parcel: it has no call for "rejected"/));
});

it('finds what is no call, and what is told otherwise than it was', async () => {
  const nameless = await problemsWith(() => ({ operation: '', element: { name: 'a', namespace: '' } }));
  expect(nameless).toContainEqual(expect.stringContaining('it names no operation'));
  const other = await problemsWith(() => ({ operation: 'Other', element: { name: 'a', namespace: 'urn:a' } }));
  expect(other).toEqual([
    expect.stringMatching(/^granted-and-told: its outcome becomes something else than tell[.]xml/),
  ]);
  const nothing = await problemsWith(() => undefined);
  expect(nothing).toContainEqual(expect.stringMatching(/^granted-and-told: its outcome[.]json has no reply/));
});
