/** Who sends what, as the options of the command say. */
import { wrongUsage } from '../failure.js';
import { procedureAuthorization, secretFile, type GivenCredentials } from '../hub/credentials.js';
import { PLACEHOLDER, readTemplate } from '../messages/template.js';
import type { ChaosOptions } from './chaos.js';
import type { Source } from './message.js';
import { copiesOf, inventions, type SourceOf } from './sources.js';

type Named = Pick<ChaosOptions, 'procedures' | 'key' | 'message'>;

/** Of each procedure, as the header has it. */
export async function authorizationsOf(
  { procedures, key }: Named,
  credentials: GivenCredentials,
): Promise<Readonly<Record<string, string>>> {
  const files = pairsOf('--key', key, procedures);
  const found: Record<string, string> = {};
  for (const procedure of procedures) {
    const file = files.get(procedure);
    found[procedure] =
      file === undefined ? await procedureAuthorization(credentials, procedure) : `Bearer ${await secretFile(file)}`;
  }
  return found;
}

export async function sourcesOf({ procedures, message }: Named, run: string): Promise<readonly Source[]> {
  const named = pairsOf('--message', message, procedures);
  const sources: Source[] = [];
  for (const procedure of procedures) {
    const what = named.get(procedure) ?? procedure;
    const make = inventions[what] ?? (named.has(procedure) ? await copiesIn(what) : undefined);
    if (make === undefined) {
      const known = Object.keys(inventions).join(', ');
      throw wrongUsage(`Say what ${procedure} sends: --message ${procedure}=<file>, or one of ${known}.`);
    }
    sources.push(make(procedure, run));
  }
  return sources;
}

async function copiesIn(file: string): Promise<SourceOf> {
  const { text, mime } = await readTemplate(file);
  if (!text.includes(PLACEHOLDER)) {
    throw wrongUsage(`${file} has no ${PLACEHOLDER}: each message needs a key of its own, or all of them are one.`);
  }
  return copiesOf(text, mime);
}

function pairsOf(option: string, texts: readonly string[], procedures: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    texts.map((text) => {
      const at = text.indexOf('=');
      const procedure = text.slice(0, Math.max(at, 0));
      if (!procedures.includes(procedure) || at === text.length - 1) {
        throw wrongUsage(`"${option} ${text}" does not begin with one of the --procedures and "=".`);
      }
      return [procedure, text.slice(at + 1)];
    }),
  );
}
