import type { SweepReport } from '@fachwerk/hub/administer';
import type { Command } from 'commander';
import { loadAdminister } from '../setup/with-setup.js';
import { Output } from '../terminal/output.js';
import { sizeOf } from '../terminal/size.js';
import { facts, type Cell } from '../terminal/table.js';
import { shown } from '../terminal/time.js';
import { HUB_HELP } from './progress.js';

const HELP = `${HUB_HELP}
Content is swept when no document and no message of the ledger has it, it was put more than 7 days ago, and before every
message that is still on its way. It is set aside first; whoever reads it brings it back. After another day it is erased.
Small bodies lie in segments: those that nobody has are noted, and wiped after another day. A segment goes when nobody has
anything in it. Workers do this by themselves once a day.

Example:
  fachwerk content sweep --dry-run`;

interface Options {
  readonly dryRun?: true;
  readonly json?: true;
}

export function addContent(program: Command): void {
  const group = program
    .command('content')
    .summary('sweep the content store')
    .description('The content store: bytes of documents and large messages.');
  const sweep = group
    .command('sweep')
    .summary('remove content that nobody needs')
    .description('Removes content that nobody needs any more.')
    .option('--dry-run', 'only say what would be removed')
    .addHelpText('after', HELP)
    .action(async () => sweepContent(sweep.optsWithGlobals<Options>()));
}

async function sweepContent({ dryRun, json }: Options): Promise<void> {
  const output = new Output(json === true);
  const { sweepHub } = await loadAdminister();
  const report = await sweepHub(process.env, dryRun === true);
  output.answer(report, () => textOf(report, output));
}

function textOf(report: SweepReport, output: Output): string {
  const amount = ({ count, sizeBytes }: SweepReport['looked']): string => `${count} (${sizeOf(sizeBytes)})`;
  const would = report.dryRun ? 'would be ' : '';
  const rows: readonly (readonly [string, Cell | undefined])[] = [
    ['looked at', amount(report.looked)],
    ['put before', shown(report.before)],
    ['oldest on its way', report.oldestUnsettled === null ? undefined : shown(report.oldestUnsettled)],
    [`${would}set aside`, amount(report.setAside)],
    [`${would}erased`, amount(report.erased)],
    [`${would}brought back`, amount(report.broughtBack)],
    ['segments looked at', amount(report.segments.looked)],
    [`bodies in them ${would}noted`, amount(report.segments.noted)],
    [`bodies in them ${would}wiped`, amount(report.segments.wiped)],
    [`segments ${would}erased`, amount(report.segments.erased)],
    ['of unknown tenants, kept', report.ofOthers.count === 0 ? undefined : amount(report.ofOthers)],
  ];
  return facts(rows, output.paint);
}
