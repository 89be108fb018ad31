/** The same for test files, on the servers of the test run. */
import { inject } from 'vitest';
import type { TestDatabase } from './databases.js';
import type { HubSettings, Program } from './hub-process.js';
import { brokerOn, databaseOn } from './services.js';
import { startSetUpOn, type ExchangeKind, type SetUp } from './set-ups.js';

export const newDatabase = (): Promise<TestDatabase> => databaseOn(inject('servers'));
export const newBroker = (): Promise<string> => brokerOn(inject('servers'));
export const startSetUp = (
  exchange: ExchangeKind,
  settings: HubSettings = {},
  program: Partial<Program> = {},
): Promise<SetUp> => startSetUpOn(inject('servers'), exchange, settings, program);
