/** What differs between two translations of one message, command by command. */
import { isDeepStrictEqual } from 'node:util';
import type { ArchiveCommand } from '@fachwerk/connectors/contract';
import type { Comparison, Field } from './dry-run-compare.js';

export interface Translated {
  /** What makes two transmissions the same submission. */
  readonly key: string;
  readonly commands: readonly ArchiveCommand[];
}

export interface Change {
  readonly is: 'changed' | 'new' | 'gone';
  /** A command, a kind of record, or the message as a whole. */
  readonly what: string;
  readonly key?: string;
  /** Of a case file as people know it. */
  readonly reference?: string;
  /** Of a new or a gone command all that it says. */
  readonly fields: readonly Field[];
}

/** None when both stand for the same. */
export function changesBetween(before: Translated, after: Translated): readonly Change[] {
  const open = [...before.commands];
  const pairs = after.commands.map((command) => {
    const at = open.findIndex(({ do: what, key }) => what === command.do && key === command.key);
    return { command, was: at < 0 ? undefined : open.splice(at, 1)[0] };
  });
  const changes = [
    ...changedMembers('message', undefined, { key: before.key }, { key: after.key }),
    ...pairs.flatMap(({ command, was }) =>
      was === undefined ? [whole('new', command)] : changedMembers(command.do, command.key, was, command),
    ),
    ...open.map((command) => whole('gone', command)),
  ];
  if (changes.length > 0 || isDeepStrictEqual(before.commands, after.commands)) return changes;
  const order = [before, after].map(({ commands }) => commands.map(({ do: what, key }) => `${what} ${key}`));
  return [{ is: 'changed', what: 'message', fields: [{ name: 'order', before: order[0], after: order[1] }] }];
}

/** The same of what is in the archive. */
export function changesOf({ differences }: Comparison): readonly Change[] {
  return differences.map(({ is, record, key, reference, fields }) => ({
    is,
    what: record,
    ...(key === undefined ? {} : { key }),
    ...(reference === undefined ? {} : { reference }),
    fields,
  }));
}

function changedMembers(what: string, key: string | undefined, before: object, after: object): readonly Change[] {
  const [was, now] = [membersOf(before), membersOf(after)];
  const names = [...new Set([...was.keys(), ...now.keys()])];
  const fields = names.flatMap((name) => fieldOf(name, was.get(name), now.get(name)));
  return fields.length === 0 ? [] : [{ is: 'changed', what, ...(key === undefined ? {} : { key }), fields }];
}

function whole(is: 'new' | 'gone', command: ArchiveCommand): Change {
  const members = [...membersOf(command)].filter(([name]) => name !== 'do' && name !== 'key');
  const fields = members.map(([name, value]) => (is === 'new' ? { name, after: value } : { name, before: value }));
  return { is, what: command.do, key: command.key, fields };
}

/** Metadata member by member: a command may have a hundred of them. */
function membersOf(value: object): ReadonlyMap<string, unknown> {
  const entries = Object.entries(value).flatMap(([name, member]): readonly (readonly [string, unknown])[] =>
    name === 'metadata' && typeof member === 'object' && member !== null
      ? Object.entries(member).map(([field, text]) => [`metadata.${field}`, text as unknown])
      : [[name, member as unknown]],
  );
  return new Map(entries);
}

function fieldOf(name: string, before: unknown, after: unknown): readonly Field[] {
  if (isDeepStrictEqual(before, after)) return [];
  return [{ name, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
}
