/** A connector as it is now: its modules are translated into a folder of their own, so that each load is a new one. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Connector } from '@fachwerk/connectors/contract';
import ts from 'typescript';
import { notUsable, type ConnectorFolder } from './connector-folder.js';
import { isOffered, type Module } from './modules.js';

/**
 * Its code runs in this process, with everything it could reach: look at `impurities` first.
 *
 * @throws Failure `connector.unusable`
 */
export async function loadConnector(
  { entry, within }: Pick<ConnectorFolder, 'entry' | 'within'>,
  modules: readonly Module[],
): Promise<Connector> {
  const folder = mkdtempSync(join(tmpdir(), 'fachwerk-connector-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    // As they lie to each other: some may lie beside the folder of the connector.
    const base = dirname(within);
    for (const module of modules) {
      const path = join(folder, asJavaScript(relative(base, module.path)));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, codeOf(module));
    }
    const url = pathToFileURL(join(folder, asJavaScript(relative(base, entry)))).href;
    const exported = (await import(url)) as Readonly<Record<string, unknown>>;
    const found = [exported['connector'], ...Object.values(exported)].find(isConnector);
    if (found !== undefined) return found;
  } catch (error) {
    throw notUsable(entry, error instanceof Error ? error.message : String(error));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  throw notUsable(entry, 'it exports no connector, an object with "manifest" and "types"');
}

/** JavaScript of a module, with the contract of this installation. */
function codeOf({ path, source, imports }: Module): string {
  let text = source.text;
  for (const { leadsTo, start, end } of imports.toReversed()) {
    if (leadsTo === undefined || !isOffered(leadsTo)) continue;
    // The same contract as the hub's: a `Rejected` of another one would be a stranger to it.
    text = `${text.slice(0, start)}${JSON.stringify(import.meta.resolve(leadsTo))}${text.slice(end)}`;
  }
  return path.endsWith('.ts') ? javaScriptOf(text, path) : text;
}

/** Types are dropped, not checked: that is what the compiler of the package is for. */
export function javaScriptOf(text: string, path: string): string {
  const compilerOptions: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    verbatimModuleSyntax: false,
    isolatedModules: true,
  };
  const { outputText, diagnostics = [] } = ts.transpileModule(text, {
    fileName: path,
    compilerOptions,
    reportDiagnostics: true,
  });
  const [first] = diagnostics;
  if (first === undefined) return outputText;
  const line = (first.file?.getLineAndCharacterOfPosition(first.start ?? 0).line ?? 0) + 1;
  throw notUsable(`${path}:${line}`, ts.flattenDiagnosticMessageText(first.messageText, ' '));
}

function asJavaScript(path: string): string {
  return path.replace(/\.ts$/, '.js');
}

function isConnector(value: unknown): value is Connector {
  return typeof value === 'object' && value !== null && 'manifest' in value && 'types' in value;
}
