// The commands of the README that try each door, typed as they are written there, against a hub as `npm start` runs it: with
// the PostgreSQL that comes along. Only addresses, the data directory and the folders of official schemas are others.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from './fixtures.js';
import { HubProcess } from './harness/hub-process.js';
import { dmsWsdls } from './munich-wsdls.js';
import { officialSchemas, officialSchemasMissing } from './schemas.js';

const README = readFileSync(join(root, 'README.md'), 'utf8');

/** The commands below a heading, up to the next one. */
function commandsOf(heading: string): string {
  const from = README.indexOf(`\n${heading}\n`);
  const text = README.slice(from, README.indexOf('\n#', from + heading.length + 2));
  return /```sh\n([^]*?)```/.exec(text)![1]!;
}

let hub: HubProcess;
/** A program `npx` that knows `fachwerk` alone: nothing is looked for anywhere else. */
let programs: string;
beforeAll(async () => {
  hub = await HubProcess.start({ DEMO: 'true' });
  programs = await mkdtemp(join(tmpdir(), 'fachwerk-npx-'));
  const fachwerk = join(root, 'apps/cli/bin/fachwerk.mjs');
  await writeFile(join(programs, 'npx'), `#!/bin/sh\nshift\nexec "${process.execPath}" "${fachwerk}" "$@"\n`, {
    mode: 0o755,
  });
}, 120_000);
afterAll(async () => {
  await hub.remove();
  await rm(programs, { recursive: true, force: true });
});

async function typed(heading: string, folders: Readonly<Record<string, string>> = {}): Promise<string> {
  const script = [commandsOf('## The other doors'), commandsOf(heading)]
    .join('\n')
    .replaceAll('http://127.0.0.1:8080', hub.baseUrl)
    .replaceAll('./.fachwerk', hub.dataDir)
    .replaceAll('.fachwerk/', `${hub.dataDir}/`)
    .replaceAll(/--demo\b/g, `--demo ${hub.dataDir}`);
  const own = Object.entries(folders).reduce((text, [name, folder]) => text.replace(name, folder), script);
  const env = { PATH: `${programs}:${process.env['PATH']}`, FACHWERK_DATA_DIR: hub.dataDir, LC_ALL: 'C.UTF-8' };
  const { stdout, stderr } = await promisify(execFile)('bash', ['--norc', '-e', '-c', own], { cwd: root, env });
  return stdout + stderr;
}

describe.skipIf(officialSchemasMissing !== undefined)('the commands of the README', () => {
  it('file by SOAP', async () => {
    const said = await typed('### SOAP', { './wsdl': dirname(dmsWsdls['1.10']!) });
    expect(said).toContain('definitions');
    expect(said).toMatch(/<(?:\w+:)?status>0</);
    expect(said).toMatch(/Door +soap/);
  });

  it('ask the XTA server', async () => {
    const said = await typed('### XTA server', { './XTA-2.1.1': join(officialSchemas, 'xta', '2.1.1') });
    expect(said).toMatch(/<(?:\w+:)?MessageID[^>]*>urn:/);
    expect(said).toMatch(/Door +xta/);
  });

  it('fetch what was sent to a mailbox', async () => {
    const said = await typed('### XTA client');
    expect(said).toContain('message.json: green');
    expect(said).toMatch(/Door +xta-client/);
  });
});
