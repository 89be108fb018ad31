/** Builds the pages into `dist`, where the hub finds them; every text file a second and third time, compressed. */
import { createRequire } from 'node:module';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const TEXT = /\.(js|css|html|svg|json)$/;
/** Below this a compressed file is not worth a second one. */
const BYTES_MIN = 1_024;

/** The hub serves what is here as it is: it compresses nothing while somebody waits. */
function compressed(): Plugin {
  let folder = '';
  return {
    name: 'compressed',
    apply: 'build',
    configResolved: (config) => {
      folder = join(config.root, config.build.outDir);
    },
    closeBundle: async () => {
      for (const name of await readdir(folder, { recursive: true })) {
        if (!TEXT.test(name)) continue;
        const bytes = await readFile(join(folder, name));
        if (bytes.length < BYTES_MIN) continue;
        const size = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
        await writeFile(join(folder, `${name}.br`), brotliCompressSync(bytes, { params: size }));
        await writeFile(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
      }
    },
  };
}

/**
 * The design tokens of KERN UX (colours, sizes, fonts, light and dark) without its components: those are made for pages
 * that citizens see once, with one large field below the other; here people work all day in dense tables.
 */
function kernTokens(): Plugin {
  const name = 'virtual:kern-tokens.css';
  const resolved = `\0${name}`;
  const rule = /([^{}@]+)\{((?:\s*--kern-[^;{}]+;)+)\s*\}/g;
  return {
    name: 'kern-tokens',
    resolveId: (id) => (id === name ? resolved : undefined),
    load: async (id) => {
      if (id !== resolved) return undefined;
      const css = await readFile(createRequire(import.meta.url).resolve('@kern-ux/native/dist/kern.css'), 'utf8');
      const plain = css.replaceAll(/\/\*[^]*?\*\//g, '').replaceAll(/@media[^{]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '');
      const rules = [...plain.matchAll(rule)].filter(([, selector]) => !selector!.includes('kern-level'));
      return rules.map(([, selector, tokens]) => `${selector!.trim()} {${tokens}\n}`).join('\n');
    },
  };
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [kernTokens(), compressed()],
  oxc: { jsx: { runtime: 'automatic' } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Every browser that React Aria supports.
    target: 'es2022',
    // Fonts stay files: the CSP allows no `data:`.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    // `npm run dev -w apps/console` beside a hub on its usual port.
    proxy: { '/v1': 'http://127.0.0.1:8080', '/health': 'http://127.0.0.1:8080' },
  },
});
