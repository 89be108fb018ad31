/** Statements that several migrations share. */

/**
 * Puts a table under row-level security, also for its owner: a row is visible and writable only under its own tenant,
 * which is set for one transaction (`Database.inTenant`). Without a tenant nothing is visible. The owner, whom no hub
 * acts as, reads all rows: a backup must not miss any, and retention must know what is unsettled.
 *
 * @param grants what the application role may do, for example `SELECT, INSERT`
 */
export function tenantTable(table: string, grants: string): string {
  return `
    ALTER TABLE ${table} OWNER TO fachwerk_owner;
    ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
    CREATE POLICY tenant ON ${table} TO fachwerk_app
      USING (tenant_id = NULLIF(current_setting('fachwerk.tenant', true), '')::uuid)
      WITH CHECK (tenant_id = NULLIF(current_setting('fachwerk.tenant', true), '')::uuid);
    CREATE POLICY owner_reads ON ${table} FOR SELECT TO fachwerk_owner USING (true);
    GRANT ${grants} ON ${table} TO fachwerk_app;`;
}

/** Refuses UPDATE, DELETE and TRUNCATE to everyone, the owner included: what was written stays. */
export function appendOnly(table: string): string {
  return `
    CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON ${table}
      FOR EACH ROW EXECUTE FUNCTION fachwerk_refuse_change();
    CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON ${table}
      FOR EACH STATEMENT EXECUTE FUNCTION fachwerk_refuse_change();`;
}
