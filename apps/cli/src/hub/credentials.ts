/** Who asks. Keys and passwords come from files and the environment, never from the command line, which others see. */
import { readFile } from 'node:fs/promises';
import { wrongUsage } from '../failure.js';
import { askPassword, canAsk } from '../terminal/ask-password.js';
import type { DemoCredentials } from './demo-credentials.js';

export interface GivenCredentials {
  readonly apiKeyFile?: string | undefined;
  readonly demo?: DemoCredentials | undefined;
}

/** Of a specialist procedure: what its messages are sent with. */
export async function procedureAuthorization(given: GivenCredentials, procedure: string): Promise<string> {
  const key = (await givenKey(given)) ?? given.demo?.procedures[procedure];
  if (key !== undefined) return `Bearer ${key}`;
  if (given.demo !== undefined) {
    const known = Object.keys(given.demo.procedures).join(', ');
    throw wrongUsage(`The demo tenant has no procedure ${procedure}. It has: ${known}.`);
  }
  throw wrongUsage(
    'No key of a procedure is given: use --api-key-file, FACHWERK_KEY_FILE or FACHWERK_KEY, or --demo for the demo tenant.',
  );
}

/** Of a person: what only an operator may do. */
export async function personAuthorization({ demo }: GivenCredentials): Promise<string> {
  const user = demo?.operator.user ?? variable('FACHWERK_USER');
  if (user === undefined) {
    throw wrongUsage(
      'No login is given: set FACHWERK_USER (name@tenant) and FACHWERK_PASSWORD_FILE or FACHWERK_PASSWORD, or use --demo.',
    );
  }
  const password = demo?.operator.password ?? (await secret('FACHWERK_PASSWORD')) ?? (await asked(user));
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** A procedure sees its own messages, a person those of the tenant: whichever credentials there are. */
export async function anyAuthorization(given: GivenCredentials): Promise<string> {
  const hasPerson = given.demo !== undefined || variable('FACHWERK_USER') !== undefined;
  const key = given.apiKeyFile !== undefined || !hasPerson ? await givenKey(given) : undefined;
  if (key !== undefined) return `Bearer ${key}`;
  if (hasPerson) return personAuthorization(given);
  throw wrongUsage(
    'No credentials are given: set FACHWERK_USER (name@tenant) and FACHWERK_PASSWORD_FILE, or use --api-key-file, FACHWERK_KEY_FILE or FACHWERK_KEY, or --demo.',
  );
}

async function givenKey({ apiKeyFile, demo }: GivenCredentials): Promise<string | undefined> {
  if (apiKeyFile !== undefined) return secretFile(apiKeyFile);
  // The demo is asked for in so many words; a key in the environment belongs to another hub.
  return demo === undefined ? secret('FACHWERK_KEY') : undefined;
}

async function secret(name: string): Promise<string | undefined> {
  const file = variable(`${name}_FILE`);
  return variable(name) ?? (file === undefined ? undefined : await secretFile(file));
}

export async function secretFile(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw wrongUsage(`${path} cannot be read (${error.code ?? error.message}).`);
  });
  if (text.trim() === '') throw wrongUsage(`${path} is empty.`);
  return text.trim();
}

async function asked(user: string): Promise<string> {
  if (!canAsk()) throw wrongUsage('No password is given: set FACHWERK_PASSWORD_FILE or FACHWERK_PASSWORD.');
  return askPassword(`Password of ${user}: `);
}

function variable(name: string): string | undefined {
  const value = process.env[name]?.trim();
  return value === undefined || value === '' ? undefined : value;
}
