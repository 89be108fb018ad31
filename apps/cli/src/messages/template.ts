/** A message in a file that is sent many times: every copy needs a key of its own. */
import { readFile } from 'node:fs/promises';
import { wrongUsage } from '../failure.js';
import { mediaTypeOf } from './media-type.js';

/** Stands in the file where the key of each message belongs. */
export const PLACEHOLDER = '{{key}}';

export interface Template {
  readonly text: string;
  readonly mime: string;
}

export async function readTemplate(file: string): Promise<Template> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw wrongUsage(`${file} cannot be read (${error.code ?? error.message}).`);
  });
  const mime = mediaTypeOf(file);
  if (mime === undefined) throw wrongUsage(`The ending of ${file} does not tell its media type.`);
  return { text, mime };
}
