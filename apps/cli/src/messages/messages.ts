import type { Command } from 'commander';
import { addDiscard } from './discard.js';
import { addDryRun } from './dry-run.js';
import { addList } from './list.js';
import { addRelease } from './release.js';
import { addRerun } from './rerun.js';
import { addSend } from './send.js';
import { addTrace } from './trace.js';

export function addMessages(program: Command): void {
  const group = program
    .command('messages')
    .summary('send messages, and see what became of them')
    .description('Send messages, and see what became of them.');
  addSend(group);
  addList(group);
  addTrace(group);
  addRelease(group);
  addDryRun(group);
  addRerun(group);
  addDiscard(group);
}
