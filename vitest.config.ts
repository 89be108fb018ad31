import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const alias = {
  '@fachwerk/connectors/contract': join(import.meta.dirname, 'connectors/contract/index.ts'),
  '@fachwerk/connectors/xoev': join(import.meta.dirname, 'connectors/xoev/index.ts'),
  '@fachwerk/connectors/catalogue': join(import.meta.dirname, 'connectors/catalogue.ts'),
  '@fachwerk/hub/connector-kit': join(import.meta.dirname, 'apps/hub/src/connector-kit.ts'),
  '@fachwerk/hub/schema-sources': join(import.meta.dirname, 'apps/hub/src/schema-sources.ts'),
  '@fachwerk/cli/bench': join(import.meta.dirname, 'apps/cli/src/bench'),
  '@fachwerk/cli/chaos': join(import.meta.dirname, 'apps/cli/src/chaos'),
};
const exclude = ['**/node_modules/**', '**/dist/**', '**/.fachwerk/**', '**/.cache/**'];

/** What takes a minute and a half or more. Begun last, one of them would run alone in the end. */
const LONG =
  /\/(hostile-input|xta-client|switch-versions|survive-faults|console-pages|shadow-replay|console-triage|xta-author|xta-exactly-once|park-poison)/;

class LongOnesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- no array
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean => LONG.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  resolve: { alias },
  test: {
    sequence: { sequencer: LongOnesFirst },
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['apps/**/*.spec.ts', 'connectors/**/*.spec.ts', 'test/*.spec.ts'],
          exclude,
          // By default there is one on a machine of two cores.
          maxWorkers: 2,
          // Thousands of random inputs take longer on a busy machine.
          testTimeout: 30_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'system',
          include: ['test/**/*.contract-spec.ts', 'test/**/*.e2e-spec.ts'],
          exclude,
          globalSetup: ['test/harness/global-setup.ts'],
          // Much of their time is waiting, and each file has a database and a virtual host of its own. A broker that was
          // given has one virtual host for all.
          fileParallelism: process.env['FACHWERK_TEST_AMQP_URL'] === undefined,
          maxWorkers: 2,
          // Each has hubs and data of its own; reading the modules anew for each of them takes 2.5 s of a core.
          isolate: false,
          server: { deps: { external: [/\/(apps\/\w+|connectors)\/dist\//] } },
          // After the unit tests.
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
