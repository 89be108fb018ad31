import { readFileSync } from 'node:fs';
import { wrongUsage } from '../failure.js';

/** What somebody wrote. @throws Failure `usage` that names the file */
export function readJsonFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as unknown;
  } catch (error) {
    throw wrongUsage(`${path} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
