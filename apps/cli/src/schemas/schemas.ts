import type { Command } from 'commander';
import { addInstall } from './install.js';
import { addList } from './list.js';
import { addRemove } from './remove.js';

export function addSchemas(program: Command): void {
  const group = program
    .command('schemas')
    .summary('install official schemas')
    .description('Official schema packages (XSD), by which messages are validated.');
  addInstall(group);
  addList(group);
  addRemove(group);
}
