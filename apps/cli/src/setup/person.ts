import { randomBytes } from 'node:crypto';
import type { Role } from '@fachwerk/hub/administer';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { wrongUsage } from '../failure.js';
import { secretFile } from '../hub/credentials.js';
import { askPassword, canAsk } from '../terminal/ask-password.js';
import { Output } from '../terminal/output.js';
import { DATABASE_HELP, withTenant } from './with-setup.js';

const LENGTH_MIN = 12;
const HELP = `${DATABASE_HELP}
The password is read from the file FACHWERK_NEW_PASSWORD_FILE, else asked for on the terminal (leave it empty to have
one made), else made and printed this once. It has at least ${LENGTH_MIN} characters. One that was made has to be changed at
the first sign-in; until then it opens nothing else.

Roles:
  viewer                  sees states, contents and records
  operator                the same, and decides about messages
  approver                sees states and contents, and approves what an operator proposes
  clerk                   sees states and records
  tenant-administrator    sets up procedures, people and alerts of the tenant, and reads its journal
  provider-administrator  the same in all tenants, without seeing contents

Examples:
  fachwerk person create erika --tenant musterstadt --role operator
  fachwerk person create max --tenant musterstadt --role approver --role clerk --title 'Max Muster'`;

/** Complete, or it does not compile. */
const ROLES: Readonly<Record<Role, true>> = {
  viewer: true,
  operator: true,
  approver: true,
  clerk: true,
  'tenant-administrator': true,
  'provider-administrator': true,
};

interface Options {
  readonly tenant: string;
  readonly role: readonly Role[];
  readonly title?: string;
  readonly json?: true;
}

export function addPerson(program: Command): void {
  const group = program
    .command('person')
    .summary('create logins of people')
    .description('People who sign in, and what they may do.');
  const create = group
    .command('create <name>')
    .summary('create a login')
    .description('Creates the login <name>@<tenant> of a person.')
    .requiredOption('--tenant <name>', 'tenant whose messages and records the person sees')
    .addOption(
      new Option('--role <role>', 'what the person may do, once for each role')
        .argParser(andRole)
        .makeOptionMandatory(),
    )
    .option('--title <title>', 'name for people')
    .addHelpText('after', HELP)
    .action(async (name: string) => createPerson(name, create.optsWithGlobals<Options>()));
}

async function createPerson(name: string, { tenant, role: roles, title, json }: Options): Promise<void> {
  const given = await givenPassword();
  const password = given ?? randomBytes(15).toString('base64url');
  const options = { passwordChangeDue: given === undefined, ...(title === undefined ? {} : { title }) };
  await withTenant(tenant, (id, { administration }) => administration.createPerson(id, name, password, roles, options));
  const output = new Output(json === true);
  const user = `${name}@${tenant}`;
  const shown = given === undefined ? { password } : {};
  // A password that was made goes to stdout alone, like a key. Scripts that know of one role find it where it was.
  const role = roles.length === 1 ? { role: roles[0] } : {};
  output.answer({ user, ...role, roles, ...shown }, () => shown.password ?? `The login ${user} was created.`);
  if (given !== undefined) return;
  output.note(`This is the first password of ${user}. It is shown this once: keep it safe until it is changed.`);
}

/** Commander calls it once for each `--role`. */
function andRole(given: string, before: readonly Role[] = []): readonly Role[] {
  if (!Object.hasOwn(ROLES, given)) throw new InvalidArgumentError(`Roles are ${Object.keys(ROLES).join(', ')}.`);
  const role = given as Role;
  return before.includes(role) ? before : [...before, role];
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
