// Every connector of the catalogue keeps the contract, as `fachwerk connector test` looks at it.
import { join } from 'node:path';
import { catalogue } from '@fachwerk/connectors/catalogue';
import type { Connector } from '@fachwerk/connectors/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { CHECKS, conformance, type Report } from '../apps/cli/src/connector/conformance.js';
import { modulesOf } from '../apps/cli/src/connector/modules.js';
import { root } from './fixtures.js';

// Thousands of hostile messages.
const TIMEOUT_MS = 300_000;

describe.each(catalogue.map((connector) => [connector.manifest.name, connector] as const))('%s', (name, connector) => {
  let report: Report;
  beforeAll(async () => void (report = await examined(name, connector)), TIMEOUT_MS);

  it.each(CHECKS)('keeps: %s', (check) => {
    expect(report.problems.filter((problem) => problem.check === check)).toEqual([]);
  });

  it('was looked at', () => {
    expect(report.connector).toBe(name);
    expect(report.fixtures.length).toBeGreaterThan(0);
    expect(report.hostileVariants).toBeGreaterThan(report.fixtures.length);
  });
});

function examined(name: string, connector: Connector): Promise<Report> {
  const folder = join(root, 'connectors', name);
  const place = { name, folder, schemasFolder: join(root, 'schemas') };
  const code = modulesOf({ entry: join(folder, 'connector.ts'), within: folder });
  return conformance(async () => connector, place, code, { ci: process.env['CI'] !== undefined, update: false });
}
