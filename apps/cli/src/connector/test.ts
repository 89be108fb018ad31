import type { Command } from 'commander';
import { Failure } from '../failure.js';
import { Output } from '../terminal/output.js';
import type { ConformanceOptions, Report } from './conformance.js';
import type { ConnectorFolder } from './connector-folder.js';

const HELP = `
Needs no hub. A connector is named by its name in this repository, or by the folder of its package (package.json with
"fachwerk": { "connector": "dist/connector.js" }, built). Without a name it is the one of the current folder, else all of
the repository.

What is checked: manifest and schemas; no way out of the connector; each fixture becomes what its expected.json says, again
and again; every type has a fixture that is filed and one that is refused; each fixture in hostile variants is refused or
filed and never fails; nothing is taken away that manifest.previous.json promised.
Files that are missing are written, for you to look at; with CI set they are problems.

Examples:
  fachwerk connector test building-permits
  fachwerk connector test ../dog-licences --update
  CI=1 fachwerk connector test --json`;

interface Options {
  readonly update?: true;
  readonly json?: true;
}

export function addConnectorTest(group: Command): void {
  const command = group
    .command('test [connector]')
    .summary('test whether a connector keeps its contract')
    .description('Tests whether a connector keeps its contract, with its fixtures and with hostile variants of them.')
    .option('--update', 'what comes out now is right: write expected.json and manifest.previous.json')
    .addHelpText('after', HELP)
    .action(async (named: string | undefined) => test(named, command.optsWithGlobals<Options>()));
}

async function test(named: string | undefined, { update, json }: Options): Promise<void> {
  const output = new Output(json === true);
  // They need the compiler, which most commands do without.
  const { connectorFolders } = await import('./connector-folder.js');
  const { reportText } = await import('./report-text.js');
  const ci = (process.env['CI'] ?? '') !== '';
  const reports: Report[] = [];
  for (const folder of connectorFolders(named)) {
    const report = await examined(folder, { ci, update: update === true });
    reports.push(report);
    output.line(`${reportText(report, folder.folder, output.paint)}\n`);
  }
  const failing = reports.filter(({ ok }) => !ok).map(({ connector }) => connector);
  output.answer({ ok: failing.length === 0, connectors: reports }, () =>
    failing.length === 0 ? `Tested: ${reports.map(({ connector }) => connector).join(', ')}.` : '',
  );
  if (failing.length > 0) {
    throw new Failure('connector.test-failed', `These connectors do not keep their contract: ${failing.join(', ')}.`);
  }
}

async function examined(folder: ConnectorFolder, options: ConformanceOptions): Promise<Report> {
  const [{ modulesOf }, { openConnector }, { conformance }] = await Promise.all([
    import('./modules.js'),
    import('./open-connector.js'),
    import('./conformance.js'),
  ]);
  const subject = await openConnector(folder);
  return conformance(subject, folder, modulesOf(folder), options);
}
