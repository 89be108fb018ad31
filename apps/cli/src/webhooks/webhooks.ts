import type { Command } from 'commander';
import { addListDeliveries } from './list.js';
import { addReleaseDeliveries } from './release.js';

export function addWebhooks(program: Command): void {
  const group = program
    .command('webhooks')
    .summary('see and release receipts on their way')
    .description('Receipts on their way to webhooks. Set webhooks up with "fachwerk webhook".');
  addListDeliveries(group);
  addReleaseDeliveries(group);
}
