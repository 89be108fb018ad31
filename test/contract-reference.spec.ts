// docs/connectors/contract.md says what the comments of the contract say. It is written here; in CI a stale one fails.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONTRACT_VERSION } from '@fachwerk/connectors/contract';
import { expect, it } from 'vitest';
import { contractReference, describedNames } from './docs/contract-reference.js';
import { kept } from './docs/kept.js';
import { root } from './root.js';

it('the reference of the contract is that of its source', async () => {
  const { is, shouldBe } = await kept(
    join(root, 'docs', 'connectors', 'contract.md'),
    contractReference(CONTRACT_VERSION),
  );
  expect(is).toBe(shouldBe);
});

it('describes everything that the contract exports', () => {
  const index = readFileSync(join(root, 'connectors', 'contract', 'index.ts'), 'utf8');
  const exported = [...index.matchAll(/export (?:type )?\{([^}]*)\}/g)].flatMap(([, names]) =>
    names!.split(',').flatMap((name) => name.trim().replace(/^type /, '') || []),
  );
  expect(exported.length).toBeGreaterThan(20);
  expect(describedNames().toSorted()).toEqual(exported.toSorted());
});
