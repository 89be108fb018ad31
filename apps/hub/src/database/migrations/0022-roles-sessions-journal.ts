import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnly, tenantTable } from './tenant-table.js';

/** Several roles for a person, sessions of people who signed in, what a tenant decides about its people, the journal. */
export class RolesSessionsJournal1700000000022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE person
        -- Null: the one role of the previous version, which may go on creating people until every process has this one.
        ADD COLUMN roles text[] CHECK (cardinality(roles) > 0 AND roles <@ ARRAY['viewer', 'operator', 'approver',
          'clerk', 'tenant-administrator', 'provider-administrator']),
        ALTER COLUMN role DROP NOT NULL,
        ADD CHECK (roles IS NOT NULL OR role IS NOT NULL),
        ADD COLUMN title text,
        ADD COLUMN disabled_at timestamptz,
        ADD COLUMN password_change_due boolean NOT NULL DEFAULT false,
        -- Whom an OpenID provider vouches for has no password here.
        ALTER COLUMN password_hash DROP NOT NULL;

      CREATE TABLE openid_subject (
        tenant_id uuid NOT NULL,
        issuer text NOT NULL,
        subject text NOT NULL,
        person_id uuid NOT NULL,
        PRIMARY KEY (tenant_id, issuer, subject),
        FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id)
      );
      ${tenantTable('openid_subject', 'SELECT, INSERT')}`);

    await runner.query(`
      CREATE TABLE session (
        tenant_id uuid NOT NULL,
        -- SHA-256 of what the cookie says: who reads this table can be nobody by it.
        token_hash bytea NOT NULL CHECK (octet_length(token_hash) = 32),
        person_id uuid NOT NULL,
        -- Where a provider administrator acts; null in the own tenant.
        acting_tenant_id uuid REFERENCES tenant,
        -- Shown to the OpenID provider at sign-out, so that it knows whose session ends.
        id_token text,
        created_at timestamptz NOT NULL,
        last_used_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, token_hash),
        FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id)
      );
      CREATE INDEX session_of_person ON session (tenant_id, person_id);
      ${tenantTable('session', 'SELECT, INSERT, UPDATE, DELETE')}
      -- Housekeeping ends what nobody uses any more, and sees no more of it than when.
      CREATE POLICY system_reads ON session FOR SELECT TO fachwerk_system USING (true);
      CREATE POLICY system_ends ON session FOR DELETE TO fachwerk_system USING (true);
      GRANT SELECT (last_used_at, expires_at), DELETE ON session TO fachwerk_system;

      CREATE TABLE tenant_settings (
        tenant_id uuid PRIMARY KEY REFERENCES tenant,
        hide_content boolean NOT NULL,
        four_eyes_discard boolean NOT NULL,
        four_eyes_correct boolean NOT NULL
      );
      ${tenantTable('tenant_settings', 'SELECT, INSERT, UPDATE')}

      CREATE TABLE journal (
        tenant_id uuid NOT NULL REFERENCES tenant,
        id uuid NOT NULL,
        at timestamptz NOT NULL,
        actor text NOT NULL,
        action text NOT NULL CHECK (action ~ '^[a-z]+(-[a-z]+)*[.][a-z]+(-[a-z]+)*$'),
        subject_kind text,
        subject_id text,
        subject_title text,
        details jsonb NOT NULL,
        PRIMARY KEY (tenant_id, id),
        CHECK ((subject_kind IS NULL) = (subject_id IS NULL))
      );
      CREATE INDEX journal_by_actor ON journal (tenant_id, actor, id);
      CREATE INDEX journal_by_action ON journal (tenant_id, action, id);
      CREATE INDEX journal_by_subject ON journal (tenant_id, subject_kind, subject_id, id);
      ${tenantTable('journal', 'SELECT, INSERT')}
      ${appendOnly('journal')}`);
  }

  async down(): Promise<void> {
    throw new Error('Who did what is not forgotten.');
  }
}
