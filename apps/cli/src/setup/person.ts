import { randomBytes } from 'node:crypto';
import { Option, type Command } from 'commander';
import { wrongUsage } from '../failure.js';
import { secretFile } from '../hub/credentials.js';
import { askPassword, canAsk } from '../terminal/ask-password.js';
import { Output } from '../terminal/output.js';
import { DATABASE_HELP, withTenant } from './with-setup.js';

const LENGTH_MIN = 12;
const HELP = `${DATABASE_HELP}
The password is read from the file FACHWERK_NEW_PASSWORD_FILE, else asked for on the terminal (leave it empty to have
one made), else made and printed this once. It has at least ${LENGTH_MIN} characters.

Example:
  fachwerk person create erika --tenant musterstadt --role operator`;

interface Options {
  readonly tenant: string;
  readonly role: 'operator' | 'clerk';
  readonly json?: true;
}

export function addPerson(program: Command): void {
  const group = program
    .command('person')
    .summary('create logins of people')
    .description('People: operators release messages, clerks read records.');
  const create = group
    .command('create <name>')
    .summary('create a login')
    .description('Creates the login <name>@<tenant> of a person.')
    .requiredOption('--tenant <name>', 'tenant whose messages and records the person sees')
    .addOption(
      new Option('--role <role>', 'what the person may do').choices(['operator', 'clerk']).makeOptionMandatory(),
    )
    .addHelpText('after', HELP)
    .action(async (name: string) => createPerson(name, create.optsWithGlobals<Options>()));
}

async function createPerson(name: string, { tenant, role, json }: Options): Promise<void> {
  const given = await givenPassword();
  const password = given ?? randomBytes(15).toString('base64url');
  await withTenant(tenant, (id, { administration }) => administration.createPerson(id, name, password, role));
  const output = new Output(json === true);
  const user = `${name}@${tenant}`;
  const shown = given === undefined ? { password } : {};
  // A password that was made goes to stdout alone, like a key.
  output.answer({ user, role, ...shown }, () => shown.password ?? `The login ${user} was created.`);
  if (given === undefined) output.note(`This is the password of ${user}. It is shown this once: keep it safe.`);
}

async function givenPassword(): Promise<string | undefined> {
  const file = process.env['FACHWERK_NEW_PASSWORD_FILE']?.trim() ?? '';
  const password = file === '' ? await askedPassword() : await secretFile(file);
  if (password !== undefined && [...password].length < LENGTH_MIN) {
    throw wrongUsage(`The password has fewer than ${LENGTH_MIN} characters.`);
  }
  return password;
}

async function askedPassword(): Promise<string | undefined> {
  if (!canAsk()) return undefined;
  const password = await askPassword('Password (empty: one is made): ');
  if (password === '') return undefined;
  if (password !== (await askPassword('Once more: '))) throw wrongUsage('The two passwords differ.');
  return password;
}
