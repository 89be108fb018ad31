import type { Command } from 'commander';
import type { OverviewAnswer, ProcedureFlowAnswer } from '../hub/answers.js';
import { personAuthorization } from '../hub/credentials.js';
import { Hub, withHubOptions, type HubOptions } from '../hub/hub.js';
import { duration } from '../terminal/duration.js';
import { Output } from '../terminal/output.js';
import { table, type Cell, type Paint } from '../terminal/table.js';
import { shown } from '../terminal/time.js';
import { sizeOf } from '../terminal/size.js';

const HELP = `
Rates are those of the last five minutes. EMPTY IN is left empty when the backlog does not get less. UNTOUCHED is the share of
what was filed in the last 30 days without any operator having had a hand in it.

Examples:
  fachwerk overview --demo
  fachwerk overview --json`;

interface Options extends HubOptions {
  readonly json?: true;
}

export function addOverview(program: Command): void {
  const command = program
    .command('overview')
    .summary('show how messages flow')
    .description('Shows for each procedure what waits, how old it is, how fast it gets less, and what is parked.');
  withHubOptions(command)
    .addHelpText('after', HELP)
    .action(async () => overview(command.optsWithGlobals<Options>()));
}

async function overview({ json, ...options }: Options): Promise<void> {
  const output = new Output(json === true);
  const hub = await Hub.of(options);
  const answer = await hub.get<OverviewAnswer>('/v1/overview', await personAuthorization(hub.credentials));
  const { asOf, procedures, health } = answer;
  output.answer(answer, () =>
    [
      `As of ${shown(asOf)}`,
      procedures.length === 0 ? 'The tenant has no procedures.' : procedureTable(procedures, asOf, output.paint),
      healthTable(health, output.paint),
    ].join('\n\n'),
  );
  for (const { name, paused, cause } of procedures) {
    if (paused !== undefined) output.note(`${name} was paused by ${paused.by}, ${shown(paused.at)}: ${paused.reason}`);
    if (cause !== undefined) output.note(`${name} waits: ${cause.sentence[hub.lang]}`);
  }
}

function procedureTable(procedures: readonly ProcedureFlowAnswer[], asOf: string, paint: Paint): string {
  const now = new Date(asOf).getTime();
  const rows = procedures.map((procedure): Cell[] => {
    const { name, backlog, oldestAcceptedAt: oldest, rates, secondsToEmpty, parked, waiting, untouched } = procedure;
    return [
      name,
      stateOf(procedure),
      backlog === null ? '?' : String(backlog.ready + (backlog.unacknowledged ?? 0) + backlog.delayed),
      oldest === undefined ? '' : duration(Math.max(0, now - new Date(oldest).getTime()) / 1_000),
      String(rates.acceptedPerMinute),
      String(rates.filedPerMinute),
      secondsToEmpty === undefined ? '' : duration(secondsToEmpty),
      parked === 0 ? '0' : { text: String(parked), colour: 'red' },
      waiting === 0 ? '0' : { text: String(waiting), colour: 'yellow' },
      untouched === undefined ? '' : `${(untouched * 100).toFixed(1)} %`,
    ];
  });
  const head = ['PROCEDURE', 'STATE', 'BACKLOG', 'OLDEST', 'IN/MIN', 'FILED/MIN', 'EMPTY IN', 'PARKED', 'WAITING'];
  return table([...head, 'UNTOUCHED'], rows, paint);
}

function stateOf({ paused, cause }: ProcedureFlowAnswer): Cell {
  if (paused !== undefined) return { text: 'paused', colour: 'yellow' };
  return cause === undefined ? { text: 'flows', colour: 'green' } : { text: cause.code, colour: 'red' };
}

function healthTable({ exchange, database, content, consumers }: OverviewAnswer['health'], paint: Paint): string {
  const { bytesFree = 0, bytesTotal } = content;
  const space = bytesTotal === undefined ? '' : `${sizeOf(bytesFree)} of ${sizeOf(bytesTotal)} free`;
  const rows: Cell[][] = [
    ['exchange', wordOf(exchange.state), exchange.kind],
    ['database', wordOf(database.state), ''],
    ['content store', wordOf(content.state), space],
    ['consumers', wordOf(consumers.state), ''],
  ];
  return table(['PART', 'STATE', ''], rows, paint);
}

function wordOf(state: string): Cell {
  if (state === 'unknown') return state;
  return { text: state, colour: state === 'ok' ? 'green' : 'red' };
}
