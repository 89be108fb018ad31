import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { CertificateRow } from '@fachwerk/hub/administer';
import { Failure, wrongUsage } from '../failure.js';
import { Output } from '../terminal/output.js';
import { table, type Cell } from '../terminal/table.js';
import { shown } from '../terminal/time.js';
import { DATABASE_HELP, withTenant } from './with-setup.js';

const HELP = `${DATABASE_HELP}
Gateways know of a new or revoked certificate within 5 seconds. When one was last used is written down once a minute.

Examples:
  fachwerk certificate add permits.pem --tenant musterstadt --procedure permits
  fachwerk certificate list --tenant musterstadt --procedure permits
  fachwerk certificate revoke 3f9a1c --tenant musterstadt --procedure permits`;

const LISTED_MAX = 1_000;

interface Options {
  readonly tenant: string;
  readonly procedure: string;
  readonly json?: true;
}

export function addCertificate(program: Command): void {
  const group = program
    .command('certificate')
    .summary('add and revoke certificates of procedures')
    .description('Certificates that specialist procedures show in TLS, or sign their SOAP messages with.');
  const add = of(group, 'add', 'register a certificate')
    .description(
      'Registers a certificate with a procedure. Who renews it adds the new one beside the old one: what counts is the certificate itself, not its name.',
    )
    .argument('<file>', 'the certificate in PEM form, without its private key')
    .action(async (file: string) => addOne(file, add.optsWithGlobals<Options>()));
  const revoke = of(group, 'revoke', 'revoke a certificate')
    .description('Revokes a certificate for good. It cannot be added again.')
    .argument('<fingerprint or id>', 'as the list shows it; the beginning of the fingerprint will do')
    .action(async (which: string) => revokeOne(which, revoke.optsWithGlobals<Options>()));
  const list = of(group, 'list', 'list the certificates of a procedure')
    .description('Lists the newest 1,000 certificates of a procedure, with the time of their last use.')
    .action(async () => listAll(list.optsWithGlobals<Options>()));
}

function of(group: Command, name: string, summary: string): Command {
  return group
    .command(name)
    .summary(summary)
    .requiredOption('--tenant <name>', 'tenant of the procedure')
    .requiredOption('--procedure <name>', 'procedure whose certificate it is')
    .addHelpText('after', HELP);
}

async function addOne(file: string, { tenant, procedure, json }: Options): Promise<void> {
  const pem = await textOf(file);
  const certificate = await withTenant(tenant, (id, { certificates }, { byCommandLine }) =>
    certificates.add(byCommandLine(id), procedure, pem),
  );
  const { subject, fingerprint, notAfter } = certificate;
  new Output(json === true).answer(
    { tenant, procedure, certificate },
    () =>
      `${subject || 'The certificate'} opens ${procedure} until ${shown(notAfter.toISOString())}.\nSHA-256 ${fingerprint}`,
  );
}

async function revokeOne(which: string, { tenant, procedure, json }: Options): Promise<void> {
  const certificate = await withTenant(tenant, async (id, { certificates }, { byCommandLine }) => {
    const known = await certificates.list(id, procedure, { limit: LISTED_MAX });
    const [found, ...others] = known.filter((one) => isMeant(one, which));
    if (found === undefined) throw unknownCertificate(procedure, which);
    if (others.length > 0) {
      const sentence = `Several certificates of ${procedure} begin with ${which}: give more of the fingerprint.`;
      throw new Failure('certificate.ambiguous', sentence);
    }
    return certificates.revoke(byCommandLine(id), procedure, found.id);
  });
  const what = certificate.subject || certificate.fingerprint;
  new Output(json === true).answer({ tenant, procedure, certificate }, () => `${what} is revoked.`);
}

async function listAll({ tenant, procedure, json }: Options): Promise<void> {
  const output = new Output(json === true);
  const { certificates, stateOf } = await withTenant(tenant, async (id, setup, hub) => ({
    certificates: await setup.certificates.list(id, procedure, { limit: LISTED_MAX }),
    stateOf: hub.stateOf,
  }));
  const now = new Date();
  const time = (at: Date | null): Cell => (at === null ? '' : shown(at.toISOString()));
  const rows = certificates.map((one) => [
    one.subject,
    stateOf(one, now),
    time(one.notAfter),
    time(one.lastUsedAt),
    one.fingerprint.slice(0, 16),
    one.id,
  ]);
  const head = ['SUBJECT', 'STATE', 'VALID UNTIL', 'LAST USED', 'SHA-256', 'ID'];
  output.answer({ certificates }, () => table(head, rows, output.paint));
}

/** Tools write fingerprints with colons and in capitals. */
function isMeant({ id, fingerprint }: CertificateRow, which: string): boolean {
  const plain = which.replaceAll(':', '').toLowerCase();
  return id === which || (plain.length >= 6 && fingerprint.startsWith(plain));
}

function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw wrongUsage(`${file} cannot be read (${error.code ?? error.message}).`);
  });
}

function unknownCertificate(procedure: string, which: string): Failure {
  return new Failure('access.unknown', `The procedure ${procedure} has no certificate ${which}.`);
}
