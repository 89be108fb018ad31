import type { Command } from 'commander';
import { Failure, wrongUsage } from '../failure.js';
import { loadAdminister } from '../setup/with-setup.js';
import { Output } from '../terminal/output.js';
import { sizeOf } from '../terminal/size.js';
import { table, type Cell } from '../terminal/table.js';
import { HUB_HELP, progressOn } from './progress.js';

const HELP = `${HUB_HELP}
Exit code 1 when a document's bytes are missing or are not the ones that were filed; each is named.

Examples:
  fachwerk verify --sample 5%
  fachwerk verify --all --json`;

interface Options {
  readonly sample: string;
  readonly all?: true;
  readonly json?: true;
}

export function addVerify(program: Command): void {
  const command = program
    .command('verify')
    .summary('compare documents with their hashes')
    .description('Reads the content of documents and compares it with what was filed.')
    .option('--sample <percent>', 'how many of all versions and formats of documents to read, by chance', '1%')
    .option('--all', 'read all of them')
    .addHelpText('after', HELP)
    .action(async () => verify(command.optsWithGlobals<Options>()));
}

async function verify({ sample, all, json }: Options): Promise<void> {
  const share = all === true ? 1 : shareOf(sample);
  const output = new Output(json === true);
  const { verifyHub } = await loadAdminister();
  const { versions, checked, sizeBytes, bad } = await verifyHub(process.env, share, progressOn(output));
  output.answer({ versions, checked, sizeBytes, bad }, () => {
    const rows = bad.map((one): Cell[] => [
      { text: one.problem, colour: 'red' },
      one.tenant,
      one.fileReference,
      one.documentId,
      one.format === 0 ? String(one.version) : `${one.version}, format ${one.format}`,
      one.fileName,
    ]);
    const sum = `${checked} of ${versions} versions and formats of documents were read (${sizeOf(sizeBytes)}); ${bad.length} of them are bad.`;
    const head = ['PROBLEM', 'TENANT', 'CASE FILE', 'DOCUMENT', 'VERSION', 'FILE NAME'];
    return bad.length === 0 ? sum : `${sum}\n\n${table(head, rows, output.paint)}`;
  });
  if (bad.length > 0)
    throw new Failure('verify.bad', `${bad.length} versions and formats of documents are missing or damaged.`);
}

function shareOf(sample: string): number {
  const percent = /^(\d+(?:[.]\d+)?)%?$/.exec(sample)?.[1];
  const share = Number(percent) / 100;
  if (!(share > 0 && share <= 1)) throw wrongUsage(`"${sample}" is no share such as 1% or 0.5%.`);
  return share;
}
