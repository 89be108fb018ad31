import type { Command } from 'commander';
import { addConnectorNew } from '../connector/new/new.js';
import { addConnectorDev } from '../connector/dev/dev.js';
import { addConnectorReplay } from '../connector/replay/replay.js';
import { addConnectorTest } from '../connector/test.js';
import { Output } from '../terminal/output.js';
import { table } from '../terminal/table.js';
import { loadAdminister } from './with-setup.js';

export function addConnector(program: Command): void {
  const group = program
    .command('connector')
    .summary('see what this version can read; write connectors')
    .description('Connectors: what this version of the hub can read, and tools for writing one.');
  const list = group
    .command('list')
    .summary('list connectors')
    .description(
      'Lists the connectors of this version and those of FACHWERK_CONNECTORS, and the message types they accept. Needs no hub.',
    )
    .action(async () => {
      const output = new Output(list.optsWithGlobals<{ json?: true }>().json === true);
      const connectors = (await (await loadAdminister()).connectorsOf(process.env)).map(
        ({ manifest, package: from }) => ({
          ...manifest,
          source: from === undefined ? 'catalogue' : 'package',
        }),
      );
      const rows = connectors.map(({ name, version, source, stability, accepts, title }) => [
        name,
        version,
        source,
        stability,
        accepts.map(({ type }) => type).join(', '),
        title,
      ]);
      output.answer({ connectors }, () =>
        table(['CONNECTOR', 'VERSION', 'SOURCE', 'STABILITY', 'ACCEPTS', 'TITLE'], rows, output.paint),
      );
    });
  addConnectorNew(group);
  addConnectorTest(group);
  addConnectorReplay(group);
  addConnectorDev(group);
}
