import type { ReplayFacts } from '@fachwerk/hub/connector-kit';
import type { Command } from 'commander';
import { withHubOptions, type HubOptions } from '../../hub/hub.js';
import { Output } from '../../terminal/output.js';
import { facts, type Paint } from '../../terminal/table.js';
import { readJsonFile } from '../json-file.js';
import { OUTCOMES, type Replay, type Replayed, type Summary } from './replayed.js';

const HELP = `
Nothing is filed. Messages come from a folder (its files ending in .xml, .json, .zip, .pdf), then no hub is needed; or from
the ledger of a hub, then an operator's login is needed.

From a folder: the connector as it is now, one of this repository or a package, against the version that is installed, or
another package or version (--against). From the ledger: the version that is named (connector@version; without it the newest
that the hub has) against another installed one; without --against it is the version of the procedure, or, when that is the
same, what the messages have filed.

Examples:
  fachwerk connector replay ../dog-licences --from ./messages
  fachwerk connector replay ../dog-licences --from ./messages --against ../dog-licences-1.0.0
  fachwerk connector replay dog-licences@1.1.0 --from 'procedure=dogs&from=2026-11-01&limit=1000' --against 1.0.0
  fachwerk connector replay xrechnung --from 'procedure=invoices&state=rejected' --json`;

interface Options extends HubOptions {
  readonly from: string;
  readonly against?: string;
  readonly settings?: string;
  readonly json?: true;
}

/** After so many messages people are told how far it is. */
const TOLD_EACH = 100;

export function addConnectorReplay(group: Command): void {
  const command = group
    .command('replay <connector>')
    .summary('try past messages out with another version')
    .description('Shadow replay: what another version of a connector makes of past messages.')
    .requiredOption('--from <folder or messages>', 'folder with messages, or which messages of the ledger')
    .option('--against <version or folder>', 'what it is held against')
    .option('--settings <file>', 'settings of the connector, for messages of a folder (JSON)');
  withHubOptions(command)
    .addHelpText('after', HELP)
    .action(async (named: string) => replay(named, command.optsWithGlobals<Options>()));
}

async function replay(named: string, { from, against, settings, json, ...options }: Options): Promise<void> {
  const output = new Output(json === true);
  const { facts: compared, messages } = await begun(named, from, against, settings, options);
  const summary = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Summary;
  const differing: Replayed[] = [];
  output.line(headOf(compared));
  let count = 0;
  for await (const message of messages) {
    summary[message.outcome] += 1;
    count += 1;
    if (count % TOLD_EACH === 0) output.note(`${count} messages so far`);
    if (message.outcome === 'unchanged') continue;
    if (json === true) differing.push(message);
    output.line(textOf(message, output.paint));
  }
  output.answer({ replay: compared, messages: differing, summary }, () =>
    facts(
      OUTCOMES.map((outcome) => [outcome, String(summary[outcome])]),
      output.paint,
    ),
  );
}

async function begun(
  named: string,
  from: string,
  against: string | undefined,
  settings: string | undefined,
  options: HubOptions,
): Promise<Replay> {
  const { folderReplay, isFolder } = await import('./folder-replay.js');
  if (isFolder(from)) {
    const given = settings === undefined ? undefined : readJsonFile(settings);
    return folderReplay(named, from, against, given);
  }
  const { ledgerReplay } = await import('./ledger-replay.js');
  return ledgerReplay(named, from, against, options);
}

function headOf({ connector, version, against }: ReplayFacts): string {
  const held = against === 'filed' ? 'what the messages have filed' : `the commands of ${against}`;
  return `${connector} ${version} against ${held}`;
}

function textOf({ id, key, outcome, changes = [], error }: Replayed, paint: Paint): string {
  const colour = outcome === 'newly-refused' ? 'red' : outcome === 'changed' ? 'yellow' : 'cyan';
  return [
    `${paint({ text: outcome, colour })}  ${paint(id)}${key === undefined ? '' : `  ${paint(key)}`}`,
    ...(error === undefined ? [] : [`  ${paint(`${error.sentence} (${error.code})`)}`]),
    ...changes.flatMap(({ is, what, key: of, reference, fields }) => [
      `  ${paint(`${is} ${what} ${of ?? reference ?? ''}`.trimEnd())}`,
      ...fields.flatMap(({ name, before, after }) => [
        ...(before === undefined ? [] : [`    ${paint({ text: `- ${name}: ${shown(before)}`, colour: 'red' })}`]),
        ...(after === undefined ? [] : [`    ${paint({ text: `+ ${name}: ${shown(after)}`, colour: 'green' })}`]),
      ]),
    ]),
  ].join('\n');
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
