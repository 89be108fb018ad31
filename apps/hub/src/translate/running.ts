/** The connectors of one thread, ready to be called: native for the catalogue, in an interpreter for packages. */
import type { Connector } from '@fachwerk/connectors/contract';
import { ofCatalogue } from './catalogue.js';
import { foreignConnector } from './foreign/foreign-connector.js';
import { Interpreter, type InterpreterLimits } from './foreign/interpreter.js';
import type { InstalledConnector } from './installed.js';
import type { ConnectorPackage } from './package.js';

interface Running {
  readonly interpreter: Interpreter;
  readonly connector: Connector;
}

export class RunningConnectors {
  private readonly foreign = new Map<ConnectorPackage, Running>();

  constructor(private readonly limits: InterpreterLimits) {}

  async of({ manifest, package: from }: InstalledConnector): Promise<Connector> {
    if (from === undefined) return ofCatalogue(manifest.name, manifest.version)!;
    const known = this.foreign.get(from);
    if (known !== undefined && !known.interpreter.isWorn) return known.connector;
    const source = (path: string): string | Error =>
      (Object.hasOwn(from.sources, path) ? from.sources[path] : undefined) ?? new Error(`there is no ${path}`);
    const interpreter = await Interpreter.start({ entry: from.entry, source }, this.limits);
    const connector = foreignConnector(from, interpreter);
    this.foreign.set(from, { interpreter, connector });
    return connector;
  }
}
