import type { Command } from 'commander';
import type { Lang, MessageAnswer } from '../hub/answers.js';
import { personAuthorization } from '../hub/credentials.js';
import { Hub, pathWith, withHubOptions, type HubOptions } from '../hub/hub.js';
import { Output } from '../terminal/output.js';
import { facts, printable, table } from '../terminal/table.js';
import { shown } from '../terminal/time.js';
import type { CauseWithNotesAnswer } from './answers.js';

const MESSAGES_SHOWN = '20';

export function addShowCause(group: Command): void {
  const command = group
    .command('show <cause>')
    .summary('one cause with its messages and notes')
    .description('Shows a cause: what is wrong, since when, who has to act, notes, and the newest messages of it.');
  withHubOptions(command).action(async (cause: string) =>
    show(cause, command.optsWithGlobals<HubOptions & { readonly json?: true }>()),
  );
}

async function show(id: string, options: HubOptions & { readonly json?: true }): Promise<void> {
  const output = new Output(options.json === true);
  const hub = await Hub.of(options);
  const authorization = await personAuthorization(hub.credentials);
  const found = await hub.get<CauseWithNotesAnswer>(`/v1/causes/${encodeURIComponent(id)}`, authorization);
  const path = pathWith('/v1/messages', { cause: id, limit: MESSAGES_SHOWN });
  const { messages } = await hub.get<{ messages: readonly MessageAnswer[] }>(path, authorization);
  output.answer({ ...found, messages }, () =>
    [
      describe(found, hub.lang, output),
      ...found.notes.map(({ at, by, text }) => printable(`${shown(at)} ${by}: ${text}`)),
      table(
        ['ACCEPTED', 'PROCEDURE', 'KEY', 'MESSAGE'],
        messages.map(({ acceptedAt, procedure, key = '', id: message }) => [
          shown(acceptedAt),
          procedure,
          key,
          message,
        ]),
        output.paint,
      ),
    ].join('\n\n'),
  );
}

function describe({ cause, groups }: CauseWithNotesAnswer, lang: Lang, { paint }: Output): string {
  if (cause === null) return 'Nothing stands still for this cause now.';
  const { name, version = '' } = cause.connector ?? {};
  const known = facts(
    [
      ['code', `${cause.code} (${cause.kind})`],
      ['connector', name === undefined ? undefined : `${name} ${version}`],
      ['place', cause.path],
      ['in the way', cause.target],
      ['who acts', cause.whoActs],
      ['messages', cause.procedures.map(({ name: procedure, count }) => `${count} of ${procedure}`).join(', ')],
      ['also waiting', groups.length > 1 ? String(groups[1]!.count) : undefined],
      ['seen', `${shown(cause.firstSeen)} to ${shown(cause.lastSeen)}`],
    ],
    paint,
  );
  return `${printable(cause.sentence[lang])}\n\n${known}`;
}
