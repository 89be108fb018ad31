import { Argument, type Command } from 'commander';
import { wrongUsage } from './failure.js';
import type { KeysAnswer, RingKeyAnswer, RotatedAnswer } from './hub/answers.js';
import { personAuthorization } from './hub/credentials.js';
import { Hub, withHubOptions, type HubOptions } from './hub/hub.js';
import { Output } from './terminal/output.js';
import { table } from './terminal/table.js';
import { shown } from './terminal/time.js';

const PURPOSES = ['receipt', 'message-id', 'webhook'] as const;

const HELP = `
Needs the login of a provider administrator; for webhooks, of one who administers procedures. A new key of receipts or ids
is announced for some minutes (FACHWERK_KEY_ANNOUNCE_SECONDS), then every process uses it; old ones stay valid for
checking. A new secret of a webhook is valid at once and shown this once: receipts have two signatures until the old one
is retired.

Examples:
  fachwerk keys list
  fachwerk keys rotate receipt
  fachwerk keys rotate webhook --procedure permits > webhook.secret.new
  fachwerk keys rotate webhook --procedure permits --retire-old`;

interface Options extends HubOptions {
  readonly procedure?: string;
  readonly retireOld?: true;
  readonly json?: true;
}

export function addKeys(program: Command): void {
  const group = program
    .command('keys')
    .summary('keys of receipts, ids and webhooks')
    .description('Keys that receipts and ids of messages are made with, and the secrets of webhooks.');
  const list = group
    .command('list')
    .summary('list the keys, without their secrets')
    .description('Lists the keys: what each is for, since when, and until when it is used.');
  withHubOptions(list)
    .addHelpText('after', HELP)
    .action(async () => listKeys(list.optsWithGlobals<Options>()));
  const rotate = group
    .command('rotate')
    .addArgument(new Argument('<purpose>', 'what it is for').choices(PURPOSES))
    .summary('make another key')
    .description('Makes another key. The one of before stays valid for checking.')
    .option('--procedure <name>', 'whose webhook')
    .option('--retire-old', 'end the older of two secrets of the webhook, once its receiver knows the newer one');
  withHubOptions(rotate)
    .addHelpText('after', HELP)
    .action(async (purpose: (typeof PURPOSES)[number]) => rotateKey(purpose, rotate.optsWithGlobals<Options>()));
}

async function listKeys({ json, ...options }: Options): Promise<void> {
  const output = new Output(json === true);
  const hub = await Hub.of(options);
  const answer = await hub.get<KeysAnswer>('/v1/keys', await personAuthorization(hub.credentials));
  output.answer(answer, () => {
    const keys = answer.keys.map(({ kid, purpose, state, usedFrom, usedUntil }) => [
      kid,
      purpose,
      state,
      shown(usedFrom),
      usedUntil === undefined ? '-' : shown(usedUntil),
    ]);
    const secrets = answer.webhooks.map(({ procedure, generation, createdAt }) => [
      `${procedure} ${generation}`,
      'webhook',
      'signs',
      shown(createdAt),
      '-',
    ]);
    return table(['KEY', 'PURPOSE', 'STATE', 'USED FROM', 'USED UNTIL'], [...keys, ...secrets], output.paint);
  });
}

async function rotateKey(
  purpose: (typeof PURPOSES)[number],
  { procedure, retireOld, json, ...options }: Options,
): Promise<void> {
  if ((purpose === 'webhook') !== (procedure !== undefined) || (retireOld === true && procedure === undefined)) {
    throw wrongUsage(
      'A webhook belongs to a procedure: --procedure and --retire-old are for it, and for nothing else.',
    );
  }
  const output = new Output(json === true);
  const hub = await Hub.of(options);
  const authorization = await personAuthorization(hub.credentials);
  if (procedure === undefined) {
    const key = await hub.post<RingKeyAnswer>('/v1/keys/rotate', authorization, { purpose });
    output.answer(key, () => `The key ${key.kid} is announced, and used from ${shown(key.usedFrom)} on.`);
    return;
  }
  const webhook = `/v1/procedures/${encodeURIComponent(procedure)}/webhook`;
  if (retireOld === true) {
    await hub.post(`${webhook}/retire`, authorization);
    output.answer({ purpose, procedure, retired: true }, () => 'The old secret was retired.');
    return;
  }
  const { secret } = await hub.post<RotatedAnswer>(`${webhook}/rotate`, authorization);
  // The secret goes to stdout alone, so that it can be sent to a file.
  output.answer({ purpose, procedure, secret }, () => secret);
  output.note(`This is the new secret of the webhook of ${procedure}. It is shown this once: keep it safe.`);
}
