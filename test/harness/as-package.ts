import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Connector } from '@fachwerk/connectors/contract';
import { foreignConnector } from '../../apps/hub/src/translate/foreign/foreign-connector.js';
import { Interpreter } from '../../apps/hub/src/translate/foreign/interpreter.js';
import { FUNCTION_NAMES } from '../../apps/hub/src/translate/foreign/protocol.js';
import { root } from '../root.js';

const LIMITS = { timeoutMs: 20_000, memoryMib: 320 };

/** A connector of the catalogue, run as if it had come in a package: its compiled modules, in the interpreter. */
export async function asForeign({ manifest, types }: Connector): Promise<Connector> {
  // What the two generic ones have in common lies beside them, and would be in the package of each.
  const modules = { ...compiledModules(manifest.name), ...compiledModules('fields') };
  const connector = `${manifest.name}/connector.js`;
  const name = /export const (\w+) = \{/.exec(modules[connector]!)![1]!;
  const sources: Readonly<Record<string, string>> = {
    ...modules,
    'entry.js': `export { ${name} as connector } from './${connector}';`,
  };
  const source = (path: string): string | Error => sources[path] ?? new Error(`there is no ${path}`);
  const functions = Object.fromEntries(
    Object.entries(types).map(([type, given]) => [type, FUNCTION_NAMES.filter((each) => given[each] !== undefined)]),
  );
  return foreignConnector({ manifest, functions }, await Interpreter.start({ entry: 'entry.js', source }, LIMITS));
}

/** By path, with the name of the folder; what packages import by name is imported as they do. */
function compiledModules(name: string): Readonly<Record<string, string>> {
  const folder = join(root, 'connectors/dist', name);
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.js'));
  return Object.fromEntries(
    paths.map((path) => [
      `${name}/${path}`,
      readFileSync(join(folder, path), 'utf8').replace(
        /'(?:\.\.\/)+(contract|xoev)\/index\.js'/g,
        "'@fachwerk/connectors/$1'",
      ),
    ]),
  );
}
