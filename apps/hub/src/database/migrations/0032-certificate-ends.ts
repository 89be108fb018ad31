import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When the certificate of a receiver of receipts ends, as it was seen when the last one was delivered. */
export class CertificateEnds1700000000032 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE webhook ADD certificate_ends_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE webhook DROP certificate_ends_at');
  }
}
