/** Official validation of single messages, as the translating thread does it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connector } from '@fachwerk/connectors/contract';
import { SystemClock } from '../apps/hub/src/config/clock.js';
import type { SchemaValidation } from '../apps/hub/src/ledger/generated/validation.js';
import { installPackage } from '../apps/hub/src/schema-packages/install.js';
import { InstalledPackages } from '../apps/hub/src/schema-packages/installed-packages.js';
import { OfficialSchemas } from '../apps/hub/src/validate/official-schemas.js';
import { recognise } from '../apps/hub/src/validate/recognise.js';
import { openedXml } from './connector-message.js';
import { schemas } from './fixtures.js';

export interface OfficialResults {
  resultOf(connector: Connector, xml: string | Buffer): SchemaValidation;
  remove(): Promise<void>;
}

/** @param sources folders of packages, in the order in which an operator installs them */
export async function officialResults(sources: readonly string[]): Promise<OfficialResults> {
  const dir = await mkdtemp(join(tmpdir(), 'fachwerk-official-'));
  for (const source of sources) await installPackage(dir, source, new SystemClock());
  const official = new OfficialSchemas(new InstalledPackages(dir));
  return {
    resultOf: ({ manifest }, xml) => {
      const opened = openedXml(xml);
      try {
        const { namespace, element } = opened;
        return official.validate(recognise(manifest, { syntax: 'xml', namespace, element }, schemas), opened);
      } finally {
        opened.dispose();
      }
    },
    remove: () => rm(dir, { recursive: true }),
  };
}
