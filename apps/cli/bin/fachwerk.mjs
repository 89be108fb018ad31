#!/usr/bin/env node
/** Starts the command line as it was built; says what to do when it was not. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..', '..');
if (existsSync(join(root, 'node_modules')) && existsSync(join(root, 'apps', 'cli', 'dist', 'main.js'))) {
  const { main } = await import('../dist/main.js');
  process.exitCode = await main(process.argv.slice(2));
} else {
  process.stderr.write('The command line is not built yet: run "npm start" or "npm run build" first.\n');
  process.exitCode = 1;
}
