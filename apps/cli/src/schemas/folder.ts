type SchemaPackages = typeof import('@fachwerk/hub/schema-packages');

/** The part of the hub that keeps schema packages. Loaded when it is needed: it brings an XML engine along. */
export function loadSchemaPackages(): Promise<SchemaPackages> {
  return import('@fachwerk/hub/schema-packages');
}

/** For the help of each of these commands. */
export const FOLDER_HELP = `
Works directly on the folder of schema packages: FACHWERK_SCHEMA_PACKAGES_DIR, else "schemas" in FACHWERK_DATA_DIR, as
for the hub itself. A hub that runs notices a change within seconds.`;
