import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Bytes that have no file of their own: the segment of the content store they are in, and where in it. Both are null for
 * bytes with a file, and for bodies in `payload.body`. The sweep asks segment by segment; equal values cost an index little.
 */
export class Segments1700000000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['document_version', 'document_format', 'payload']) {
      await runner.query(`
        ALTER TABLE ${table} ADD segment uuid, ADD segment_position bigint;
        CREATE INDEX ${table}_by_segment ON ${table} (tenant_id, segment) WHERE segment IS NOT NULL;`);
    }
  }

  async down(): Promise<void> {
    throw new Error('Where bytes are is not forgotten.');
  }
}
