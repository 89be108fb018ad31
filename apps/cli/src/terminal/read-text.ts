import { readFile } from 'node:fs/promises';
import { Failure } from '../failure.js';

/** A file that an option names. @throws Failure `file.unreadable` */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new Failure('file.unreadable', `${file} cannot be read.`, 2, { cause });
  }
}
