// People at the console in a real browser: signing in and where it leads, the first password, language and appearance,
// accounts, procedures, keys and where alerts are told, and what the journal says of it.
import { administer } from '@fachwerk/hub/administer';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations, Console, fillSignIn, settled } from './harness/console.js';
import { startSetUp } from './harness/provided.js';
import { Receiver } from './harness/receiver.js';
import type { SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { invoice } from './invoice.js';

const PASSWORD = 'correct horse battery';
const OTHER = 'staple correct horse';
const MANY = 500;

let setUp: SetUp;
let console: Console;
beforeAll(async () => {
  setUp = await startSetUp('database');
  await administer({ FACHWERK_DATABASE_URL: setUp.database.url }, async ({ administration }) => {
    const tenant = (await administration.tenantId('demo'))!;
    await administration.createPerson(tenant, 'erika', PASSWORD, 'operator', { title: 'Erika Muster' });
    await administration.createPerson(tenant, 'new', PASSWORD, 'operator', { passwordChangeDue: true });
    await administration.createPerson(tenant, 'ada', PASSWORD, 'tenant-administrator');
  });
  console = await Console.open(setUp.hub.baseUrl);
});
afterEach(() => console.leave());
afterAll(async () => {
  await console.close();
  await setUp.remove();
});

const heading = (page: Page, name: string): Promise<void> => page.getByRole('heading', { level: 1, name }).waitFor();

describe('signing in', () => {
  it('leads to where one wanted to go, and says what is wrong with a password', async () => {
    const page = await console.visit();
    await page.goto('/messages?state=parked');
    await heading(page, 'Anmelden');
    await fillSignIn(page, 'erika@demo', 'wrong');
    expect(await page.getByRole('alert').textContent()).toMatch(/Benutzername|Passwort/);
    await fillSignIn(page, 'erika@demo', PASSWORD);
    await heading(page, 'Nachrichten');
    expect(new URL(page.url()).search).toBe('?state=parked');
    expect(await page.getByRole('button', { name: 'Angemeldet als Erika Muster' }).count()).toBe(1);
  });

  it('comes again when the session has ended, and goes back', async () => {
    const page = await console.signedIn('erika@demo', PASSWORD);
    await page.goto('/receipts');
    await heading(page, 'Quittungen');
    await page.context().clearCookies();
    await page.getByRole('link', { name: 'Abgleich' }).click();
    await heading(page, 'Anmelden');
    await fillSignIn(page, 'erika@demo', PASSWORD);
    await heading(page, 'Abgleich');
  });

  it('asks for another password than the first one before anything else', async () => {
    const page = await console.signedIn('new@demo', PASSWORD);
    await heading(page, 'Passwort ändern');
    await page.goto('/messages');
    await heading(page, 'Passwort ändern');
    expect(await page.getByRole('navigation').count()).toBe(0);
    await page.getByLabel('Bisheriges Passwort').fill(PASSWORD);
    await page.getByLabel('Neues Passwort', { exact: true }).fill('short');
    await page.getByLabel('Neues Passwort wiederholen').fill('other');
    await page.getByRole('button', { name: 'Passwort ändern' }).click();
    await page.getByText('Das neue Passwort ist kürzer als 12 Zeichen.').waitFor();
    await page.getByText('Die beiden neuen Passwörter sind verschieden.').waitFor();
    await page.getByLabel('Neues Passwort', { exact: true }).fill(OTHER);
    await page.getByLabel('Neues Passwort wiederholen').fill(OTHER);
    await page.getByRole('button', { name: 'Passwort ändern' }).click();
    await heading(page, 'Nachrichten');
    await console.signedIn('new@demo', OTHER);
  });

  it('ends with signing out', async () => {
    const page = await console.signedIn('erika@demo', PASSWORD);
    await page.getByRole('button', { name: 'Angemeldet als' }).click();
    await page.getByRole('menuitem', { name: 'Abmelden' }).click();
    await heading(page, 'Anmelden');
    await page.goto('/people');
    await heading(page, 'Anmelden');
  });
});

describe('language and appearance', () => {
  it('are those of the browser until others are chosen, and stay chosen', async () => {
    const page = await console.signedIn('erika@demo', PASSWORD, { language: 'en', look: 'dark' });
    await heading(page, 'Overview');
    expect(await page.locator('html').getAttribute('data-kern-theme')).toBe('dark');
    await page.getByRole('button', { name: 'Signed in as' }).click();
    await page.getByRole('menuitemradio', { name: 'Deutsch' }).click();
    await heading(page, 'Übersicht');
    await page.getByRole('button', { name: 'Angemeldet als' }).click();
    await page.getByRole('menuitemradio', { name: 'hell' }).click();
    await page.reload();
    await heading(page, 'Übersicht');
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    expect(await page.locator('html').getAttribute('data-kern-theme')).toBe('light');
  });
});

describe('people', () => {
  it('are created with a password that is shown once, change roles, and are locked', async () => {
    const page = await console.signedIn('ada@demo', PASSWORD);
    await page.goto('/people');
    await page.getByRole('button', { name: 'Person anlegen …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Person anlegen' });
    await dialog.getByLabel('Benutzername').fill('max');
    await dialog.getByLabel('Name', { exact: true }).fill('Max Muster');
    await dialog.getByLabel('Betrieb').check();
    await dialog.getByRole('button', { name: 'Anlegen' }).click();
    const made = await page.locator('.secret').textContent();
    const row = page.getByRole('row', { name: /max/ });
    expect(await row.textContent()).toContain('Lesen, Betrieb');

    const max = await console.signedIn('max@demo', made!);
    await heading(max, 'Passwort ändern');

    await row.getByRole('button', { name: 'Rollen von max ändern' }).click();
    await page.getByRole('dialog').getByLabel('Lesen').uncheck();
    await page.getByRole('dialog').getByRole('button', { name: 'Speichern' }).click();
    await page.getByText('Die Rollen von max sind geändert.').waitFor();
    await row.getByRole('button', { name: 'max sperren' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sperren' }).click();
    await row.getByText('gesperrt').waitFor();
    await max.reload();
    await heading(max, 'Anmelden');

    await page.goto('/journal?subject=person%2Fmax');
    await settled(page);
    const entries = await page.getByRole('row').allTextContents();
    for (const action of ['Person angelegt', 'Rollen geändert', 'Person gesperrt']) {
      expect(entries.join('\n')).toContain(action);
    }
  });

  it('see no sections that they may not use', async () => {
    const page = await console.signedIn('erika@demo', PASSWORD);
    const sections = await page.getByRole('navigation', { name: 'Bereiche' }).getByRole('link').allTextContents();
    expect(sections).toContain('Nachrichten');
    expect(sections).not.toContain('Personen');
    expect(sections).not.toContain('Protokoll');
    await page.goto('/people');
    expect(await page.getByRole('alert').first().textContent()).toContain('Recht');
  });
});

describe('a procedure', () => {
  const send = async (key: string): Promise<number> => {
    const sender = setUp.hub.procedureWith('xrechnung', key);
    return (await sender.send(invoice('K-1'), { key: 'K-1' })).status;
  };

  it('that waits for a setting is found from what waits, and goes on when it is put right', async () => {
    // Before any case file is there, whose place in the file plan is known.
    const invoices = await setUp.hub.procedure('xrechnung');
    await setUp.changeSettings('xrechnung', { filePlanCode: '999' });
    const keys = Array.from({ length: MANY }, (_, number) => `S-${number}`);
    const ids = await Promise.all(keys.map((key) => invoices.sendUntilAccepted(invoice(key), { key })));
    const page = await console.signedIn(...(await setUp.hub.operatorLogin()));
    await page.goto('/parked?tab=waiting');
    // One group, however many messages wait.
    await page.getByRole('link', { name: 'Einstellung ändern' }).waitFor();
    expect(await page.getByRole('table').getByRole('row').count()).toBe(2);
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('link', { name: /999/ }).click();
    await page.getByRole('link', { name: 'Einstellung von xrechnung ändern' }).click();
    await heading(page, 'xrechnung');
    await page.getByText('Nachrichten dieses Fachverfahrens warten').waitFor();
    const field = page.getByLabel('Aktenplankennzeichen');
    await field.fill('');
    await page.getByRole('button', { name: 'Speichern' }).click();
    await page.getByRole('alert').getByText('Einige Einstellungen sind nicht gültig').waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await axeViolations(page)).toEqual([]);
    await field.fill('903.4');
    await page.getByLabel('Gleiche Rechnungsnummer, anderer Inhalt').selectOption({ index: 1 });
    await page.getByRole('button', { name: 'Speichern' }).click();
    await page.getByText('Die Einstellungen sind gespeichert.').waitFor();
    const states = await Promise.all(ids.map(async (id) => (await invoices.settled(id)).state));
    expect(new Set(states)).toEqual(new Set(['filed']));
    // By themselves: nobody has released anything.
    expect((await (await setUp.hub.operator()).get('/v1/jobs')).body.jobs).toEqual([]);
    expect(await invoices.books()).toMatchObject({ filed: MANY, parked: 0, inFlight: 0, balanced: true });
    await page.reload();
    expect(await page.getByLabel('Gleiche Rechnungsnummer, anderer Inhalt').inputValue()).toBe('add-version');
  }, 120_000);

  it('gets a key that is shown once, and another one in its place', async () => {
    const page = await console.signedIn('ada@demo', PASSWORD);
    await page.getByRole('link', { name: 'Fachverfahren' }).click();
    await page.getByRole('link', { name: 'xrechnung', exact: true }).click();
    await heading(page, 'xrechnung');
    await page.getByRole('tab', { name: 'Schlüssel' }).click();
    await page.getByRole('button', { name: 'Schlüssel anlegen …' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Bezeichnung').fill('Frühjahr');
    expect(await axeViolations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Anlegen' }).click();
    const first = (await page.locator('.secret').textContent())!;
    expect(first).toMatch(/^fw_/);
    expect(await send(first)).toBe(202);

    await page.getByRole('button', { name: 'Schlüssel „Frühjahr“ erneuern' }).click();
    await dialog.getByLabel('Bezeichnung').fill('Sommer');
    await dialog.getByLabel('Der alte Schlüssel endet').selectOption('in 7 Tagen');
    await dialog.getByRole('button', { name: 'Neuen Schlüssel erzeugen' }).click();
    await page.getByRole('alert').getByText('Schlüssel „Sommer“').waitFor();
    const second = (await page.locator('.secret').textContent())!;
    expect([await send(first), await send(second)]).toEqual([202, 202]);

    await page.reload();
    await settled(page);
    expect(await page.locator('.secret').count()).toBe(0);
    expect(await page.content()).not.toContain(second);
    await page.getByRole('button', { name: 'Schlüssel „Frühjahr“ beenden' }).click();
    expect(await dialog.textContent()).toContain('Weitere gültige Schlüssel des Fachverfahrens: 2.');
    await dialog.getByRole('button', { name: '1 Schlüssel beenden' }).click();
    await page.getByText('Der Schlüssel „Frühjahr“ ist beendet.').waitFor();
    await page
      .getByRole('row', { name: /Frühjahr/ })
      .getByText('beendet')
      .waitFor();
    await page
      .getByRole('region', { name: /^Schlüssel/ })
      .and(page.locator(':focus'))
      .waitFor();
  });

  it('has its receipts sent once a test has come through, and is only looked at by others', async () => {
    const receiver = await Receiver.open();
    const page = await console.signedIn('ada@demo', PASSWORD);
    await page.goto('/procedures/xdomea?tab=webhook');
    await page.getByLabel('Adresse').fill(receiver.url);
    await page.getByRole('button', { name: 'Einrichten' }).click();
    expect(await page.locator('.secret').textContent()).toMatch(/^fwh_/);
    await page.getByRole('button', { name: 'Probe senden' }).click();
    await page.getByRole('alert').getByText('Zugestellt: Status 204').waitFor();
    receiver.answering = 503;
    await page.getByRole('button', { name: 'Probe senden' }).click();
    await page.getByRole('alert').getByText('mit dem Status 503').waitFor();
    await receiver.down();
    const first = await page.locator('.secret').textContent();
    await page.getByRole('button', { name: 'Geheimnis erneuern' }).click();
    await page.getByRole('button', { name: 'Altes Geheimnis beenden …' }).waitFor();
    expect(await page.locator('.secret').textContent()).not.toBe(first);
    await page.getByRole('button', { name: 'Speichern' }).click();
    await page.getByText('Die Adresse ist gespeichert.').waitFor();
    expect(await page.locator('.secret').count()).toBe(1);
    await page.getByRole('button', { name: 'Altes Geheimnis beenden …' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '1 Geheimnis beenden' }).click();
    await page.getByRole('button', { name: 'Geheimnis erneuern' }).waitFor();
    expect(await page.locator('.secret').count()).toBe(0);

    const erika = await console.signedIn('erika@demo', PASSWORD);
    for (const tab of ['overview', 'settings', 'keys', 'limits', 'webhook']) {
      await erika.goto(`/procedures/xdomea?tab=${tab}`);
      await erika.getByRole('tabpanel').waitFor();
      await settled(erika);
      expect(await erika.getByRole('tabpanel').getByRole('button').count(), tab).toBe(0);
      expect(await erika.getByRole('tabpanel').getByRole('textbox').count(), tab).toBe(0);
    }
  });

  it('is created with what its connector needs, and tells who was slower', async () => {
    const page = await console.signedIn('ada@demo', PASSWORD);
    await page.goto('/procedures');
    await page.getByRole('button', { name: 'Fachverfahren anlegen …' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Kennung').fill('dogs');
    await dialog.getByLabel('Bezeichnung').fill('Hundesteuer');
    // What is chosen for one connector is left behind for another.
    await dialog.getByLabel('Konnektor').selectOption('xrechnung');
    await dialog.getByLabel('Gleiche Rechnungsnummer, anderer Inhalt').selectOption({ index: 1 });
    await dialog.getByLabel('Konnektor').selectOption('xdomea');
    await dialog.getByLabel('Aktenplankennzeichen', { exact: true }).fill('047.2');
    await dialog.getByRole('button', { name: 'Eintrag hinzufügen' }).click();
    await dialog.getByLabel('Name').fill('21');
    await dialog.getByLabel('Wert').fill('047.2');
    await dialog.getByRole('button', { name: 'Anlegen' }).click();
    await heading(page, 'dogs');
    await page.getByText('Es gibt noch keinen Schlüssel.').waitFor();

    const other = await console.signedIn('ada@demo', PASSWORD);
    for (const each of [page, other]) {
      await each.goto('/procedures/dogs');
      await settled(each);
    }
    await page.getByLabel('E-Mail').fill('steueramt@musterstadt.example');
    await page.getByRole('button', { name: 'Speichern' }).click();
    await page.getByRole('link', { name: 'steueramt@musterstadt.example' }).waitFor();
    expect(await page.locator(':focus').textContent()).toBe('Speichern');
    await other.getByLabel('Telefon').fill('1234');
    await other.getByRole('button', { name: 'Speichern' }).click();
    await other.getByRole('alert').getByText('Jemand hat das Fachverfahren inzwischen geändert.').waitFor();
    await other.getByRole('button', { name: 'Neu laden und noch einmal ändern' }).click();
    await other.getByRole('link', { name: 'steueramt@musterstadt.example' }).waitFor();
    await other.goto('/procedures/dogs?tab=settings');
    await settled(other);
    expect(await other.getByLabel('Name').inputValue()).toBe('21');
  });
});

describe('the keyboard', () => {
  it('skips to the content, and comes to the heading of the next page', async () => {
    const page = await console.signedIn('erika@demo', PASSWORD);
    await page.goto('/messages');
    await settled(page);
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('Zum Inhalt springen');
    await page.keyboard.press('Enter');
    expect(await page.locator(':focus').getAttribute('id')).toBe('content');
    await page.getByRole('link', { name: 'Quittungen' }).focus();
    await page.keyboard.press('Enter');
    await heading(page, 'Quittungen');
    expect(await page.locator(':focus').textContent()).toBe('Quittungen');
  });
});

describe('a key', () => {
  it('is rotated, and announced before it is used', async () => {
    const page = await console.signedIn(...(await setUp.hub.operatorLogin()));
    await page.goto('/keys');
    await page.getByRole('button', { name: 'Schlüssel der Quittungen erneuern …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Schlüssel der Quittungen erneuern' });
    await dialog.getByText(/Der alte bleibt/).waitFor();
    await dialog.getByRole('button', { name: 'Jetzt erneuern' }).click();
    const rows = page.getByRole('table', { name: 'Schlüssel für Quittungen und Kennungen' }).getByRole('row');
    await rows.filter({ hasText: 'receipt-2' }).getByText('angekündigt').waitFor();
    await rows.filter({ hasText: 'receipt-1' }).getByText('in Gebrauch').waitFor();
  });
});

describe('an alert', () => {
  it('is told where people want it, which they try first', async () => {
    const receiver = await Receiver.open();
    const page = await console.signedIn(...(await setUp.hub.operatorLogin()));
    await page.goto('/alerts?tab=channels');
    await page.getByText('Dieser Hub verschickt keine E-Mails').waitFor();
    await page.getByRole('button', { name: 'Meldeweg anlegen …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Meldeweg anlegen' });
    await dialog.getByLabel('Name').fill('Leitstelle');
    await dialog.getByLabel('Adresse (URL)').fill(receiver.url);
    expect(await axeViolations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Anlegen' }).click();
    await page.getByText('Geheimnis des Meldewegs Leitstelle').waitFor();
    await page.getByRole('button', { name: 'Probe senden an Leitstelle' }).click();
    await page.getByText('Leitstelle hat die Probe angenommen.').waitFor();
    expect(receiver.taken.map(({ body }) => body.state)).toEqual(['test']);
    receiver.answering = 503;
    await page.getByRole('button', { name: 'Probe senden an Leitstelle' }).click();
    await page.getByText('Der Empfänger hat mit dem Status 503 geantwortet.').waitFor();
    await page.getByRole('button', { name: 'Meldeweg Leitstelle entfernen' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Entfernen' }).click();
    await page.getByText('Es gibt noch keinen Meldeweg.').waitFor();
    await receiver.down();
  });
});

describe('a message that is no text and too large for a page', () => {
  it('is shown page by page, to its end', async () => {
    const invoices = await setUp.hub.procedure('xrechnung');
    const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(5 * 1_048_576, 7)]);
    const id = await invoices.sendUntilAccepted(pdf, { mime: 'application/pdf', key: 'LARGE' });
    expect((await invoices.settled(id)).state).toBe('rejected');
    const page = await console.signedIn(...(await setUp.hub.operatorLogin()));
    await page.goto(`/messages/${id}`);
    await page.getByRole('button', { name: 'Inhalt anzeigen' }).click();
    const shown = page.getByRole('region', { name: 'hexadezimal' });
    expect(await shown.textContent()).toMatch(/^00000000 {2}25 50 44 46/);
    await page.getByText('Bytes 1 bis 8.192 von 5.242.889').waitFor();
    await page.getByRole('button', { name: 'Zum Ende' }).click();
    await page.getByText(/Bytes 5\.242\.881 bis 5\.242\.889 von/).waitFor();
    await until('the end is shown', async () => /^00500000 {2}(07 ){9}/.test((await shown.textContent()) ?? ''));
    expect(await page.getByRole('button', { name: 'Nächste Bytes' }).isDisabled()).toBe(true);
    expect(await axeViolations(page)).toEqual([]);
  });
});

it('does nothing that the browser complains of', () => {
  expect(console.complaints).toEqual([]);
});
