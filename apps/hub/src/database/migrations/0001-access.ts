import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/** Roles, tenants, specialist procedures, their keys, people. */
export class Access1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Roles belong to the whole server, other databases of it may have created them already.
    await runner.query(`
      DO $$
      DECLARE role_name text;
      BEGIN
        FOREACH role_name IN ARRAY ARRAY['fachwerk_owner', 'fachwerk_app', 'fachwerk_system'] LOOP
          IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
            BEGIN
              EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT', role_name);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
              NULL; -- another migration of another database was a moment faster
            END;
          END IF;
        END LOOP;
        IF NOT pg_has_role(current_user, 'fachwerk_owner', 'MEMBER') THEN
          EXECUTE format('GRANT fachwerk_owner TO %I', current_user);
        END IF;
      END $$;
      REVOKE CREATE ON SCHEMA public FROM PUBLIC;
      GRANT USAGE ON SCHEMA public TO fachwerk_app, fachwerk_system;
      GRANT USAGE, CREATE ON SCHEMA public TO fachwerk_owner;
      GRANT SELECT ON schema_migration TO fachwerk_app, fachwerk_system;

      CREATE FUNCTION fachwerk_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'Rows of % are append-only: % is refused.', TG_TABLE_NAME, TG_OP USING ERRCODE = '42501';
      END $$;
      ALTER FUNCTION fachwerk_refuse_change() OWNER TO fachwerk_owner;`);

    await runner.query(`
      CREATE TABLE tenant (
        id uuid PRIMARY KEY,
        name text NOT NULL UNIQUE CHECK (name ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
        title text NOT NULL,
        created_at timestamptz NOT NULL
      );
      ALTER TABLE tenant OWNER TO fachwerk_owner;
      GRANT SELECT, INSERT ON tenant TO fachwerk_system;

      CREATE TABLE procedure (
        tenant_id uuid NOT NULL REFERENCES tenant,
        id uuid NOT NULL,
        name text NOT NULL CHECK (name ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
        title text NOT NULL,
        connector text NOT NULL,
        settings jsonb NOT NULL,
        pause_cause jsonb,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, name)
      );
      ${tenantTable('procedure', 'SELECT, INSERT, UPDATE')}

      CREATE TABLE api_key (
        tenant_id uuid NOT NULL REFERENCES tenant,
        id uuid NOT NULL,
        procedure_id uuid NOT NULL,
        hash bytea NOT NULL CHECK (octet_length(hash) = 32),
        label text NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz,
        revoked_at timestamptz,
        PRIMARY KEY (tenant_id, id),
        FOREIGN KEY (tenant_id, procedure_id) REFERENCES procedure (tenant_id, id)
      );
      ${tenantTable('api_key', 'SELECT, INSERT, UPDATE')}

      CREATE TABLE person (
        tenant_id uuid NOT NULL REFERENCES tenant,
        id uuid NOT NULL,
        name text NOT NULL CHECK (name ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
        password_hash text NOT NULL,
        role text NOT NULL CHECK (role IN ('operator', 'clerk')),
        created_at timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, name)
      );
      ${tenantTable('person', 'SELECT, INSERT, UPDATE')}

      -- Secrets shared by all gateways and workers: keys of message ids and of receipts.
      CREATE TABLE key_ring (
        kid text PRIMARY KEY,
        purpose text NOT NULL CHECK (purpose IN ('message-id', 'receipt')),
        secret jsonb NOT NULL,
        created_at timestamptz NOT NULL
      );
      ALTER TABLE key_ring OWNER TO fachwerk_owner;
      GRANT SELECT, INSERT ON key_ring TO fachwerk_system;

      -- Raised by every change of who may send: gateways look at this one row to see whether to read again.
      CREATE TABLE access_revision (singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton), revision bigint NOT NULL);
      INSERT INTO access_revision VALUES (true, 1);
      ALTER TABLE access_revision OWNER TO fachwerk_owner;
      GRANT SELECT ON access_revision TO fachwerk_system;
      CREATE FUNCTION fachwerk_raise_access_revision() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        UPDATE access_revision SET revision = revision + 1;
        RETURN NULL;
      END $$;
      ALTER FUNCTION fachwerk_raise_access_revision() OWNER TO fachwerk_owner;`);

    for (const table of ['tenant', 'procedure', 'api_key', 'person', 'key_ring']) {
      await runner.query(`
        CREATE TRIGGER access_revision AFTER INSERT OR UPDATE OR DELETE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION fachwerk_raise_access_revision();`);
    }
    for (const table of ['procedure', 'api_key', 'person']) {
      await runner.query(`
        CREATE POLICY system_reads ON ${table} FOR SELECT TO fachwerk_system USING (true);
        GRANT SELECT ON ${table} TO fachwerk_system;`);
    }
  }

  async down(): Promise<void> {
    throw new Error('The first migration is not undone: drop the database instead.');
  }
}
