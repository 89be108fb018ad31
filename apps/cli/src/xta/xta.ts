import type { Command } from 'commander';
import { addXtaParty } from './party.js';

/** What a hub says and is told over XTA. */
export function addXta(program: Command): void {
  const group = program
    .command('xta')
    .summary('who is addressed over XTA')
    .description('XTA: by which identifiers procedures and the city itself are addressed.');
  addXtaParty(group);
}
