/** Messages for whole-system tests: our own, made on the spot, and real ones that are not part of the project. */
import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './root.js';

/** FACHWERK_TEST_DATA names the folder with real messages, default ../shared/data. */
export const realMessages = join(process.env['FACHWERK_TEST_DATA'] ?? join(root, '..', 'shared', 'data'), 'messages');

/** Why tests on real messages do not run; undefined when they do. In CI they must. */
export const realMessagesMissing: string | undefined = existsSync(realMessages)
  ? undefined
  : `There are no real messages in ${relative(root, realMessages)}: set FACHWERK_TEST_DATA to a folder that has "messages".`;

export interface RealMessage {
  readonly name: string;
  readonly path: string;
}

/** XML files below a folder of real messages, in order. */
export function realXml(...kinds: readonly string[]): readonly RealMessage[] {
  return realFiles('.xml', ...kinds);
}

export function realFiles(ending: string, ...kinds: readonly string[]): readonly RealMessage[] {
  if (realMessagesMissing !== undefined) {
    if (process.env['CI'] !== undefined) throw new Error(realMessagesMissing);
    return [];
  }
  return kinds.flatMap((kind) =>
    readdirSync(join(realMessages, kind), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith(ending))
      .toSorted()
      .map((path) => ({ name: join(kind, path), path: join(realMessages, kind, path) })),
  );
}
