import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnly, tenantTable } from './tenant-table.js';

/**
 * The archive: file plan, case file, case, document, version, and the history of every change.
 * Every key and every reference between tables contains the tenant, so that no constraint can tell one tenant about
 * another.
 */
export class Archive1700000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE file_plan_entry (
        tenant_id uuid NOT NULL REFERENCES tenant,
        id uuid NOT NULL,
        code text NOT NULL CHECK (length(code) BETWEEN 1 AND 64),
        title text NOT NULL,
        reference_pattern text NOT NULL CHECK (reference_pattern LIKE '%{seq}%'),
        created_at timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, code)
      );
      ${tenantTable('file_plan_entry', 'SELECT, INSERT, UPDATE')}

      CREATE TABLE case_file (
        tenant_id uuid NOT NULL,
        id uuid NOT NULL,
        procedure_id uuid NOT NULL,
        file_plan_entry_id uuid NOT NULL,
        reference text NOT NULL,
        subject text NOT NULL,
        metadata jsonb NOT NULL,
        last_case_number int NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, reference),
        FOREIGN KEY (tenant_id, procedure_id) REFERENCES procedure (tenant_id, id),
        FOREIGN KEY (tenant_id, file_plan_entry_id) REFERENCES file_plan_entry (tenant_id, id)
      );
      CREATE INDEX case_file_by_age ON case_file (tenant_id, created_at, id);
      ${tenantTable('case_file', 'SELECT, INSERT, UPDATE')}

      CREATE TABLE file_case (
        tenant_id uuid NOT NULL,
        id uuid NOT NULL,
        case_file_id uuid NOT NULL,
        number int NOT NULL,
        subject text NOT NULL,
        metadata jsonb NOT NULL,
        opened_on date,
        closed_on date,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, case_file_id, number),
        FOREIGN KEY (tenant_id, case_file_id) REFERENCES case_file (tenant_id, id)
      );
      ${tenantTable('file_case', 'SELECT, INSERT, UPDATE')}

      CREATE TABLE document (
        tenant_id uuid NOT NULL,
        id uuid NOT NULL,
        case_file_id uuid NOT NULL,
        case_id uuid,
        subject text NOT NULL,
        document_type text,
        document_date date,
        metadata jsonb NOT NULL,
        current_version int NOT NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, id),
        FOREIGN KEY (tenant_id, case_file_id) REFERENCES case_file (tenant_id, id),
        FOREIGN KEY (tenant_id, case_id) REFERENCES file_case (tenant_id, id)
      );
      CREATE INDEX document_by_file ON document (tenant_id, case_file_id, id);
      ${tenantTable('document', 'SELECT, INSERT, UPDATE')}

      CREATE TABLE document_version (
        tenant_id uuid NOT NULL,
        document_id uuid NOT NULL,
        number int NOT NULL CHECK (number >= 1),
        sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
        size_bytes bigint NOT NULL,
        mime text NOT NULL,
        file_name text NOT NULL,
        message_id uuid NOT NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, document_id, number),
        FOREIGN KEY (tenant_id, document_id) REFERENCES document (tenant_id, id)
      );
      ${tenantTable('document_version', 'SELECT, INSERT')}

      -- The procedure's own key → our record. Inserting here first decides between concurrent filings of one key.
      CREATE TABLE record_key (
        tenant_id uuid NOT NULL,
        procedure_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('case-file', 'case', 'document')),
        key text NOT NULL,
        record_id uuid NOT NULL,
        PRIMARY KEY (tenant_id, procedure_id, kind, key),
        FOREIGN KEY (tenant_id, procedure_id) REFERENCES procedure (tenant_id, id)
      );
      ${tenantTable('record_key', 'SELECT, INSERT')}

      -- Last number given per file reference pattern and year; a row, not a sequence: a rollback leaves no gap.
      CREATE TABLE reference_counter (
        tenant_id uuid NOT NULL REFERENCES tenant,
        scope text NOT NULL,
        last_number bigint NOT NULL,
        PRIMARY KEY (tenant_id, scope)
      );
      ${tenantTable('reference_counter', 'SELECT, INSERT, UPDATE')}

      -- Who changed what, when, from what to what, and why (xdomea HistorienProtokollInformationType).
      CREATE TABLE history (
        tenant_id uuid NOT NULL,
        id uuid NOT NULL,
        at timestamptz NOT NULL,
        actor text NOT NULL,
        record_kind text NOT NULL CHECK (record_kind IN ('case-file', 'case', 'document')),
        record_id uuid NOT NULL,
        action text NOT NULL,
        field text,
        old_value jsonb,
        new_value jsonb,
        reason text,
        message_id uuid,
        PRIMARY KEY (tenant_id, id)
      );
      CREATE INDEX history_by_record ON history (tenant_id, record_id, at);
      ${tenantTable('history', 'SELECT, INSERT')}
      ${appendOnly('history')}`);
  }

  async down(): Promise<void> {
    throw new Error('The archive is not undone: it holds the records.');
  }
}
