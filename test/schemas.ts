/** Official schemas, which are not part of the project: FACHWERK_TEST_DATA names the folder that has them. */
import { cpSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { realMessages } from './messages.js';
import { root } from './root.js';

export const officialSchemas = join(dirname(realMessages), 'schemas');

/** Why tests on official schemas do not run; undefined when they do. In CI they must. */
export const officialSchemasMissing: string | undefined = existsSync(officialSchemas)
  ? undefined
  : 'There are no official schemas: set FACHWERK_TEST_DATA to a folder that has "schemas".';

if (officialSchemasMissing !== undefined && process.env['CI'] !== undefined) throw new Error(officialSchemasMissing);

/** Folders as an operator passes them to `schemas install`. */
export const packageFolders = {
  ubl: join(officialSchemas, 'zugferd', 'mustang-validator', 'schema', 'UBL_21'),
  cii: join(officialSchemas, 'en16931', 'cii', 'schema'),
  zugferd1: join(officialSchemas, 'zugferd', 'mustang-validator', 'schema', 'ZF_10'),
  facturX: join(officialSchemas, 'zugferd', 'mustang-validator', 'schema', 'ZF_250'),
  shared: join(officialSchemas, '_shared'),
  xdomea: (version: string): string => join(officialSchemas, 'xdomea', version),
  xbau: join(officialSchemas, 'xbau', 'kernmodul-1.2'),
  xbeteiligung: join(officialSchemas, 'xbeteiligung', '1.2'),
  xgewerbesteuer: join(officialSchemas, 'xgewerbesteuer', '1.4'),
  xjustiz: (version: string): string => join(officialSchemas, 'xjustiz', version),
  xplanung: join(officialSchemas, 'xplanung', '6.0'),
  /** Ours: what the operations of XPlanGML import and do not use. */
  wfsStandIn: join(root, 'schemas', 'xplanung', 'wfs-2.0-stand-in'),
  xwasser: join(officialSchemas, 'xwasser', '1.0.0'),
} as const;

/**
 * XMeld with the modules of XInneres that it imports. They are one package: those modules declare no message, and the
 * catalogue that knows their addresses is beside them.
 *
 * @param dir where the package is put together
 */
export function xmeldPackage(dir: string): string {
  const folder = join(dir, 'xmeld-25.11a');
  for (const part of ['_shared', 'xinneres', 'xmeld']) {
    cpSync(join(officialSchemas, part), join(folder, part), { recursive: true });
  }
  return folder;
}
