import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The exchange on the database, used when no broker is configured. Infrastructure across tenants: only the system role
 * reaches it, the application role does not.
 */
export class ExchangeTwin1700000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE exchange_message (
        number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        lane text NOT NULL,
        id text NOT NULL,
        bytes bytea NOT NULL,
        visible_at timestamptz NOT NULL,
        held_by uuid,
        held_until timestamptz,
        deliveries int NOT NULL DEFAULT 0,
        delays int NOT NULL DEFAULT 0,
        death jsonb
      );
      CREATE INDEX exchange_message_next ON exchange_message (lane, visible_at, number);
      CREATE INDEX exchange_message_held ON exchange_message (held_until) WHERE held_by IS NOT NULL;
      ALTER TABLE exchange_message OWNER TO fachwerk_owner;
      ALTER TABLE exchange_message SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
      GRANT SELECT, INSERT, UPDATE, DELETE ON exchange_message TO fachwerk_system;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE exchange_message');
  }
}
