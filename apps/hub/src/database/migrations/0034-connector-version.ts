import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of the access snapshot. What else a procedure has, for example why it waits, is nothing to read all of it anew for. */
const COLUMNS = `tenant_id, id, name, title, connector, connector_version, settings, validation, filing_order,
  ever_ordered, rate, paused_by, paused_at, paused_reason`;

/** Which version of its connector a procedure is switched to; and which changes of a procedure raise the revision. */
export class ConnectorVersion1700000000034 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Null: the newest that is installed and not retired.
      ALTER TABLE procedure ADD connector_version text CHECK (connector_version ~ '^\\d+\\.\\d+\\.\\d+$');

      -- What gateways keep on disk does not have it yet. A process of the version before that still runs writes its file
      -- with this revision and without it: by what is missing there, the next one knows that it has to read anew.
      UPDATE access_revision SET revision = revision + 1;

      DROP TRIGGER access_revision ON procedure;
      CREATE TRIGGER access_revision AFTER INSERT OR DELETE OR UPDATE OF ${COLUMNS} ON procedure
        FOR EACH STATEMENT EXECUTE FUNCTION fachwerk_raise_access_revision();`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER access_revision ON procedure;
      CREATE TRIGGER access_revision AFTER INSERT OR UPDATE OR DELETE ON procedure
        FOR EACH STATEMENT EXECUTE FUNCTION fachwerk_raise_access_revision();
      ALTER TABLE procedure DROP COLUMN connector_version;`);
  }
}
