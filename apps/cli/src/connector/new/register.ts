/** Tells the repository of a new connector: the catalogue, and the list of types that are generated. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../failure.js';
import { generatedPath } from './names.js';
import { exportedName, type Context } from './templates/context.js';

export async function register(
  context: Context,
  repository: string,
  schemas: readonly string[],
  formatted: (path: string, text: string) => Promise<string>,
): Promise<void> {
  const exported = exportedName(context);
  await change(join(repository, 'connectors', 'catalogue.ts'), (text) => {
    const added = `import { ${exported} } from './${context.name}/connector.js';\n`;
    const imports = [...text.matchAll(/^import \{[^}]*\} from '\.\/[^']*\/connector\.js';\n/gm)];
    const last = imports.at(-1);
    const at = last === undefined ? undefined : last.index + last[0].length;
    if (at === undefined || !LIST.test(text)) return undefined;
    return (text.slice(0, at) + added + text.slice(at)).replace(LIST, (_all, before: string, names: string) => {
      const known = names
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '');
      return `${before}[${[...known, exported].toSorted().join(', ')}];`;
    });
  });
  await change(join(repository, 'schemas', 'generate-types.mjs'), (text) => {
    const lines = schemas.map(
      (schema) => `  '${schema}': 'connectors/${context.name}/${generatedPath(context.name, schema)}',\n`,
    );
    const at = text.indexOf('};', text.indexOf('const targets = {'));
    return at < 0 ? undefined : text.slice(0, at) + lines.join('') + text.slice(at);
  });

  async function change(path: string, edit: (text: string) => string | undefined): Promise<void> {
    const edited = edit(readFileSync(path, 'utf8'));
    if (edited === undefined) {
      throw new Failure(
        'connector.not-registered',
        `${path} does not look as expected: enter ${context.name} by hand.`,
      );
    }
    writeFileSync(path, await formatted(path, edited));
  }
}

const LIST = /(export const catalogue: readonly Connector\[\] = )\[([^\]]*)\];/;
