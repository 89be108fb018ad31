/** The files that make a package of a connector outside of the repository. */
import type { Context } from './context.js';

export interface PackagePlaces {
  /** From the package to the folder of the contract, relative. */
  readonly contract: string;
  /** From the package to the command. */
  readonly command: string;
  readonly typescript: string;
}

export function packageFiles(
  { name, title }: Context,
  { contract, command, typescript }: PackagePlaces,
): ReadonlyMap<string, string> {
  const facts = {
    name,
    version: '0.1.0',
    description: title,
    private: true,
    type: 'module',
    fachwerk: { connector: 'dist/connector.js' },
    files: ['dist', 'schemas', 'fixtures'],
    scripts: { build: 'tsc -p .', test: `node ${command} connector test .` },
    dependencies: { '@fachwerk/connectors': `file:${contract}` },
    devDependencies: { typescript },
  };
  const compiler = {
    compilerOptions: {
      target: 'ES2023',
      lib: ['ES2023'],
      module: 'nodenext',
      moduleResolution: 'nodenext',
      types: [],
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      noUnusedLocals: true,
      noUnusedParameters: true,
      skipLibCheck: true,
      rootDir: 'src',
      outDir: 'dist',
    },
    include: ['src/**/*.ts'],
  };
  return new Map([
    ['package.json', JSON.stringify(facts, null, 2)],
    ['tsconfig.json', JSON.stringify(compiler, null, 2)],
    ['.gitignore', 'node_modules/\ndist/\n'],
  ]);
}
