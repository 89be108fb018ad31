/** The modules a connector consists of: whatever its entry leads to, by their source. Nothing of it is run here. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';
import { installation, type ConnectorFolder } from './connector-folder.js';

const CONTRACT = '@fachwerk/connectors/contract';
/** What a connector may import beside its own modules: the contract, and what XÖV connectors share. */
const OFFERED: readonly string[] = [CONTRACT, '@fachwerk/connectors/xoev'];

export interface Module {
  readonly path: string;
  /** Parsed, as it was written. */
  readonly source: ts.SourceFile;
  readonly imports: readonly Import[];
}

export interface Import {
  readonly specifier: string;
  /** Of the specifier in the source, with its quotes. */
  readonly start: number;
  readonly end: number;
  /** A module of the connector, or the name of a package that is offered to it. Left out when it is neither. */
  readonly leadsTo?: string;
}

/** What a connector may not do, and where it does it. */
export interface Finding {
  /** Relative to the folder of the connector, with line. */
  readonly at: string;
  readonly sentence: string;
}

export interface Modules {
  readonly modules: readonly Module[];
  readonly findings: readonly Finding[];
}

/** Follows the imports from the entry on. What leads out of the connector is found, not followed. */
export function modulesOf(connector: Pick<ConnectorFolder, 'entry' | 'within'>): Modules {
  const modules = new Map<string, Module>();
  const findings: Finding[] = [];
  const open = [connector.entry];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (modules.has(path)) continue;
    const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2023, true);
    const imports = importsOf(source).map((found): Import => {
      const leadsTo = targetOf(found.specifier, path!, connector.within);
      return leadsTo === undefined ? found : { ...found, leadsTo };
    });
    for (const { leadsTo, specifier, start } of imports) {
      if (leadsTo === undefined)
        findings.push({ at: placeOf(source, start, connector.within), sentence: why(specifier) });
      else if (!isOffered(leadsTo)) open.push(leadsTo);
    }
    modules.set(path, { path, source, imports });
  }
  return { modules: [...modules.values()], findings };
}

export function isOffered(specifier: string): boolean {
  return OFFERED.includes(specifier);
}

export function placeOf(source: ts.SourceFile, position: number, folder: string): string {
  const { line } = source.getLineAndCharacterOfPosition(position);
  return `${relative(folder, source.fileName)}:${line + 1}`;
}

/** Static imports and re-exports. Those at run time are found as calls. */
function importsOf(source: ts.SourceFile): readonly Omit<Import, 'leadsTo'>[] {
  return source.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const { moduleSpecifier } = statement;
    if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return [];
    return [{ specifier: moduleSpecifier.text, start: moduleSpecifier.getStart(source), end: moduleSpecifier.end }];
  });
}

function targetOf(specifier: string, from: string, within: string): string | undefined {
  if (isOffered(specifier)) return specifier;
  if (!specifier.startsWith('.')) return undefined;
  const path = resolve(dirname(from), specifier);
  if (dirname(path) === join(connectorsOfRepository(), 'contract')) return CONTRACT;
  if (!isOfConnector(path, within) || path.split(sep).includes('node_modules')) return undefined;
  return [path, path.replace(/\.js$/, '.ts')].find((candidate) => /\.[jt]s$/.test(candidate) && existsSync(candidate));
}

/** What several connectors of the repository have in common lies beside them, in a folder that is no connector. */
function isOfConnector(path: string, within: string): boolean {
  if (path.startsWith(within + sep)) return true;
  const connectors = connectorsOfRepository();
  if (dirname(within) !== connectors || !path.startsWith(connectors + sep)) return false;
  const [folder, ...below] = relative(connectors, path).split(sep);
  return below.length > 0 && !existsSync(join(connectors, folder!, 'connector.ts'));
}

function connectorsOfRepository(): string {
  return join(installation(), 'connectors');
}

function why(specifier: string): string {
  const allowed = `a connector imports ${OFFERED.join(', ')} and modules of its own folder`;
  if (specifier.startsWith('.')) return `imports "${specifier}", which is no module of its folder; ${allowed}`;
  return `imports "${specifier}"; ${allowed}`;
}
