// Doors in a real browser, in the order in which somebody needs them: an error is seen at a door, the procedure it comes from is
// found, the door is tried, and what came of it is read out.
import { administer } from '@fachwerk/hub/administer';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { axeViolations, Console, overflow, settled } from './harness/console.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { setUpXtaSource } from './harness/xta-source.js';
import { permit } from './permit.js';

let setUp: SetUp;
let console: Console;
let login: readonly [user: string, password: string];
beforeAll(async () => {
  setUp = await startSetUp('database');
  login = await setUp.hub.operatorLogin();
  console = await Console.open(setUp.hub.baseUrl);
  const permits = await setUp.hub.procedure('building-permits');
  await permits.settled((await permits.send(permit('C-1'), { mime: 'application/json' })).body.id);
  await permits.send('{', { mime: 'application/json' });
  const operator = await setUp.hub.operator();
  await until('it is counted', async () => (await operator.get('/v1/doors/rest')).body.lastDay.refused === 1);
});
afterEach(() => console.leave());
afterAll(async () => {
  await console.close();
  await setUp.remove();
});

it('shows which procedure is refused at which door, and why', async () => {
  const page = await console.signedIn(...login);
  await page.getByRole('link', { name: 'Eingänge' }).click();
  await settled(page);
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'REST' }) });
  await row.getByText('offen').waitFor();
  expect(await row.getByRole('cell').allTextContents()).toEqual(expect.arrayContaining(['1']));
  await row.getByRole('link', { name: 'REST' }).click();
  await page.getByRole('heading', { level: 1, name: 'REST' }).waitFor();
  await settled(page);
  const errors = page.getByRole('region', { name: /Was am letzten Tag abgewiesen wurde/ });
  await errors.getByText('json.not-well-formed').waitFor();
  const procedures = page.getByRole('region', { name: /Fachverfahren an diesem Eingang/ });
  const own = procedures.getByRole('row').nth(1);
  const cells = await own.getByRole('cell').allTextContents();
  expect(cells.slice(1, 4)).toEqual(['1', '0', '1']);
  expect(cells[4]).toMatch(/^Das JSON ist nicht wohlgeformt \(Zeile 1, Spalte 2\)\./);
  await own.getByRole('link', { name: 'building-permits' }).click();
  await page.getByRole('heading', { level: 1 }).filter({ hasText: /./ }).waitFor();
  await settled(page);
  await page.getByRole('link', { name: 'REST', exact: true }).click();
  await page.waitForURL('**/doors/rest?procedure=building-permits');
  await page.getByText('Im Zeitraum: 1 angenommen, 0 beantwortet, 1 abgewiesen.').first().waitFor();
});

it('tries a door by keyboard, and has the result read out', async () => {
  const page = await console.signedIn(...login);
  await page.goto('/doors/rest');
  await settled(page);
  await page.getByRole('button', { name: 'Eingang prüfen' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText('Die Prüfung ist bestanden.').waitFor();
  const result = page.getByRole('region', { name: 'Ergebnis der Prüfung', exact: true });
  expect(await result.getByText('in Ordnung').count()).toBe(5);
  await page.goto('/doors/xta');
  await settled(page);
  await page.getByText('fachwerk schemas install').first().waitFor();
  await page.getByRole('button', { name: 'Eingang prüfen' }).click();
  await page.getByRole('status').getByText('Die Prüfung hat 3 Mängel gefunden.').waitFor();
});

it.each(['light', 'dark'] as const)(
  'can be read by everybody, also at 320 pixels, and what a test has found: %s',
  async (look) => {
    const page = await console.signedIn(...login, { look });
    for (const path of ['/doors', '/doors/rest', '/doors/soap', '/doors/xta', '/doors/xta-client']) {
      await page.goto(path);
      await settled(page);
      if (path === '/doors/soap') {
        await page.getByRole('button', { name: 'Eingang prüfen' }).click();
        await page.getByRole('region', { name: 'Ergebnis der Prüfung', exact: true }).waitFor();
        await settled(page);
      }
      expect(await axeViolations(page), path).toEqual([]);
      await page.setViewportSize({ width: 320, height: 800 });
      expect(await overflow(page), path).toBeLessThanOrEqual(0);
      await page.setViewportSize({ width: 1_280, height: 800 });
    }
  },
);

it('says so for an address that is no door', async () => {
  const page = await console.signedIn(...login, { language: 'en' });
  await page.goto('/doors/window');
  await page.getByRole('heading', { level: 1, name: 'There is no such door' }).waitFor();
  expect(console.complaints).toEqual([]);
});

it('leads from a procedure whose receipts go by XTA to where they are shown', async () => {
  const { url } = setUp.database;
  const tenant = await administer({ FACHWERK_DATABASE_URL: url }, ({ administration }) =>
    administration.tenantId('demo'),
  );
  await setUpXtaSource(url, tenant!, 'xdomea');
  const page = await console.signedIn(...login);
  await page.goto('/procedures/xdomea?tab=webhook');
  await page.getByText('Quittungen gehen über XTA.').waitFor();
  await settled(page);
  expect(await page.getByLabel('Adresse').count()).toBe(0);
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('link', { name: 'Eingang ansehen' }).click();
  await page.waitForURL('**/doors/xta-client');
  await page
    .getByRole('region', { name: /Quittungen/ })
    .getByRole('link', { name: 'xdomea' })
    .waitFor();
});
