import type { MigrationInterface, QueryRunner } from 'typeorm';

const REFUSE_TRUNCATE = `'CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %I
              FOR EACH STATEMENT EXECUTE FUNCTION fachwerk_refuse_change()'`;

/**
 * Attempts stay as they were written, also in a partition that is addressed by its own name: partitions inherit the
 * triggers for each row, but not the one that refuses TRUNCATE.
 */
export class AppendOnlyPartitions1700000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$
      DECLARE
        partition_name text;
      BEGIN
        FOR partition_name IN
          SELECT relname FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid WHERE inhparent = 'attempt'::regclass
        LOOP
          EXECUTE format(${REFUSE_TRUNCATE}, partition_name);
        END LOOP;
      END $$;

      CREATE OR REPLACE FUNCTION fachwerk_create_partitions(month date) RETURNS void LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE
        table_name text;
        partition_name text;
        first_day timestamptz := date_trunc('month', month::timestamp) AT TIME ZONE 'UTC';
        next_first_day timestamptz := (date_trunc('month', month::timestamp) + interval '1 month') AT TIME ZONE 'UTC';
      BEGIN
        PERFORM pg_advisory_xact_lock(hashtext('fachwerk_create_partitions'));
        FOREACH table_name IN ARRAY ARRAY['message', 'attempt', 'payload'] LOOP
          partition_name := table_name || '_' || to_char(month, 'YYYY_MM');
          IF to_regclass(format('%I', partition_name)) IS NULL THEN
            EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
              partition_name, table_name, first_day, next_first_day);
            IF table_name = 'attempt' THEN
              EXECUTE format(${REFUSE_TRUNCATE}, partition_name);
            END IF;
          END IF;
        END LOOP;
      END $$;`);
  }

  async down(): Promise<void> {
    throw new Error('The ledger is not undone: it is the proof of what was accepted.');
  }
}
