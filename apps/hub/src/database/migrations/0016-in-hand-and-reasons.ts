import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which messages a worker has in hand: what is still there when somebody else gets the message tells that its worker
 * died. Infrastructure across tenants, like the exchange on the database. It is written with every batch and worth
 * nothing after a crash of the database itself, which is no message's doing: hence no log.
 */
export class InHandAndReasons1700000000016 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE UNLOGGED TABLE in_hand (
        message_id text PRIMARY KEY,
        holder uuid NOT NULL,
        deaths int NOT NULL DEFAULT 0,
        taken_at timestamptz NOT NULL DEFAULT now()
      );
      ALTER TABLE in_hand OWNER TO fachwerk_owner;
      ALTER TABLE in_hand SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
      GRANT SELECT, INSERT, UPDATE, DELETE ON in_hand TO fachwerk_system;

      -- Why an operator released or rejected something.
      ALTER TABLE attempt ADD COLUMN reason text;
      -- A refusal that nobody was told yet is withdrawn when its message runs again. Nothing else leaves the outbox.
      GRANT DELETE ON outbox TO fachwerk_app;
      CREATE POLICY withdrawn ON outbox AS RESTRICTIVE FOR DELETE TO fachwerk_app
        USING (outcome = 'rejected' AND state <> 'delivered');`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE in_hand;
      ALTER TABLE attempt DROP COLUMN reason;
      DROP POLICY withdrawn ON outbox;
      REVOKE DELETE ON outbox FROM fachwerk_app;`);
  }
}
