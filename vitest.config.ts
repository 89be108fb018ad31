import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const alias = {
  '@fachwerk/connectors/contract': join(import.meta.dirname, 'connectors/contract/index.ts'),
  '@fachwerk/connectors/catalogue': join(import.meta.dirname, 'connectors/catalogue.ts'),
  '@fachwerk/cli/chaos': join(import.meta.dirname, 'apps/cli/src/chaos'),
};
const exclude = ['**/node_modules/**', '**/dist/**', '**/.fachwerk/**', '**/.cache/**'];

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: { name: 'unit', include: ['apps/**/*.spec.ts', 'connectors/**/*.spec.ts', 'test/*.spec.ts'], exclude },
      },
      {
        resolve: { alias },
        test: {
          name: 'system',
          include: ['test/**/*.contract-spec.ts', 'test/**/*.e2e-spec.ts'],
          exclude,
          globalSetup: ['test/harness/global-setup.ts'],
          // Two cores, one broker, one database: one file after the other.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
