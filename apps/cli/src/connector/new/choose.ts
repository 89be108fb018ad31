/** Which of many message types a connector is begun for. */
import { createInterface } from 'node:readline/promises';

/** More than these are asked about, where somebody is there to answer. */
const UNASKED_MAX = 40;

export interface Choice<T> {
  readonly name: string;
  readonly value: T;
}

export async function choose<T>(all: readonly Choice<T>[], isChosen: boolean): Promise<readonly T[]> {
  const chosen = isChosen || all.length <= UNASKED_MAX || !process.stdin.isTTY ? all : await ask(all);
  return chosen.map(({ value }) => value);
}

async function ask<T>(all: readonly Choice<T>[]): Promise<readonly Choice<T>[]> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    process.stderr.write(`${all.length} message types were found:\n${all.map(({ name }) => `  ${name}`).join('\n')}\n`);
    for (;;) {
      const answer = await terminal.question('Which ones? Names or numbers, * for any part, nothing for all: ');
      const wanted = answer.split(/[\s,]+/).filter((word) => word !== '');
      if (wanted.length === 0) return all;
      const found = all.filter(({ name }) => matcherOf(wanted)(name));
      if (found.length > 0) return found;
      process.stderr.write('None of them is called like that.\n');
    }
  } finally {
    terminal.close();
  }
}

/** `0401` means what ends in `.0401`, `*` any part of a name. */
export function matcherOf(wanted: readonly string[]): (name: string) => boolean {
  const patterns = wanted.map((word) => {
    const parts = word.split('*').map((part) => part.replaceAll(/[.\\+?^${}()|[\]]/g, '\\$&'));
    return new RegExp(`^(.*[._-])?${parts.join('.*')}$`, 'i');
  });
  return (name) => patterns.some((pattern) => pattern.test(name));
}
