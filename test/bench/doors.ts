/** The entrances compared: the same deliveries by REST, SOAP and XTA, and questions by SOAP. */
import { join } from 'node:path';
import { administer } from '@fachwerk/hub/administer';
import { installSchemas } from '@fachwerk/hub/schema-packages';
import { addProcedures } from '../harness/packages.js';
import { until } from '../harness/wait.js';
import { TYPE, XtaClient } from '../harness/xta-requests.js';
import { dmsFolder } from '../munich-wsdls.js';
import { officialSchemas, officialSchemasMissing } from '../schemas.js';
import { deliveriesPackage } from './deliveries.js';
import { AUTHOR, CITY, deliveries, entranceNames, entranceOf, type EntranceName } from './entrances.js';
import type { FilingOptions } from './filing.js';
import type { Hubs } from './hubs.js';
import { measureQuestions, type QuestionFigures } from './munich-questions.js';
import type { Run } from './parts.js';

const PROCEDURE = 'deliveries';
const BYTES = 4_700;
const SCAN_BYTES = 1_000_000;
const SCAN_SENDERS = 8;
/** Of the time that others are measured: there are nine of these, and the whole run is to be over within minutes. */
const SHARE = 0.6;
const QUESTION_SECONDS = 4;

export async function measureDoors(run: Run): Promise<void> {
  const made = await deliveriesPackage();
  try {
    await run.withHubs({ workers: 1, connectors: [made.folder] }, async (hubs) => {
      const [procedure] = await addProcedures(
        { hub: hubs.gateway, database: hubs.database },
        [made.folder],
        [{ name: PROCEDURE, connector: 'deliveries' }],
      );
      const by = await open(hubs, procedure!.headers['authorization']!);
      await file(run, hubs, by, procedure!.headers['authorization']!);
      if (officialSchemasMissing === undefined) run.questions.push(...(await questions(hubs)));
      else process.stderr.write(`${officialSchemasMissing} No questions to munich-dms without them.\n`);
    });
  } finally {
    await made.remove();
  }
}

async function open(hubs: Hubs, authorization: string): Promise<readonly EntranceName[]> {
  if (officialSchemasMissing !== undefined) {
    process.stderr.write(`${officialSchemasMissing} Nothing is sent by XTA without them.\n`);
    return entranceNames.filter((name) => name !== 'XTA');
  }
  await installSchemas({ FACHWERK_DATA_DIR: hubs.gateway.dataDir }, join(officialSchemas, 'xta', '2.1.1'), {});
  await administer({ FACHWERK_DATABASE_URL: hubs.database.url }, async ({ administration, xtaParties }) => {
    const by = { tenant: (await administration.tenantId('demo'))!, name: '(benchmark)' };
    await xtaParties.add(by, { type: TYPE, identifier: CITY, procedure: undefined, services: [] });
    await xtaParties.add(by, { type: TYPE, identifier: AUTHOR, procedure: PROCEDURE, services: [] });
  });
  const client = new XtaClient(hubs.gateway.baseUrl, { authorization });
  await until('the hub has the schemas', async () => (await client.ask('checkAccountActive')).status === 200);
  return entranceNames;
}

/** Half load is that of the slowest entrance, for all of them: what they wait can be compared then. */
async function file(run: Run, hubs: Hubs, names: readonly EntranceName[], authorization: string): Promise<void> {
  const seconds = run.options.seconds * SHARE;
  const options = (by: EntranceName): Partial<FilingOptions> => ({
    procedure: PROCEDURE,
    authorization,
    entrance: entranceOf(by, PROCEDURE),
    source: deliveries(by, BYTES),
    seconds,
    warmUpSeconds: 2,
  });
  let slowest = Infinity;
  for (const by of names) {
    const { filedPerSecond } = await run.file(`${by}, 5 KB`, hubs, options(by));
    slowest = Math.min(slowest, filedPerSecond);
  }
  const pace = { perSecond: Math.floor(slowest / 2) };
  for (const by of names) {
    await run.file(`${by}, 5 KB, half load`, hubs, { ...options(by), pace, warmUpSeconds: 1 });
  }
  for (const by of names) {
    const source = deliveries(by, BYTES, SCAN_BYTES);
    const few = { source, pace: { senders: SCAN_SENDERS }, warmUpSeconds: 1, seconds: seconds / 2 };
    await run.file(`${by}, 1 MB`, hubs, { ...options(by), ...few });
  }
}

async function questions(hubs: Hubs): Promise<readonly QuestionFigures[]> {
  await installSchemas({ FACHWERK_DATA_DIR: hubs.gateway.dataDir }, dmsFolder, {});
  return measureQuestions(hubs, QUESTION_SECONDS);
}
