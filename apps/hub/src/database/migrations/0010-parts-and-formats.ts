import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/**
 * Parts of case files, cases within cases, annexes of documents, and further formats of a version. What lies in what is
 * written once: the archive moves nothing, and filing relies on it when it looks for what to lock.
 */
export class PartsAndFormats1700000000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE case_file
        ADD parent_id uuid,
        ADD part_number int CHECK (part_number >= 1),
        -- Last number given to a part; a row, not a sequence: a rollback leaves no gap.
        ADD last_part_number int NOT NULL DEFAULT 0,
        ADD FOREIGN KEY (tenant_id, parent_id) REFERENCES case_file (tenant_id, id),
        ADD CHECK ((parent_id IS NULL) = (part_number IS NULL));
      CREATE UNIQUE INDEX case_file_by_parent ON case_file (tenant_id, parent_id, part_number) WHERE parent_id IS NOT NULL;

      ALTER TABLE file_case
        ADD parent_id uuid,
        ADD FOREIGN KEY (tenant_id, parent_id) REFERENCES file_case (tenant_id, id);

      ALTER TABLE document
        ADD parent_id uuid,
        ADD FOREIGN KEY (tenant_id, parent_id) REFERENCES document (tenant_id, id);
      CREATE INDEX document_by_parent ON document (tenant_id, parent_id) WHERE parent_id IS NOT NULL;

      ALTER TABLE document_version ADD metadata jsonb NOT NULL DEFAULT '{}';

      -- The content of a version in further formats, numbered from 1; its own content is in document_version.
      CREATE TABLE document_format (
        tenant_id uuid NOT NULL,
        document_id uuid NOT NULL,
        version_number int NOT NULL,
        number int NOT NULL CHECK (number >= 1),
        sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
        size_bytes bigint NOT NULL,
        mime text NOT NULL,
        file_name text NOT NULL,
        metadata jsonb NOT NULL,
        message_id uuid NOT NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, document_id, version_number, number),
        FOREIGN KEY (tenant_id, document_id, version_number) REFERENCES document_version (tenant_id, document_id, number)
      );
      ${tenantTable('document_format', 'SELECT, INSERT')}`);
  }

  async down(): Promise<void> {
    throw new Error('The archive is not undone: it holds the records.');
  }
}
