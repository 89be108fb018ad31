import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/**
 * Alerts: what a tenant changed about the rules, ways to tell people, what was noticed and when it was over, and what was
 * told of it. An alert stays as it was; one that is resolved is dropped when it is old.
 */
export class Alerts1700000000030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(RULES_AND_CHANNELS);
    await runner.query(HISTORY);
    await runner.query(TOLD);
    await runner.query(RETENTION);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION fachwerk_drop_alerts(timestamptz);
      DROP TABLE alert_notice, alert_delivery, alert_pending, alert, alert_channel, alert_rule;
      DROP FUNCTION fachwerk_guard_alert();`);
  }
}

const RULES_AND_CHANNELS = `
  -- A kind without a row is as the code has it.
  CREATE TABLE alert_rule (
    tenant_id uuid NOT NULL REFERENCES tenant,
    kind text NOT NULL,
    enabled boolean NOT NULL,
    severity text NOT NULL CHECK (severity IN ('warning', 'critical')),
    threshold float8,
    minimum int,
    for_minutes int NOT NULL CHECK (for_minutes >= 0),
    repeat_hours int CHECK (repeat_hours > 0),
    -- Null: all, also those that come later.
    procedures uuid[],
    channels uuid[],
    PRIMARY KEY (tenant_id, kind)
  );
  ${tenantTable('alert_rule', 'SELECT, INSERT, UPDATE')}

  CREATE TABLE alert_channel (
    tenant_id uuid NOT NULL REFERENCES tenant,
    id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('mail', 'webhook')),
    title text NOT NULL,
    address text NOT NULL,
    language text NOT NULL CHECK (language IN ('de', 'en')),
    -- What a webhook is signed with: in clear, because each delivery needs it, and for the system role alone.
    secret text,
    created_at timestamptz NOT NULL,
    created_by text NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CHECK ((kind = 'webhook') = (secret IS NOT NULL))
  );
  ${tenantTable(
    'alert_channel',
    'SELECT (tenant_id, id, kind, title, address, language, created_at, created_by), INSERT, DELETE',
  )}
  CREATE POLICY system_reads ON alert_channel FOR SELECT TO fachwerk_system USING (true);
  GRANT SELECT ON alert_channel TO fachwerk_system;`;

const HISTORY = `
  CREATE TABLE alert (
    tenant_id uuid NOT NULL REFERENCES tenant,
    id uuid NOT NULL,
    kind text NOT NULL,
    -- The id of a procedure, the name of a part of the hub, or nothing.
    subject text NOT NULL,
    severity text NOT NULL,
    value float8,
    threshold float8,
    opened_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    -- Since when it has not been seen any more.
    clear_since timestamptz,
    resolved_at timestamptz,
    acknowledged_by text,
    acknowledged_at timestamptz,
    told_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CHECK ((acknowledged_by IS NULL) = (acknowledged_at IS NULL))
  );
  CREATE UNIQUE INDEX alert_open ON alert (tenant_id, kind, subject) WHERE resolved_at IS NULL;
  CREATE INDEX alert_resolved ON alert (resolved_at) WHERE resolved_at IS NOT NULL;
  ${tenantTable('alert', 'SELECT, INSERT, UPDATE')}

  CREATE FUNCTION fachwerk_guard_alert() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF OLD.resolved_at IS NOT NULL
         OR (OLD.acknowledged_by IS NOT NULL AND NEW.acknowledged_by IS DISTINCT FROM OLD.acknowledged_by)
         OR ROW(NEW.tenant_id, NEW.id, NEW.kind, NEW.subject, NEW.opened_at)
           IS DISTINCT FROM ROW(OLD.tenant_id, OLD.id, OLD.kind, OLD.subject, OLD.opened_at) THEN
      RAISE EXCEPTION 'What an alert was, and that it is over, does not change.' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
  END $$;
  ALTER FUNCTION fachwerk_guard_alert() OWNER TO fachwerk_owner;
  CREATE TRIGGER guard BEFORE UPDATE ON alert FOR EACH ROW EXECUTE FUNCTION fachwerk_guard_alert();

  -- Seen, but not for long enough yet.
  CREATE TABLE alert_pending (
    tenant_id uuid NOT NULL REFERENCES tenant,
    kind text NOT NULL,
    subject text NOT NULL,
    since timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, kind, subject)
  );
  ${tenantTable('alert_pending', 'SELECT, INSERT, DELETE')}`;

const TOLD = `
  -- One mail, or one request: whatever happened in one look goes along in it.
  CREATE TABLE alert_delivery (
    tenant_id uuid NOT NULL REFERENCES tenant,
    id uuid NOT NULL,
    -- The channel may be gone; what was told by it stays.
    channel_id uuid NOT NULL,
    channel_title text NOT NULL,
    state text NOT NULL CHECK (state IN ('pending', 'delivered', 'stopped')),
    created_at timestamptz NOT NULL,
    attempts int NOT NULL DEFAULT 0,
    next_at timestamptz NOT NULL,
    leased_until timestamptz,
    last_error jsonb,
    ended_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    CHECK ((state = 'pending') = (ended_at IS NULL))
  );
  CREATE INDEX alert_delivery_pending ON alert_delivery (next_at) WHERE state = 'pending';
  CREATE INDEX alert_delivery_by_channel ON alert_delivery (tenant_id, channel_id, id);
  CREATE INDEX alert_delivery_ended ON alert_delivery (ended_at) WHERE ended_at IS NOT NULL;
  ${tenantTable('alert_delivery', 'SELECT, INSERT, UPDATE')}
  CREATE POLICY system_reads ON alert_delivery FOR SELECT TO fachwerk_system USING (true);
  GRANT SELECT ON alert_delivery TO fachwerk_system;

  CREATE TABLE alert_notice (
    tenant_id uuid NOT NULL,
    delivery_id uuid NOT NULL,
    alert_id uuid NOT NULL,
    what text NOT NULL CHECK (what IN ('opened', 'repeated', 'resolved')),
    PRIMARY KEY (tenant_id, delivery_id, alert_id),
    FOREIGN KEY (tenant_id, delivery_id) REFERENCES alert_delivery (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, alert_id) REFERENCES alert (tenant_id, id) ON DELETE CASCADE
  );
  CREATE INDEX alert_notice_by_alert ON alert_notice (tenant_id, alert_id);
  ${tenantTable('alert_notice', 'SELECT, INSERT')}`;

const RETENTION = `
  CREATE POLICY owner_drops ON alert FOR DELETE TO fachwerk_owner USING (true);
  CREATE POLICY owner_drops ON alert_delivery FOR DELETE TO fachwerk_owner USING (true);

  -- Answers how many alerts were dropped.
  CREATE FUNCTION fachwerk_drop_alerts(before timestamptz) RETURNS int LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '3s' AS $$
  DECLARE
    alerts int;
    deliveries int;
  BEGIN
    IF before > now() - interval '7 days' THEN
      RAISE EXCEPTION 'Alerts that were resolved after % are not old enough.', now() - interval '7 days' USING ERRCODE = '22023';
    END IF;
    DELETE FROM alert WHERE resolved_at < before;
    GET DIAGNOSTICS alerts = ROW_COUNT;
    DELETE FROM alert_delivery WHERE ended_at < before;
    GET DIAGNOSTICS deliveries = ROW_COUNT;
    IF alerts + deliveries > 0 THEN
      INSERT INTO housekeeping_log (at, job, facts)
        VALUES (clock_timestamp(), 'alerts-dropped', jsonb_build_object('before', before, 'alerts', alerts, 'deliveries', deliveries));
    END IF;
    RETURN alerts;
  END $$;
  ALTER FUNCTION fachwerk_drop_alerts(timestamptz) OWNER TO fachwerk_owner;
  REVOKE ALL ON FUNCTION fachwerk_drop_alerts(timestamptz) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION fachwerk_drop_alerts(timestamptz) TO fachwerk_system;`;
