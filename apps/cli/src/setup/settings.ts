import { readFile } from 'node:fs/promises';
import { wrongUsage } from '../failure.js';

/** @param given a file with JSON, or the JSON itself, which begins with a brace */
export async function readSettings(given: string): Promise<unknown> {
  const isInline = given.trimStart().startsWith('{');
  const text = isInline ? given : await readFile(given, 'utf8').catch(unreadable);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw wrongUsage(`${isInline ? 'The settings are' : `${given} is`} no JSON: ${(error as Error).message}`);
  }
}

function unreadable(error: NodeJS.ErrnoException): never {
  throw wrongUsage(`The settings cannot be read (${error.message}). Give a file, or JSON that begins with {.`);
}
