import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../failure.js';

/** What the hub writes down for whoever tries it. */
export interface DemoCredentials {
  readonly baseUrl: string;
  readonly procedures: Readonly<Record<string, string>>;
  readonly operator: { readonly user: string; readonly password: string };
}

/** @param dataDir FACHWERK_DATA_DIR of the hub */
export async function readDemoCredentials(dataDir: string): Promise<DemoCredentials> {
  const path = join(dataDir, 'demo-credentials.json');
  try {
    return JSON.parse(await readFile(path, 'utf8')) as DemoCredentials;
  } catch (cause) {
    const sentence = `${path} cannot be read. Start the hub with its demo tenant first ("npm start"), or name its data folder: --demo <dir>.`;
    throw new Failure('demo.none', sentence, 2, { cause });
  }
}
