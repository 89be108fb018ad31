import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What workers have in hand need not outlive the database server: a message that ends a worker does not end the server.
 * Without a log, taking a batch in hand and letting go of it wait for no disk.
 */
export class InHandUnlogged1700000000021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE in_hand SET UNLOGGED');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE in_hand SET LOGGED');
  }
}
