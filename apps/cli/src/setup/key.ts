import type { Command } from 'commander';
import type { KeyRow } from '@fachwerk/hub/administer';
import { Failure, wrongUsage } from '../failure.js';
import { Output } from '../terminal/output.js';
import { table, type Cell } from '../terminal/table.js';
import { dayOf, endOf, shown } from '../terminal/time.js';
import { DATABASE_HELP, withTenant } from './with-setup.js';

const HELP = `${DATABASE_HELP}
Gateways know of a new or revoked key within 5 seconds. When a key was last used is written down once a minute.

Examples:
  fachwerk key create --tenant musterstadt --procedure permits --label 2026 --expires 2026-12-31 > permits.key
  fachwerk key rotate --tenant musterstadt --procedure permits --label 2026 --new-label 2027 > permits.key.new
  fachwerk key revoke --tenant musterstadt --procedure permits --label 2025`;

const LISTED_MAX = 1_000;
const DAY_SECONDS = 86_400;
const OVERLAP_DAYS_MAX = 366;

interface Options {
  readonly tenant: string;
  readonly procedure: string;
  readonly label: string;
  readonly newLabel?: string;
  readonly overlapDays: string;
  readonly expires?: string;
  readonly json?: true;
}

export function addKey(program: Command): void {
  const group = program
    .command('key')
    .summary('create, change and revoke keys of procedures')
    .description('Keys that specialist procedures send their messages with.');
  const create = of(group, 'create', 'create a key')
    .description('Creates a key and prints it, this once: the hub keeps its hash alone.')
    .option('--label <label>', 'what it is called when it is revoked', dayOf(new Date()))
    .option('--expires <day or time>', 'last day on which it is valid (default: until it is revoked)')
    .action(async () => createKey(create.optsWithGlobals<Options>()));
  const rotate = of(group, 'rotate', 'make a key in place of another one')
    .description(
      'Makes a key in place of the one of a label and prints it, this once. The old one stays valid for a while, so that its owner can change over.',
    )
    .requiredOption('--label <label>', 'of the old key')
    .option('--new-label <label>', 'of the new key (default: the same)')
    .option('--overlap-days <days>', 'how long the old key stays valid; 0 ends it at once', '7')
    .option('--expires <day or time>', 'last day on which the new key is valid (default: until it is revoked)')
    .action(async () => rotateKey(rotate.optsWithGlobals<Options>()));
  const revoke = of(group, 'revoke', 'revoke the keys of a label')
    .description('Revokes the keys of a procedure that have a label.')
    .requiredOption('--label <label>', 'what it was called when it was created')
    .action(async () => revokeKeys(revoke.optsWithGlobals<Options>()));
  const list = of(group, 'list', 'list the keys of a procedure')
    .description('Lists the newest 1,000 keys of a procedure, with the time of their last use.')
    .action(async () => listKeys(list.optsWithGlobals<Options>()));
}

function of(group: Command, name: string, summary: string): Command {
  return group
    .command(name)
    .summary(summary)
    .requiredOption('--tenant <name>', 'tenant of the procedure')
    .requiredOption('--procedure <name>', 'procedure that the key opens')
    .addHelpText('after', HELP);
}

async function createKey({ tenant, procedure, label, expires, json }: Options): Promise<void> {
  const expiresAt = expiryOf(expires);
  const { secret: key } = await withTenant(tenant, (id, { keys }, { byCommandLine }) =>
    keys.create(byCommandLine(id), procedure, label, expiresAt),
  );
  const output = new Output(json === true);
  // The key alone goes to stdout, so that it can be sent to a file.
  output.answer({ tenant, procedure, label, key, ...(expiresAt === undefined ? {} : { expiresAt }) }, () => key);
  output.note(`This is the key of ${procedure} in ${tenant}, label "${label}". It is shown this once: keep it safe.`);
}

async function rotateKey(options: Options): Promise<void> {
  const { tenant, procedure, label, newLabel = label, json } = options;
  const expiresAt = expiryOf(options.expires);
  const overlapSeconds = daysOf(options.overlapDays) * DAY_SECONDS;
  const made = await withTenant(tenant, async (id, { keys }, { byCommandLine, hasEnded }) => {
    const known = await keys.list(id, procedure, { limit: LISTED_MAX });
    const [old, ...others] = known.filter((key) => key.label === label && !hasEnded(key, new Date()));
    if (old === undefined) throw noValidKey(procedure, label);
    if (others.length > 0) {
      const sentence = `The procedure ${procedure} has ${others.length + 1} valid keys with the label "${label}": create a key, and revoke these.`;
      throw new Failure('key.ambiguous', sentence);
    }
    return keys.rotate(byCommandLine(id), procedure, old.id, { overlapSeconds, label: newLabel, expiresAt });
  });
  const oldEnds = (made.old.revokedAt ?? made.old.expiresAt)?.toISOString();
  const output = new Output(json === true);
  output.answer({ tenant, procedure, label: newLabel, key: made.secret, expiresAt, oldEnds }, () => made.secret);
  output.note(`This is the new key of ${procedure} in ${tenant}, label "${newLabel}". It is shown this once.`);
  output.note(`The old one ends ${oldEnds === undefined ? 'when it is revoked' : shown(oldEnds)}.`);
}

async function revokeKeys({ tenant, procedure, label, json }: Options): Promise<void> {
  const revoked = await withTenant(tenant, (id, { keys }, { byCommandLine }) =>
    keys.revokeLabelled(byCommandLine(id), procedure, label),
  );
  if (revoked === 0) throw noValidKey(procedure, label);
  const what = revoked === 1 ? '1 key was' : `${revoked} keys were`;
  new Output(json === true).answer({ tenant, procedure, label, revoked }, () => `${what} revoked.`);
}

async function listKeys({ tenant, procedure, json }: Options): Promise<void> {
  const output = new Output(json === true);
  const keys = await withTenant(tenant, (id, setup) => setup.keys.list(id, procedure, { limit: LISTED_MAX }));
  const time = (at: Date | null): Cell => (at === null ? '' : shown(at.toISOString()));
  const rows = keys.map((key: KeyRow) => [
    key.label,
    ...[key.createdAt, key.expiresAt, key.revokedAt, key.lastUsedAt].map(time),
    key.id,
  ]);
  const head = ['LABEL', 'CREATED', 'EXPIRES', 'REVOKED', 'LAST USED', 'ID'];
  output.answer({ keys }, () => table(head, rows, output.paint));
}

function expiryOf(given: string | undefined): Date | undefined {
  const expiresAt = given === undefined ? undefined : endOf(given);
  if (expiresAt === undefined || expiresAt > new Date()) return expiresAt;
  throw wrongUsage(`A key that expires ${given} opens nothing.`);
}

function daysOf(given: string): number {
  const days = Number(given);
  if (/^\d+$/.test(given) && days <= OVERLAP_DAYS_MAX) return days;
  throw wrongUsage(`--overlap-days is a whole number from 0 to ${OVERLAP_DAYS_MAX}, not "${given}".`);
}

function noValidKey(procedure: string, label: string): Failure {
  return new Failure('access.unknown', `The procedure ${procedure} has no valid key with the label "${label}".`);
}
