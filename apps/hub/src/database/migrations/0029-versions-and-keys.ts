import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * With which version of its connector a procedure was filed, and from when on a key of the ring is in use.
 *
 * The version is beside the counts that are there anyway: the rows of a process are its own, and a process has one version
 * of each connector as long as it runs. So counting by version costs filing nothing.
 */
export class VersionsAndKeys1700000000029 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Null: counted before there was this column, or by somebody who read no message.
      ALTER TABLE outcome_tally ADD connector text, ADD connector_version text;

      -- A key is announced before it is used, so that whoever checks knows it by then. Null: since it was made.
      ALTER TABLE key_ring ADD used_from timestamptz;

      -- Who rotates a key, which belongs to no tenant, is in the journal of the tenant in which it was done.
      CREATE POLICY system_writes ON journal FOR INSERT TO fachwerk_system WITH CHECK (true);
      GRANT INSERT ON journal TO fachwerk_system;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      REVOKE INSERT ON journal FROM fachwerk_system;
      DROP POLICY system_writes ON journal;
      ALTER TABLE outcome_tally DROP COLUMN connector, DROP COLUMN connector_version;
      ALTER TABLE key_ring DROP COLUMN used_from;`);
  }
}
