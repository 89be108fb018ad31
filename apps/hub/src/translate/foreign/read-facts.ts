/** Loads a package in the interpreter, and asks it what it is. */
import { readFileSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import { readJson } from '../../json/read-json.js';
import type { ForeignFacts } from './foreign-connector.js';
import { Interpreter } from './interpreter.js';
import { isAnswer, isObject, type Question } from './protocol.js';

/** More than a connector needs, and little enough to be asked while a hub starts. */
const LIMITS = { timeoutMs: 2_000, memoryMib: 128 };
const FACTS_LIMITS = { depthMax: 16, valuesMax: 100_000 };
const SOURCES_LENGTH_MAX = 16 * 1_048_576;

export interface ReadFacts {
  /** As it says itself; nobody has checked it. */
  readonly facts: ForeignFacts;
  readonly sources: Readonly<Record<string, string>>;
}

/**
 * @param folder real path
 * @throws Error with a sentence for the author
 */
export async function readFacts(folder: string, entry: string): Promise<ReadFacts> {
  const sources: Record<string, string> = {};
  const source = (path: string): string | Error => {
    const read = readWithin(folder, path);
    if (typeof read === 'string') sources[path] = read;
    const length = Object.values(sources).reduce((sum, text) => sum + text.length, 0);
    return length > SOURCES_LENGTH_MAX ? new Error('its modules are too large together') : read;
  };
  const interpreter = await Interpreter.start({ entry, source }, LIMITS);
  const question: Question = { ask: 'facts' };
  const answer = readJson(Buffer.from(interpreter.ask(JSON.stringify(question), true)), FACTS_LIMITS);
  if (!isAnswer(answer)) throw new Error('what it says of itself is no data');
  if (!isFacts(answer.value)) {
    throw new Error(
      `what it exports as "connector" is none (${(answer.threw ?? answer.unusable ?? 'nothing').split('\n')[0]})`,
    );
  }
  return { facts: answer.value, sources };
}

/** That its manifest is one is looked at later. */
function isFacts(value: unknown): value is ForeignFacts {
  if (!isObject(value) || !isObject(value['functions'])) return false;
  return Object.values(value['functions']).every(Array.isArray);
}

/** Links that lead out of the package are not followed. */
function readWithin(folder: string, path: string): string | Error {
  try {
    const real = realpathSync(join(folder, path));
    if (!real.startsWith(folder + sep) || !/[.]m?js$/.test(real))
      return new Error(`${path} is no module of the package`);
    return readFileSync(real, 'utf8');
  } catch {
    return new Error(`there is no ${path} in the package`);
  }
}
