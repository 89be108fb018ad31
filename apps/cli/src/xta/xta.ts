import type { Command } from 'commander';
import { addXtaSend } from './send.js';
import { addXtaSource } from './source.js';
import { addXtaTarget } from './target.js';

export function addXta(program: Command): void {
  const group = program
    .command('xta')
    .summary('fetch from XTA servers and send by them')
    .description('XTA: servers that messages of procedures are fetched from, and sent by.');
  addXtaSource(group);
  addXtaTarget(group);
  addXtaSend(group);
}
