import type { Command } from 'commander';
import { addXtaParty } from './party.js';
import { addXtaSend } from './send.js';
import { addXtaSource } from './source.js';
import { addXtaTarget } from './target.js';

/** What a hub says and is told over XTA: as a server, and as a client of others. */
export function addXta(program: Command): void {
  const group = program
    .command('xta')
    .summary('parties, servers that are fetched from, and sending over XTA')
    .description(
      'XTA: who is addressed by which identifier, and servers that messages of procedures are fetched from and sent by.',
    );
  addXtaParty(group);
  addXtaSource(group);
  addXtaTarget(group);
  addXtaSend(group);
}
