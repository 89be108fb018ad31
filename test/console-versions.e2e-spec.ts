// Versions of a connector at the console: which are installed and whom they read, and switching a procedure to one.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations, Console, overflow, settled } from './harness/console.js';
import { addProcedures, Packages } from './harness/packages.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';

let packages: Packages;
let setUp: SetUp;
let console: Console;
let login: readonly [user: string, password: string];

beforeAll(async () => {
  packages = await Packages.make();
  const folders = [
    await packages.add({ name: 'notes', version: '1.0.0', stability: 'stable' }),
    await packages.add({ name: 'notes', version: '2.0.0', requires: 'registry' }),
  ];
  setUp = await startSetUp('database', { CONNECTORS: folders.join(',') });
  const pinned = { name: 'notes', connector: 'notes', connectorVersion: '1.0.0' };
  await addProcedures(setUp, folders, [pinned]);
  login = await setUp.hub.operatorLogin();
  console = await Console.open(setUp.hub.baseUrl);
}, 120_000);
afterEach(() => console.leave());
afterAll(async () => {
  await console.close();
  await setUp.remove();
  await packages.remove();
});

const version = async (): Promise<string | null> =>
  (await (await setUp.hub.operator()).get('/v1/procedures/notes')).body.connectorVersion;

describe('versions of a connector', () => {
  it('are listed with where they come from and whom they read, each with what it needs', async () => {
    const page = await console.signedIn(...login);
    await page.goto('/connectors');
    await settled(page);
    const row = page.getByRole('row').filter({ hasText: 'Notes by notes' });
    expect(await row.textContent()).toMatch(/2\.0\.0.*2 Versionen.*Paket, läuft im Interpreter/);
    await row.getByRole('link', { name: 'notes' }).click();
    const table = page.getByRole('table', { name: 'Versionen, die nebeneinander installiert sind' });
    await table.waitFor();
    expect(await table.getByRole('row').allTextContents()).toEqual([
      expect.stringContaining('Version'),
      expect.stringMatching(/^2\.0\.0Pilot.*Paket, läuft im Interpreter.*keines$/),
      expect.stringMatching(/^1\.0\.0stabil.*Paket, läuft im Interpreter.*notes$/),
    ]);
    await page.getByRole('cell', { name: 'registry' }).or(page.getByText('registry')).first().waitFor();
    await table.getByRole('link', { name: '1.0.0' }).click();
    await page.getByText('registry').waitFor({ state: 'detached' });
    expect(new URL(page.url()).searchParams.get('version')).toBe('1.0.0');
  });

  it('are switched on the page of a procedure, with the settings that the other one needs', async () => {
    const page = await console.signedIn(...login);
    await page.goto('/procedures/notes?tab=settings');
    await settled(page);
    const field = page.getByLabel('Version des Konnektors');
    expect(await field.inputValue()).toBe('1.0.0');
    await field.selectOption({ label: 'immer die neueste (zurzeit 2.0.0)' });
    await page.getByRole('button', { name: 'Speichern' }).click();
    await page.getByRole('alert').waitFor();
    expect(await version()).toBe('1.0.0');
    await page.getByLabel('registry').fill('Melderegister');
    await page.getByRole('button', { name: 'Speichern' }).click();
    await page.getByText('Die Einstellungen sind gespeichert.').waitFor();
    expect(await version()).toBeNull();
    await field.selectOption('1.0.0');
    await page.getByRole('button', { name: 'Speichern' }).press('Enter');
    await page.getByText('Die Einstellungen sind gespeichert.').waitFor();
    await expect.poll(version).toBe('1.0.0');
  });

  it.each(['de', 'en'] as const)('are shown so that everybody can use it (%s)', async (language) => {
    for (const width of [1_280, 320]) {
      const page = await console.signedIn(...login, { language, width, look: width === 320 ? 'dark' : 'light' });
      for (const path of ['/connectors', '/connectors/notes?version=1.0.0', '/procedures/notes?tab=settings']) {
        await page.goto(path);
        await settled(page);
        expect(await axeViolations(page), path).toEqual([]);
        expect(await overflow(page), path).toBe(0);
      }
    }
    expect(console.complaints).toEqual([]);
  });
});
