import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/**
 * Decisions about many messages: what was selected is written down when the job is made, so that exactly that happens, and
 * each message has its result. A message is in one job at a time.
 */
export class DecisionJobs1700000000025 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE decision_job (
        tenant_id uuid NOT NULL REFERENCES tenant,
        id uuid NOT NULL,
        action text NOT NULL CHECK (action IN ('release', 'discard', 'hand-back')),
        state text NOT NULL CHECK (state IN ('awaiting-approval', 'running', 'paused', 'stopped', 'done', 'cancelled', 'refused')),
        selection jsonb NOT NULL,
        reason text,
        rate_per_minute int NOT NULL CHECK (rate_per_minute BETWEEN 1 AND 60000),
        total int NOT NULL,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL,
        two_people boolean NOT NULL,
        decided_by text,
        decided_at timestamptz,
        ended_at timestamptz,
        wave int NOT NULL DEFAULT 0,
        -- Positions up to this one belong to the waves so far.
        wave_end int NOT NULL DEFAULT 0,
        stopped jsonb,
        -- The process that carries it out, and until when it need not say so again.
        held_by uuid,
        held_until timestamptz,
        PRIMARY KEY (tenant_id, id),
        CHECK (NOT two_people OR decided_by IS NOT NULL OR state IN ('awaiting-approval', 'cancelled')),
        CHECK (NOT two_people OR decided_by <> created_by)
      );
      CREATE INDEX decision_job_running ON decision_job (tenant_id, id) WHERE state = 'running';
      ${tenantTable('decision_job', 'SELECT, INSERT, UPDATE')}
      CREATE POLICY system_reads ON decision_job FOR SELECT TO fachwerk_system USING (true);
      GRANT SELECT ON decision_job TO fachwerk_system;

      CREATE TABLE decision_job_item (
        tenant_id uuid NOT NULL,
        job_id uuid NOT NULL,
        position int NOT NULL,
        message_id uuid NOT NULL,
        accepted_at timestamptz NOT NULL,
        procedure_id uuid NOT NULL,
        -- Why it stood still when it was selected.
        cause_id uuid NOT NULL,
        state text NOT NULL CHECK (state IN ('pending', 'sent', 'filed', 'rejected', 'parked', 'waiting', 'held', 'skipped', 'untouched', 'left')),
        error jsonb,
        result_cause_id uuid,
        at timestamptz,
        PRIMARY KEY (tenant_id, job_id, position),
        FOREIGN KEY (tenant_id, job_id) REFERENCES decision_job (tenant_id, id)
      );
      CREATE UNIQUE INDEX decision_job_item_once ON decision_job_item (tenant_id, message_id) WHERE state IN ('pending', 'sent');
      CREATE INDEX decision_job_item_by_cause ON decision_job_item (tenant_id, cause_id, job_id);
      CREATE INDEX decision_job_item_open ON decision_job_item (tenant_id, job_id, state, position);
      ${tenantTable('decision_job_item', 'SELECT, INSERT, UPDATE')}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE decision_job_item, decision_job');
  }
}
