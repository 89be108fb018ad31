// Setting a procedure up at the console that nobody wrote a connector for: a message is pasted, its fields are put where
// they belong, and what the archive would look like is seen before anything is saved.
import { administer } from '@fachwerk/hub/administer';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations, Console, overflow, settled } from './harness/console.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';

const PASSWORD = 'correct horse battery';
const JSON_SAMPLE = JSON.stringify({
  anmeldung: { nummer: 'HU-1', eingang: '2026-03-02T09:15:00+01:00' },
  halter: { kundennummer: 4711, name: 'Erika Mustermann' },
  hund: { name: 'Bello', rassen: ['Dackel', 'Terrier'] },
});
const XML_SAMPLE = '<Meldung art="Neu"><Nummer>MS-1</Nummer><Stand><Platz>A12</Platz></Stand></Meldung>';

let setUp: SetUp;
let console: Console;
beforeAll(async () => {
  setUp = await startSetUp('database');
  await administer({ FACHWERK_DATABASE_URL: setUp.database.url }, async ({ administration }) => {
    const tenant = (await administration.tenantId('demo'))!;
    await administration.createPerson(tenant, 'ada', PASSWORD, 'tenant-administrator');
  });
  console = await Console.open(setUp.hub.baseUrl);
});
afterEach(() => console.leave());
afterAll(async () => {
  await console.close();
  await setUp.remove();
});

const use = (within: Locator, path: string, setting: string, word = 'Verwendung von'): Promise<unknown> =>
  within.getByLabel(`${word} ${path}`, { exact: true }).selectOption({ label: setting });

async function pasted(page: Page, within: Locator, sample: string): Promise<void> {
  const summary = within.getByText('Mit einer Beispielnachricht probieren');
  await summary.focus();
  await page.keyboard.press('Enter');
  await within.getByLabel('Beispielnachricht', { exact: true }).fill(sample);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await within.getByRole('alert').waitFor();
}

describe('a procedure without a connector of its own', () => {
  it('is set up from a pasted sample in JSON', async () => {
    const page = await console.signedIn('ada@demo', PASSWORD);
    await page.goto('/procedures');
    await page.getByRole('button', { name: 'Fachverfahren anlegen …' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Kennung').fill('dogs');
    await dialog.getByLabel('Bezeichnung').fill('Hundesteuer');
    await dialog.getByLabel('Konnektor').selectOption('json-generic');
    await pasted(page, dialog, JSON_SAMPLE);
    await dialog.getByText('An den Einstellungen fehlt noch etwas:').waitFor();
    await dialog.getByText('/filePlanCode').waitFor();

    await use(dialog, '/anmeldung/nummer', 'Schlüssel der Nachricht');
    await use(dialog, '/halter/kundennummer', 'Akte: Feld, das die Akte bestimmt');
    await use(dialog, '/halter/name', 'Akte: Felder des Titels');
    await use(dialog, '/anmeldung/eingang', 'Dokument: Feld mit dem Datum');
    await use(dialog, '/hund/rassen', 'Dokument: Metadaten aus Feldern');
    await dialog.getByText('Die Einstellungen haben sich seitdem geändert.').waitFor();
    await dialog.getByLabel('Aktenplankennzeichen').fill('632.6');
    await dialog.getByRole('button', { name: 'Noch einmal lesen' }).click();
    await dialog.getByText('Mit diesen Einstellungen würde die Nachricht abgelegt.').waitFor();
    await dialog.getByText('1 Akte, 1 Dokument').waitFor();
    const records = dialog.locator('.records').first();
    expect(await records.innerText()).toMatch(
      /Akte Erika Mustermann[^]*632\.6[^]*Dokument HU-1[^]*2026-03-02[^]*Dackel, Terrier/,
    );
    expect(await axeViolations(page)).toEqual([]);

    await dialog.getByRole('button', { name: 'Anlegen' }).click();
    await page.getByText('Es gibt noch keinen Schlüssel.').waitFor();
    const ada = await setUp.hub.operator();
    const { body } = await ada.get('/v1/procedures/dogs');
    expect(body.settings).toEqual({
      filePlanCode: '632.6',
      key: '/anmeldung/nummer',
      caseFile: { key: '/halter/kundennummer', subject: ['/halter/name'] },
      document: { date: '/anmeldung/eingang', metadata: { rassen: '/hund/rassen' } },
    });
  });

  it('shows what a message is refused for, in English and on a narrow page', async () => {
    const operator = await setUp.hub.operator();
    const given = {
      name: 'stalls',
      title: 'Stalls',
      connector: 'xml-generic',
      settings: { filePlanCode: '632.6', key: 'Nr' },
    };
    expect((await operator.post('/v1/procedures', given)).status).toBe(201);
    const page = await console.signedIn('ada@demo', PASSWORD, { language: 'en', width: 320, look: 'dark' });
    await page.goto('/procedures/stalls?tab=settings');
    await settled(page);
    const form = page.getByRole('tabpanel');
    await form.getByText('Try with a sample message').click();
    await form.getByLabel('Sample message', { exact: true }).fill(XML_SAMPLE);
    await form.getByRole('button', { name: 'Read the sample' }).click();
    await form.getByText('/Meldung/Nr is missing or empty').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);

    await use(form, 'Nummer', 'Key of the message', 'Use of');
    expect(await form.getByLabel('Key of the message').inputValue()).toBe('Nummer');
    await form.getByRole('button', { name: 'Read it again' }).click();
    await form.getByText('With these settings the message would be filed.').waitFor();
    expect(await overflow(page)).toBe(0);
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The settings are saved.').first().waitFor();
    expect((await operator.get('/v1/procedures/stalls')).body.settings.key).toBe('Nummer');
  });

  it('offers the places of the sample where a place is asked for', async () => {
    const page = await console.signedIn('ada@demo', PASSWORD);
    await page.goto('/procedures/xml-generic?tab=settings');
    await settled(page);
    const form = page.getByRole('tabpanel');
    expect(await form.getByLabel('Schlüssel der Nachricht').getAttribute('list')).toBeNull();
    await pasted(page, form, XML_SAMPLE);
    const list = await form.getByLabel('Schlüssel der Nachricht').getAttribute('list');
    const offered = await page
      .locator(`datalist[id="${list}"] option`)
      .evaluateAll((options) => options.map((option) => option.getAttribute('value')));
    expect(offered).toEqual(['@art', 'Nummer', 'Stand/Platz']);
    expect(await form.getByLabel('Aktenplankennzeichen').getAttribute('list')).toBeNull();
  });

  it('no page complained', () => expect(console.complaints).toEqual([]));
});
