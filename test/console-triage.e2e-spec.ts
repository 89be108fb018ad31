// What operators do all day, in a real browser: find a cause, read it, release it, watch the job stop by itself and, once
// the cause is gone, file everything. The first time by keyboard alone.
import { administer } from '@fachwerk/hub/administer';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations, Console, settled } from './harness/console.js';
import type { Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { invoice } from './invoice.js';

const PASSWORD = 'correct horse battery';
const MANY = 500;
const TABS_MAX = 80;

let setUp: SetUp;
let console: Console;
let invoices: Procedure;
let operator: Procedure;
let caseFile: string;
beforeAll(async () => {
  setUp = await startSetUp('rabbitmq', { ALERT_LOOK_MS: '2000' });
  invoices = await setUp.hub.procedure('xrechnung');
  operator = await setUp.hub.operator();
  const first = await invoices.settled(await invoices.sendUntilAccepted(invoice('FIRST'), { key: 'FIRST' }));
  caseFile = first.receipt.caseFiles[0].id;
  await setCaseFile('close');
  await sendMany('P', MANY);
  console = await Console.open(setUp.hub.baseUrl);
});
afterEach(() => console.leave());
afterAll(async () => {
  await console.close();
  await setUp.remove();
});

async function post(path: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const { status } = await operator.request(path, { method: 'POST', body: JSON.stringify(body), headers });
  if (status !== 200) throw new Error(`${path}: ${status}`);
}

const setCaseFile = (to: 'close' | 'reopen'): Promise<void> =>
  post(`/v1/case-files/${caseFile}/${to}`, { reason: 'by the test' });

async function sendMany(prefix: string, count: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, number) => `${prefix}-${number}`);
  const ids = await Promise.all(numbers.map((number) => invoices.sendUntilAccepted(invoice(number), { key: number })));
  await Promise.all(ids.map((id) => invoices.settled(id)));
}

async function signedIn(): Promise<Page> {
  return console.signedIn(...(await setUp.hub.operatorLogin()));
}

/** What has the focus, as a screen reader would name it. */
async function focused(page: Page): Promise<string> {
  const focus = page.locator(':focus');
  if ((await focus.count()) === 0) return '';
  return ((await focus.getAttribute('aria-label')) ?? (await focus.textContent()) ?? '').trim();
}

/** Goes on by the tabulator until something of this name has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let step = 0; step < TABS_MAX; step += 1) {
    await page.keyboard.press('Tab');
    const at = await focused(page);
    if (name.test(at)) return;
    passed.push(at);
  }
  throw new Error(`${name} is not reached: ${passed.join(' | ')}`);
}

/** A job of many messages takes its time on a machine that does other work. */
const state = (page: Page, text: string): Promise<void> =>
  page.locator('.job-state').getByText(text).waitFor({ timeout: 45_000 });

describe('a cause', () => {
  it('is found, read and released by keyboard alone; the job stops at the first repeat', async () => {
    const page = await signedIn();
    await tabTo(page, /^Störungen/);
    await page.keyboard.press('Enter');
    await settled(page);
    expect(await focused(page)).toBe('Störungen');
    await tabTo(page, /ist abgeschlossen/);
    await page.keyboard.press('Enter');
    await settled(page);
    expect(await focused(page)).toMatch(/ist abgeschlossen/);
    expect(await page.getByRole('definition').allTextContents()).toContain('Registratur');

    await tabTo(page, new RegExp(`^Alle ${MANY} freigeben`));
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Nachrichten freigeben' });
    await dialog.getByText(`${MANY} Nachrichten gehen noch einmal durch den Hub.`).waitFor();
    expect(await dialog.textContent()).toContain('1 → 5 → 50');
    expect(await axeViolations(page)).toEqual([]);
    await tabTo(page, new RegExp(`^${MANY} Nachrichten freigeben$`));
    await page.keyboard.press('Enter');

    await page.waitForURL(/\/jobs\//);
    await page.getByText('Gestoppt: Die Ursache besteht noch').waitFor();
    await state(page, 'von selbst gestoppt');
    expect(await page.getByRole('alert').textContent()).toContain(`${MANY - 1} Nachrichten blieben unberührt.`);
    await settled(page);
    const items = await page
      .getByRole('table', { name: 'Nachrichten des Auftrags' })
      .getByRole('row')
      .allTextContents();
    expect(items.filter((row) => row.includes('wieder geparkt'))).toEqual([expect.stringMatching(/P-\d+/)]);
    expect(await axeViolations(page)).toEqual([]);
  });

  it('has notes that stay, and files everything once it is gone', async () => {
    const page = await signedIn();
    await page.goto('/parked');
    await page.getByRole('link', { name: /ist abgeschlossen/ }).click();
    await page.getByLabel('Notiz', { exact: true }).fill('Registratur ist angerufen.');
    await page.getByRole('button', { name: 'Notiz hinzufügen' }).click();
    await page.getByText('Die Notiz ist gespeichert.').waitFor();
    const causeUrl = page.url();

    await setCaseFile('reopen');
    await page.getByRole('table', { name: 'Aufträge' }).getByRole('link').first().click();
    await page.getByRole('button', { name: 'Fortsetzen …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Auftrag fortsetzen?' });
    await dialog.getByText(`Bis zu ${MANY} Nachrichten stehen noch.`).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Fortsetzen' }).click();
    await state(page, 'fertig');
    await page.getByText(`${MANY} von ${MANY}`).first().waitFor();
    await settled(page);
    expect(await page.getByRole('progressbar').first().getAttribute('aria-valuenow')).toBe(String(MANY));
    expect(await invoices.books()).toMatchObject({ parked: 0, filed: MANY + 1, balanced: true });

    await page.goto(causeUrl);
    await page.getByText('Unter dieser Ursache ist nichts mehr geparkt.').waitFor();
    await page.getByText('Registratur ist angerufen.').waitFor();
    expect(await page.getByRole('table', { name: 'Aufträge' }).getByRole('row').count()).toBe(2);
  });

  it('lets a selection be discarded with a reason, and says in numbers what that does', async () => {
    await setCaseFile('close');
    await sendMany('D', 3);
    const page = await signedIn();
    await page.goto('/parked');
    await page.getByRole('link', { name: /ist abgeschlossen/ }).click();
    await page.getByRole('checkbox', { name: 'D-0 auswählen' }).check();
    await page.getByRole('checkbox', { name: 'D-2 auswählen' }).check();
    await page.getByRole('button', { name: 'Verwerfen …', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Nachrichten verwerfen' });
    await dialog.getByText('2 Nachrichten werden abgewiesen und nicht abgelegt.').waitFor();
    await dialog.getByRole('button', { name: '2 Nachrichten verwerfen' }).click();
    await dialog.getByText('Geben Sie eine Begründung an.').waitFor();
    await dialog.getByLabel('Begründung').fill('Doppelt gesendet.');
    await dialog.getByRole('button', { name: '2 Nachrichten verwerfen' }).click();
    await state(page, 'fertig');
    const books = await invoices.booksWhen('they are rejected', ({ rejected }) => rejected === 2);
    expect(books).toMatchObject({ parked: 1, balanced: true });
  });
});

describe('a message', () => {
  it('shows its way, its error and its content, and is searched', async () => {
    const page = await signedIn();
    await page.goto('/messages?state=parked');
    await page.getByRole('link', { name: 'D-1' }).click();
    await settled(page);
    const steps = await page.locator('.timeline li').allTextContents();
    expect(steps[0]).toContain('Angenommen');
    expect(steps.at(-1)).toContain('Versuch: geparkt');
    // How long it took is text; the bars beside it are for the eye alone.
    const stages = page.locator('.timeline li').last().locator('.stages > div');
    const times = Object.fromEntries(
      await Promise.all(
        (await stages.all()).map(async (stage) => [
          await stage.locator('dt').textContent(),
          await stage.locator('dd').textContent(),
        ]),
      ),
    ) as Record<string, string>;
    expect(Object.keys(times)).toEqual([
      'Angenommen',
      'In der Warteschlange',
      'Geöffnet und erkannt',
      'Geprüft',
      'Übersetzt',
      'Auf andere gewartet',
      'Abgelegt',
    ]);
    for (const [stage, time] of Object.entries(times)) expect(time, stage).toMatch(/^(< )?\d+(,\d)? (ms|s)$/);
    expect(await page.getByRole('definition').allTextContents()).toContainEqual(
      expect.stringMatching(/^[0-9a-f]{32} /),
    );
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Inhalt anzeigen' }).click();
    await page.getByLabel('Im Inhalt suchen').fill('D-1');
    await page.getByText(/Treffer 1 von \d+/).waitFor();
    expect(await page.locator('mark').first().textContent()).toBe('D-1');
    await page.getByLabel('Ansicht').selectOption('hex');
    expect(await page.locator('.lines li').first().textContent()).toMatch(/^00000000 {2}3c/);
  });

  it('is corrected, compared with the original, and filed once', async () => {
    await setCaseFile('reopen');
    const page = await signedIn();
    await page.goto('/messages?state=parked');
    await page.getByRole('link', { name: 'D-1' }).click();
    await page.getByRole('button', { name: 'Berichtigen …' }).click();
    const body = page.getByLabel('Berichtigter Inhalt');
    await body.fill((await body.inputValue()).replace('D-1', 'D-1b'));
    await page.locator('ins').first().waitFor();
    await page.getByLabel('Begründung').fill('Nummer berichtigt.');
    await page.getByRole('button', { name: 'Berichtigung vorschlagen' }).click();
    await page.getByRole('button', { name: 'Genehmigen und freigeben' }).click();
    await page.getByText('abgelegt', { exact: true }).first().waitFor();
    const books = await invoices.booksWhen('it is filed', ({ parked }) => parked === 0);
    expect(books).toMatchObject({ filed: MANY + 2, rejected: 2, balanced: true });
  });
});

describe('a dry run', () => {
  it('shows what would become of a message today, and files nothing', async () => {
    const page = await signedIn();
    await page.goto('/messages?q=P-1');
    await page.getByRole('link', { name: 'P-1', exact: true }).click();
    await page.getByRole('button', { name: 'Probelauf mit heutigem Konnektor' }).click();
    await page.getByText('Es käme nichts hinzu: Alles ist schon in der Akte.').waitFor();
    await page.getByText(/^Kein Unterschied: \d+ Einträge stimmen überein\.$/).waitFor();
    await setUp.changeSettings('xrechnung', { filePlanCode: '100.1', repeatedNumber: 'conflict' });
    await page.goto('/messages?q=FIRST');
    await page.getByRole('link', { name: 'FIRST' }).click();
    await page.getByRole('button', { name: 'Probelauf mit heutigem Konnektor' }).click();
    await page
      .getByRole('region', { name: 'Unterschied zu dem, was abgelegt ist' })
      .getByText('"filePlanCode": "100.1"')
      .waitFor();
    expect(await page.locator('del').allTextContents()).toEqual([expect.stringContaining('"filePlanCode": "903.4"')]);
    await page.getByText(/^Befehle des Konnektors \(\d+\)$/).click();
    expect(await page.getByRole('region', { name: 'Befehle des Konnektors' }).textContent()).toContain('open-file');
    expect(await axeViolations(page)).toEqual([]);
    await setUp.changeSettings('xrechnung', { filePlanCode: '903.4' });
  });
});

describe('a case file', () => {
  it('is opened again where it stands in the way, and closed where its documents are', async () => {
    await setCaseFile('close');
    await sendMany('C', 1);
    const page = await signedIn();
    await page.goto('/parked');
    await page.getByRole('link', { name: /ist abgeschlossen/ }).click();
    await page.getByRole('button', { name: 'Akte wieder öffnen …' }).click();
    const dialog = page.getByRole('dialog', { name: /wieder öffnen/ });
    await dialog.getByRole('button', { name: '1 Akte wieder öffnen' }).click();
    await dialog.getByText('Geben Sie eine Begründung an.').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await dialog.getByLabel('Begründung').fill('Zu früh geschlossen.');
    await dialog.getByRole('button', { name: '1 Akte wieder öffnen' }).click();
    await page.getByText(/^Akte \S+ ist offen\./).waitFor();
    await page.getByRole('button', { name: 'Alle 1 freigeben' }).click();
    await page.getByRole('button', { name: '1 Nachricht freigeben' }).click();
    await state(page, 'fertig');

    await page.goto('/messages?q=C-0');
    await page.getByRole('link', { name: 'C-0' }).click();
    await page.getByRole('button', { name: 'Akte abschließen …' }).click();
    await page.getByLabel('Begründung').fill('Fertig.');
    await page.getByRole('button', { name: '1 Akte abschließen' }).click();
    await page.getByText(/^Akte \S+ ist seit .+ abgeschlossen\./).waitFor();
    await setCaseFile('reopen');
    const { entries } = (await operator.get('/v1/journal?action=case-file.reopened')).body;
    expect(entries.map(({ details }: { details: object }) => details)).toContainEqual({
      reason: 'Zu früh geschlossen.',
    });
  });
});

describe('a procedure', () => {
  it('is paused and resumed, and the reason is seen', async () => {
    const page = await signedIn();
    await page.goto('/queues');
    await page.getByRole('button', { name: 'xrechnung anhalten' }).click();
    const dialog = page.getByRole('dialog', { name: 'xrechnung anhalten' });
    await dialog.getByLabel('Begründung').fill('Wartung des Ziels');
    await dialog.getByRole('button', { name: 'Jetzt anhalten' }).click();
    await page.getByText('Wartung des Ziels').waitFor();
    await page.getByRole('button', { name: 'xrechnung fortsetzen' }).click();
    await page.getByRole('button', { name: 'xrechnung anhalten' }).waitFor();
  });
});

describe('the list of a sender', () => {
  it('is compared with what the hub has', async () => {
    const page = await signedIn();
    await page.goto('/reconciliation?procedure=xrechnung');
    await page
      .getByLabel('Schlüssel', { exact: true })
      .fill([...Array.from({ length: MANY }, (_, number) => `P-${number}`), 'FIRST', 'D-0', 'D-1', 'LOST'].join('\n'));
    await page.getByRole('button', { name: 'Vergleichen' }).click();
    await page.getByText('1 Schlüssel fehlt im Hub.').waitFor();
    const rows = await page
      .getByRole('table', { name: 'Schlüssel, die sich unterscheiden' })
      .getByRole('row')
      .allTextContents();
    expect(rows.slice(1).toSorted()).toEqual(['C-0nur im Hub', 'D-2nur im Hub', 'LOSTfehlt im Hub']);
    await page.getByLabel('Datei mit Schlüsseln').setInputFiles({
      name: 'gesendet.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('Schlüssel;Betrag\nFIRST;1\nLOST;2\nLOST;2\n'),
    });
    await page.getByRole('button', { name: 'Vergleichen' }).click();
    await page.getByText('1 Zeile wiederholt einen Schlüssel Ihrer Liste.').waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });
});

describe('the numbers of every page', () => {
  it('change without a reload', async () => {
    const page = await signedIn();
    await settled(page);
    await setCaseFile('close');
    await sendMany('L', 2);
    const count = page.getByRole('navigation', { name: 'Bereiche' }).getByText('2 geparkt');
    await until('the number is there', async () => (await count.count()) === 1);
  });
});

describe('an alert', () => {
  const parked = /xrechnung: \d+ Nachrichten sind seit über 0 min geparkt\.$/;

  it('comes once its rule is changed, is seen from every page, explained, and taken on', async () => {
    const page = await signedIn();
    await page.goto('/alerts?tab=rules');
    await page.getByRole('button', { name: 'Regel „Geparktes bleibt liegen“ ändern' }).click();
    const dialog = page.getByRole('dialog', { name: 'Regel „Geparktes bleibt liegen“ ändern' });
    await dialog.getByLabel('So lange muss es anhalten (Minuten)').fill('0');
    const hours = dialog.getByLabel('Melden, wenn länger als (Stunden)');
    await hours.fill('bald');
    await dialog.getByText('Geben Sie eine ganze Zahl von 0 bis 8.760 an.').waitFor();
    await dialog.getByRole('button', { name: 'Speichern' }).click();
    expect(await axeViolations(page)).toEqual([]);
    await hours.fill('0');
    await dialog.getByRole('button', { name: 'Speichern' }).click();
    await page.getByText('Die Regel „Geparktes bleibt liegen“ ist geändert.').waitFor();

    await page.getByRole('link', { name: 'Übersicht' }).click();
    await page.getByRole('link', { name: parked }).click();
    await settled(page);
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/parked?procedure=xrechnung');
    await page
      .getByRole('navigation', { name: 'Bereiche' })
      .getByRole('link', { name: /^Alarme.* offen$/ })
      .click();
    await page.getByRole('button', { name: /^Übernehmen: xrechnung: \d+ Nachrichten / }).click();
    await page.getByText('übernommen von operator').waitFor();
    await page.getByRole('tab', { name: 'Verlauf' }).click();
    await page
      .getByRole('row', { name: /xrechnung: \d+ Nachrichten / })
      .getByText('noch offen')
      .waitFor();
  });
});

describe('what takes two people', () => {
  it('waits for the second one, who sees what will happen', async () => {
    await administer({ FACHWERK_DATABASE_URL: setUp.database.url }, async ({ administration }) => {
      const tenant = (await administration.tenantId('demo'))!;
      await administration.createPerson(tenant, 'second', PASSWORD, 'approver');
    });
    await post('/v1/tenant-settings', { hideContent: false, fourEyes: { discard: true, correct: true } });
    const page = await signedIn();
    await page.goto('/parked');
    await page.getByRole('button', { name: 'Alle verwerfen …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Nachrichten verwerfen' });
    await dialog.getByText('Eine zweite Person muss zustimmen').waitFor();
    await dialog.getByLabel('Begründung').fill('Testsendung');
    await dialog.getByRole('button', { name: '2 Nachrichten verwerfen' }).click();
    await state(page, 'wartet auf Zustimmung');
    expect(await page.getByRole('button', { name: 'Zustimmen' }).count()).toBe(0);

    const second = await console.signedIn('second@demo', PASSWORD);
    await second.goto(new URL(page.url()).pathname);
    await second.getByRole('button', { name: 'Zustimmen' }).click();
    await second.getByRole('dialog', { name: 'Verwerfen: 2 Nachrichten' }).getByText('Testsendung').waitFor();
    await second.getByRole('dialog').getByRole('button', { name: 'Zustimmen' }).click();
    await state(second, 'fertig');
    await state(page, 'fertig');
  });
});

it('does nothing that the browser complains of', () => {
  expect(console.complaints).toEqual([]);
});
