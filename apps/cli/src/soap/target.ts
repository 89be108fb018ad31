import { InvalidArgumentError, type Command } from 'commander';
import type {
  PasswordAs,
  SoapPortFacts,
  SoapTargetRow,
  SoapTargetTest,
  WantedSoapTarget,
} from '@fachwerk/hub/administer';
import { Failure, wrongUsage } from '../failure.js';
import { DATABASE_HELP, withTenant } from '../setup/with-setup.js';
import { counted } from '../terminal/counted.js';
import { Output } from '../terminal/output.js';
import { readText } from '../terminal/read-text.js';
import { serverSecrets, type ServerSecretOptions } from '../terminal/server-secrets.js';
import { facts } from '../terminal/table.js';

const PASSWORD_AS: readonly PasswordAs[] = ['basic', 'text', 'digest'];
const HELP = `${DATABASE_HELP}
What became of a message is told to a SOAP service of its procedure: the connector says which operation is called with what
(its function tell), and nothing is sent that is not valid by the WSDL. What waits and what failed: fachwerk webhooks list.

Examples:
  fachwerk soap target set --tenant musterstadt --procedure permits --wsdl building-permits/receipts.wsdl \\
    --port Receipts12 --address https://permits.example/receipts --user hub --password-file password.txt
  fachwerk soap target test --tenant musterstadt --procedure permits --message 01981f0e-…`;

interface Options extends ServerSecretOptions {
  readonly tenant: string;
  readonly procedure: string;
  readonly wsdl: string;
  readonly service?: string;
  readonly port?: string;
  readonly address?: string;
  readonly passwordAs: PasswordAs;
  readonly ca?: string;
  readonly inactive?: true;
  readonly message?: string;
  readonly json?: true;
}

export function addSoapTarget(soap: Command): void {
  const group = soap
    .command('target')
    .summary('have receipts sent to a SOAP service')
    .description('Targets: SOAP services of specialist procedures that receipts are sent to.');
  addSet(group);
  const show = of(group, 'show', 'show a target and how it does')
    .description('Shows which service is called, and what waits or was stopped. Passwords and keys are not shown.')
    .action(async () => showTarget(show.optsWithGlobals<Options>()));
  const remove = of(group, 'remove', 'send no more receipts')
    .description('Removes a target. What has not arrived yet is stopped, and can be released later.')
    .action(async () => removeTarget(remove.optsWithGlobals<Options>()));
  const test = of(group, 'test', 'connect to the service, without calling it')
    .description('Reads the WSDL, connects to the service from this computer, and calls no operation.')
    .option('--message <id>', 'show what would be told of this message, validated and not sent')
    .action(async () => testTarget(test.optsWithGlobals<Options>()));
}

function addSet(group: Command): void {
  const set = of(group, 'set', 'set up or change a target')
    .description('Sets up which service the receipts of a procedure are sent to, or changes it.')
    .requiredOption('--wsdl <name>', 'WSDL of an installed package (fachwerk schemas list), or of the connector')
    .option('--service <name>', 'service in the WSDL, where there are several')
    .option('--port <name>', 'port in the WSDL, where there are several')
    .option('--address <url>', 'address of the service (default: the one in the WSDL)')
    .option('--user <name>', 'user name')
    .option('--password-file <file>', 'file with its password')
    .option('--password-as <way>', 'basic (HTTP), text or digest (UsernameToken in the envelope)', passwordAs, 'basic')
    .option('--certificate <file>', 'certificate that is shown to the service (PEM)')
    .option('--key <file>', 'its private key (PEM, without passphrase)')
    .option('--ca <file>', 'authority that the service is trusted by (PEM; default: the usual ones)')
    .option('--inactive', 'write receipts down and send none, until it is set again without this')
    .action(async () => setTarget(set.optsWithGlobals<Options>()));
}

function of(group: Command, name: string, summary: string): Command {
  return group
    .command(name)
    .summary(summary)
    .requiredOption('--tenant <name>', 'tenant of the procedure')
    .requiredOption('--procedure <name>', 'procedure whose receipts are sent')
    .addHelpText('after', HELP);
}

async function setTarget(options: Options): Promise<void> {
  const { tenant, procedure, wsdl, service, port, address, inactive, json } = options;
  if (options.passwordAs !== 'basic' && options.user === undefined) {
    throw wrongUsage('--password-as says how a password is shown: name it with --user and --password-file.');
  }
  const given = await serverSecrets(options);
  const secrets = given?.userName === undefined ? given : { ...given, passwordAs: options.passwordAs };
  const wanted: WantedSoapTarget = {
    wsdl,
    ...(service === undefined ? {} : { service }),
    ...(port === undefined ? {} : { port }),
    ...(address === undefined ? {} : { address }),
    ...(secrets === undefined ? {} : { secrets }),
    ...(options.ca === undefined ? {} : { serverCa: await readText(options.ca) }),
    active: inactive !== true,
  };
  const set = await withTenant(tenant, (id, { soapTargets }) => soapTargets.set(id, procedure, wanted));
  new Output(json === true).answer(
    { tenant, procedure, ...set, active: wanted.active },
    () => `Receipts of ${procedure} are sent to ${set.port} at ${set.address} (SOAP ${set.soapVersion}).`,
  );
}

async function showTarget({ tenant, procedure, json }: Options): Promise<void> {
  const target = await withTenant(tenant, (id, { soapTargets }) => soapTargets.targets.show(id, procedure));
  const output = new Output(json === true);
  output.answer({ target }, () => targetText(target, output));
}

function targetText(target: SoapTargetRow, { paint }: Output): string {
  const { certificate, certificateEndsAt, failures, restUntil, stopped } = target;
  return facts(
    [
      ['WSDL', target.wsdl],
      ['port', `${target.service}/${target.port}`],
      ['address', target.address],
      ['active', target.active ? 'yes' : { text: 'no', colour: 'yellow' }],
      ['user', target.userName === null ? undefined : `${target.userName} (password as ${target.passwordAs})`],
      ['certificate', certificate === null ? undefined : `${certificate}, until ${certificateEndsAt?.toISOString()}`],
      ['failures in a row', failures === 0 ? undefined : { text: String(failures), colour: 'yellow' }],
      ['rests until', restUntil === null ? undefined : { text: restUntil.toISOString(), colour: 'yellow' }],
      ['waiting', String(target.pending)],
      ['stopped', stopped === 0 ? undefined : { text: String(stopped), colour: 'red' }],
    ],
    paint,
  );
}

async function removeTarget({ tenant, procedure, json }: Options): Promise<void> {
  const stopped = await withTenant(tenant, (id, { soapTargets }) => soapTargets.targets.remove(id, procedure));
  new Output(json === true).answer(
    { tenant, procedure, stopped },
    () => `The target was removed, ${counted(stopped, 'receipt')} stopped.`,
  );
}

async function testTarget({ tenant, procedure, message, json }: Options): Promise<void> {
  const test = await withTenant(tenant, (id, { soapTargets }) => soapTargets.test(id, procedure, message));
  const output = new Output(json === true);
  output.answer({ test }, () => testText(test, output));
  const { contact } = test;
  if (!contact.reached) throw new Failure(contact.error.code, contact.error.message);
}

function testText(test: SoapTargetTest, { paint }: Output): string {
  const { contact, tells } = test;
  const shown = facts(
    [
      ['WSDL', `${test.wsdl}, ${test.service}/${test.port}, SOAP ${test.soapVersion}`],
      ['operations', test.operations.map(operationText).join('; ')],
      ['address', test.address],
      ['answered', contact.reached ? `to a GET with status ${contact.status}; no operation was called` : undefined],
      ['certificate', contact.reached ? contact.certificateEndsAt?.toISOString() : undefined],
    ],
    paint,
  );
  if (tells === undefined) return shown;
  if (tells === null) return `${shown}\n\nNothing would be told of this message.`;
  const contents = tells.contents === 0 ? '' : `, with ${counted(tells.contents, 'content')} beside it`;
  return `${shown}\n\n${tells.operation} would be called with (valid by the WSDL${contents}):\n${tells.xml}`;
}

function operationText({ name, input, isOneWay }: SoapPortFacts['operations'][number]): string {
  return `${name}(${input ?? ''})${isOneWay ? ', without an answer' : ''}`;
}

function passwordAs(given: string): PasswordAs {
  const found = PASSWORD_AS.find((way) => way === given);
  if (found !== undefined) return found;
  throw new InvalidArgumentError(`It has to be one of ${PASSWORD_AS.join(', ')}.`);
}
