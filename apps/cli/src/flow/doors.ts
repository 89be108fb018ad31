import type { Command } from 'commander';
import { Failure } from '../failure.js';
import type { DoorAnswer, DoorsAnswer, DoorTestAnswer, WholeDoorAnswer } from '../hub/door-answers.js';
import { personAuthorization } from '../hub/credentials.js';
import { Hub, pathWith, withHubOptions, type HubOptions } from '../hub/hub.js';
import { counted } from '../terminal/counted.js';
import { Output } from '../terminal/output.js';
import { facts, table, type Cell, type Paint } from '../terminal/table.js';
import { shown } from '../terminal/time.js';

const HELP = `
Doors: rest, soap, xta (others ask the hub), xta-client (the hub asks servers of others). Counts are written down every 10 s.

Examples:
  fachwerk doors --demo
  fachwerk doors soap --demo
  fachwerk doors test rest --demo`;

const COLOURS: Readonly<Record<DoorAnswer['state'], 'green' | 'yellow' | 'red' | undefined>> = {
  open: 'green',
  incomplete: 'yellow',
  closed: 'red',
  unused: undefined,
};

interface Options extends HubOptions {
  readonly json?: true;
  readonly procedure?: string;
}

export function addDoors(program: Command): void {
  const command = program
    .command('doors')
    .summary('show by which doors messages come in')
    .description('Shows whether the doors of the hub are open, who came through, and what was refused.')
    .argument('[door]', 'one of them with its procedures');
  withHubOptions(command)
    .addHelpText('after', HELP)
    .action(async (door: string | undefined) =>
      door === undefined ? all(command.optsWithGlobals<Options>()) : one(door, command.optsWithGlobals<Options>()),
    );
  const test = command
    .command('test')
    .summary('try a door')
    .description('Tries a door as far as nothing stays behind: addresses, certificates, WSDLs, servers of XTA sources.')
    .argument('<door>', 'which')
    .option('--procedure <name>', 'what belongs to this procedure alone');
  withHubOptions(test)
    .addHelpText('after', HELP)
    .action(async (door: string) => tryOut(door, test.optsWithGlobals<Options>()));
}

async function all({ json, ...options }: Options): Promise<void> {
  const output = new Output(json === true);
  const hub = await Hub.of(options);
  const answer = await hub.get<DoorsAnswer>('/v1/doors', await personAuthorization(hub.credentials));
  output.answer(answer, () => {
    const rows = answer.doors.map((door): Cell[] => [
      door.door,
      stateCell(door),
      door.contactAt === undefined ? '' : shown(door.contactAt),
      ...[door.lastHour.accepted, door.lastHour.refused, door.lastDay.accepted, door.lastDay.refused].map(String),
      door.certificates[0] === undefined ? '' : shown(door.certificates[0].endsAt),
    ]);
    const head = ['DOOR', 'STATE', 'LAST CONTACT', 'HOUR', 'REFUSED', 'DAY', 'REFUSED', 'CERTIFICATE ENDS'];
    return table(head, rows, output.paint);
  });
  for (const { door, reasons } of answer.doors)
    for (const { sentence } of reasons) output.note(`${door}: ${sentence[hub.lang]}`);
}

async function one(door: string, { json, ...options }: Options): Promise<void> {
  const output = new Output(json === true);
  const hub = await Hub.of(options);
  const authorization = await personAuthorization(hub.credentials);
  const answer = await hub.get<WholeDoorAnswer>(`/v1/doors/${encodeURIComponent(door)}`, authorization);
  output.answer(answer, () =>
    [
      facts(
        [
          ['Door', answer.door],
          ['State', stateCell(answer)],
          ['Last contact', answer.contactAt === undefined ? 'none yet' : shown(answer.contactAt)],
          ...answer.addresses.map((address): [string, string] => ['Address', address]),
        ],
        output.paint,
      ),
      ...(answer.procedures.length === 0 ? [] : [procedureTable(answer, output.paint, hub.lang)]),
      ...(answer.errors.length === 0 ? [] : [errorTable(answer, output.paint, hub.lang)]),
      ...(answer.certificates.length === 0 ? [] : [certificateTable(answer, output.paint)]),
    ].join('\n\n'),
  );
  for (const { sentence } of answer.reasons) output.note(sentence[hub.lang]);
}

async function tryOut(door: string, { json, procedure, ...options }: Options): Promise<void> {
  const output = new Output(json === true);
  const hub = await Hub.of(options);
  const authorization = await personAuthorization(hub.credentials);
  const path = pathWith(`/v1/doors/${encodeURIComponent(door)}/test`, { procedure });
  const answer = await hub.post<DoorTestAnswer>(path, authorization);
  output.answer(answer, () => {
    const rows = answer.checks.map(({ check, target = '', passed, error, endsAt }): Cell[] => [
      check,
      passed ? { text: 'passed', colour: 'green' } : { text: 'failed', colour: 'red' },
      target,
      [endsAt === undefined ? '' : `until ${shown(endsAt)}`, error?.sentence[hub.lang] ?? ''].filter(Boolean).join(' '),
    ]);
    return table(['CHECK', 'RESULT', 'AT', ''], rows, output.paint);
  });
  const failed = answer.checks.filter(({ passed }) => !passed).length;
  if (failed > 0) throw new Failure('doors.test-failed', `${counted(failed, 'check')} failed at the door ${door}.`);
}

function stateCell({ state }: DoorAnswer): Cell {
  const colour = COLOURS[state];
  return colour === undefined ? state : { text: state, colour };
}

function procedureTable({ procedures }: WholeDoorAnswer, paint: Paint, lang: 'de' | 'en'): string {
  const rows = procedures.map(({ name, contactAt, lastDay, lastError }): Cell[] => [
    name,
    contactAt === undefined ? '' : shown(contactAt),
    String(lastDay.accepted),
    String(lastDay.answered),
    String(lastDay.refused),
    lastError === undefined ? '' : `${shown(lastError.at)} ${lastError.sentence[lang]}`,
  ]);
  return table(['PROCEDURE', 'LAST CONTACT', 'ACCEPTED', 'ANSWERED', 'REFUSED', 'LAST ERROR'], rows, paint);
}

function errorTable({ errors }: WholeDoorAnswer, paint: Paint, lang: 'de' | 'en'): string {
  const rows = errors.map(({ code, sentence, lastHour, lastDay }): Cell[] => [
    code,
    String(lastHour),
    String(lastDay),
    sentence[lang],
  ]);
  return table(['ERROR', 'HOUR', 'DAY', ''], rows, paint);
}

function certificateTable({ certificates }: WholeDoorAnswer, paint: Paint): string {
  const rows = certificates.map(({ of, gateway, procedure, subject, endsAt }): Cell[] => [
    shown(endsAt),
    of,
    gateway ?? procedure ?? '',
    subject,
  ]);
  return table(['ENDS', 'OF', 'NAME', 'SUBJECT'], rows, paint);
}
