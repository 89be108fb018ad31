import type { Found } from '../found.js';
import { slug } from '../names.js';
import { literal } from './code.js';
import { contractFrom, exportedName, readerName, type Context } from './context.js';

/** A file has at most 400 lines. */
const TYPES_MAX = 120;

/** @returns path below the folder of the connector → text */
export function connectorFiles(context: Context, found: Found): ReadonlyMap<string, string> {
  const names = found.types.map(({ type }) => type);
  if (names.length <= TYPES_MAX) {
    const entries = names.map((type) => `${literal(type)}: filed(${readerName(type)}),`).join('\n');
    return new Map([['connector.ts', connectorFile(context, readerImports(names, './messages'), entries)]]);
  }
  const parts = Array.from({ length: Math.ceil(names.length / TYPES_MAX) }, (_none, index) =>
    names.slice(index * TYPES_MAX, (index + 1) * TYPES_MAX),
  );
  const files = parts.map((types, index): [string, string] => [
    `types-${index + 1}.ts`,
    partFile(context, types, index + 1),
  ]);
  const imports = parts
    .map((_types, index) => `import { types${index + 1} } from './types-${index + 1}.js';`)
    .join('\n');
  const entries = parts.map((_types, index) => `...types${index + 1},`).join('\n');
  return new Map([...files, ['connector.ts', connectorFile(context, imports, entries)]]);
}

function connectorFile(context: Context, imports: string, entries: string): string {
  const isFiled = entries.includes('filed(');
  return `import type { Connector } from '${contractFrom(context, 1)}';
${isFiled ? "import { filed } from './filing.js';" : ''}
import { manifest } from './manifest.js';
${imports}

export const ${exportedName(context)}: Connector = {
  manifest,
  types: {
    ${entries}
  },
};
`;
}

function partFile(context: Context, types: readonly string[], number: number): string {
  return `import type { MessageType } from '${contractFrom(context, 1)}';
import { filed } from './filing.js';
${readerImports(types, './messages')}

export const types${number}: Readonly<Record<string, MessageType>> = {
  ${types.map((type) => `${literal(type)}: filed(${readerName(type)}),`).join('\n')}
};
`;
}

function readerImports(types: readonly string[], folder: string): string {
  return types.map((type) => `import { ${readerName(type)} } from '${folder}/${slug(type)}.js';`).join('\n');
}
