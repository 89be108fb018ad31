import type { Command } from 'commander';
import { addSoapTarget } from './target.js';

/** What a hub tells others over SOAP. */
export function addSoap(program: Command): void {
  const group = program
    .command('soap')
    .summary('services of procedures that receipts are sent to over SOAP')
    .description('SOAP: services of specialist procedures that are told what became of their messages.');
  addSoapTarget(group);
}
