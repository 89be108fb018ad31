// Every page of the console as operators see it: nothing that axe finds, light and dark; nothing that has to be scrolled
// sideways at 320 pixels; nothing that the CSP forbids. With FACHWERK_SCREENSHOTS=1 it writes docs/console.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { root } from './fixtures.js';
import { axeViolations, Console, overflow, settled, type Look } from './harness/console.js';
import { identityOf } from './harness/identities.js';
import type { Answer } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { invoice } from './invoice.js';
import { permit } from './permit.js';

const JSON_TYPE = { mime: 'application/json' };

let setUp: SetUp;
let console: Console;
let login: readonly [user: string, password: string];
/** Path of each page, by the name of its screenshot. */
const paths: Record<string, string> = {};

beforeAll(async () => {
  setUp = await startSetUp('rabbitmq', { ALERT_LOOK_MS: '500' });
  login = await setUp.hub.operatorLogin();
  console = await Console.open(setUp.hub.baseUrl);
  Object.assign(paths, await fill());
});
afterEach(() => console.leave());
afterAll(async () => {
  await console.close();
  await setUp.remove();
});

/** A day like any other: some filed, one rejected, and a case file that was closed too early. */
async function fill(): Promise<Record<string, string>> {
  const permits = await setUp.hub.procedure('building-permits');
  const invoices = await setUp.hub.procedure('xrechnung');
  const file = (number: number): Promise<string> =>
    permits.sendUntilAccepted(permit(`BG-2026-${number}`, { project: 'Carport' }), {
      ...JSON_TYPE,
      key: `BG-2026-${number}`,
    });
  const numbers = (from: number, count: number): readonly number[] =>
    Array.from({ length: count }, (_, index) => from + index);
  const filed = await permits.settled(await file(100));
  await Promise.all(
    numbers(1, 12).map((number) =>
      invoices.sendUntilAccepted(invoice(`R-2026-${number}`), { key: `R-2026-${number}` }),
    ),
  );
  const rejected = await invoices.sendUntilAccepted(invoice(''), { key: 'R-2026-13' });
  await post(`/v1/case-files/${filed.receipt.caseFiles[0].id}/close`, { reason: 'closed too early' });
  const waiting = await Promise.all(numbers(101, 24).map(file));
  const parked = waiting[0]!;
  await Promise.all([invoices.settled(rejected), ...waiting.map((id) => permits.settled(id))]);
  const cause = await causeOf(parked);
  await post(`/v1/causes/${cause}/notes`, { text: 'Registratur ist angerufen und öffnet die Akte bis Mittag.' });
  await raiseAlert();
  const { body } = await invoices.get('/v1/messages?state=filed&limit=1');
  await setUpMore();
  return {
    overview: '/',
    alerts: '/alerts',
    'alert-history': '/alerts?tab=history',
    'alert-rules': '/alerts?tab=rules',
    'alert-channels': '/alerts?tab=channels',
    doors: '/doors',
    door: '/doors/rest',
    'door-soap': '/doors/soap',
    'door-xta': '/doors/xta',
    'door-xta-client': '/doors/xta-client',
    queues: '/queues',
    parked: '/parked',
    waiting: '/parked?tab=waiting',
    cause: `/parked/${cause}`,
    jobs: '/jobs',
    job: `/jobs/${await stoppedJob(cause)}`,
    messages: '/messages',
    'message-filed': `/messages/${body.messages[0].id}`,
    'message-parked': `/messages/${parked}`,
    reconciliation: '/reconciliation',
    receipts: '/receipts',
    journal: '/journal',
    procedures: '/procedures',
    procedure: '/procedures/building-permits',
    'procedure-settings': '/procedures/xdomea?tab=settings',
    'procedure-keys': '/procedures/building-permits?tab=keys',
    'procedure-certificates': '/procedures/building-permits?tab=certificates',
    'procedure-limits': '/procedures/building-permits?tab=limits',
    'procedure-webhook': '/procedures/building-permits?tab=webhook',
    connectors: '/connectors',
    connector: '/connectors/xrechnung?example=demo-ubl-invoice',
    'connector-replay': '/connectors/building-permits/replay',
    people: '/people',
    keys: '/keys',
    password: '/password',
    accessibility: '/accessibility',
    'not-found': '/nowhere',
  };
}

/** A contact, a key that was changed, a certificate, and a webhook that rests. */
async function setUpMore(): Promise<void> {
  const permits = '/v1/procedures/building-permits';
  const operator = await setUp.hub.operator();
  const { revision } = (await operator.get(permits)).body;
  const contact = { name: 'Bauamt, Frau Muster', mail: 'bauamt@musterstadt.example', phone: '+49 341 1234' };
  await post(permits, { revision, contact, rate: '50/s', order: 'by-key' }, 'PATCH');
  const { key } = await post(`${permits}/keys`, { label: '2025' });
  await post(`${permits}/keys/${key.id}/rotate`, { label: '2026' });
  const { cert: certificate } = await identityOf('bauamt.musterstadt.example');
  await post(`${permits}/certificates`, { certificate });
  await post(`${permits}/webhook`, { url: 'https://bauamt.musterstadt.example/receipts', active: false });
}

/** Something is open, and told in vain. */
async function raiseAlert(): Promise<void> {
  await post('/v1/alert-channels', { kind: 'webhook', title: 'Leitstelle', address: 'http://127.0.0.1:9/' });
  const rule = { enabled: true, severity: 'warning', threshold: 0, forMinutes: 0 };
  await post('/v1/alert-rules/parked-unattended', rule, 'PUT');
  const operator = await setUp.hub.operator();
  await until('an alert is told', async () => {
    const { alerts } = (await operator.get('/v1/alerts?kind=parked-unattended')).body;
    return alerts[0]?.notices[0]?.error !== undefined;
  });
}

async function post(path: string, body: object, method = 'POST'): Promise<Answer['body']> {
  const operator = await setUp.hub.operator();
  const headers = { 'content-type': 'application/json' };
  const answer = await operator.request(path, { method, body: JSON.stringify(body), headers });
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

async function causeOf(parked: string): Promise<string> {
  const operator = await setUp.hub.operator();
  const { body } = await operator.get('/v1/causes');
  const [cause] = body.causes;
  if (cause === undefined) throw new Error(`no cause, though ${parked} is parked`);
  return cause.id as string;
}

/** A release whose cause is still there. */
async function stoppedJob(cause: string): Promise<string> {
  const operator = await setUp.hub.operator();
  const job = await post('/v1/jobs', { action: 'release', selection: { filter: { cause, state: 'parked' } } });
  return until('the job is over', async () => {
    const { body } = await operator.get(`/v1/jobs/${job.id}`);
    return body.state === 'running' ? undefined : (body.id as string);
  });
}

async function everyPage(page: Page, look: (name: string) => Promise<void>): Promise<void> {
  for (const [name, path] of Object.entries(paths)) {
    await page.goto(path);
    await settled(page);
    await look(name);
  }
}

/** What is looked at on every page; the names of those that have something. */
interface Looks {
  readonly axe: Readonly<Record<Look, Record<string, readonly string[]>>>;
  /** Pages that are wider than the window, by its width. */
  readonly wider: Readonly<Record<number, Record<string, number>>>;
}

describe('the pages of the console', () => {
  // The second is what 200 % zoom leaves of a usual window.
  const widths = [320, 640];
  const looks: Looks = { axe: { light: {}, dark: {} }, wider: { 320: {}, 640: {} } };
  let names: readonly string[] = [];
  const everyName = (): readonly string[] => ['sign-in', ...Object.keys(paths)];

  it('are opened one after the other', async () => {
    const examine = async (name: string, page: Page): Promise<void> => {
      for (const look of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: look, reducedMotion: 'reduce' });
        await page.locator(`html[data-kern-theme=${look}]`).waitFor();
        const violations = await axeViolations(page);
        if (violations.length > 0) looks.axe[look][name] = violations;
      }
      for (const width of widths) {
        await page.setViewportSize({ width, height: 800 });
        const pixels = await overflow(page);
        if (pixels > 0) looks.wider[width]![name] = pixels;
      }
      await page.setViewportSize({ width: 1_280, height: 800 });
      names = [...names, name];
    };
    const outside = await console.visit();
    await outside.goto('/sign-in');
    await settled(outside);
    await examine('sign-in', outside);
    const page = await console.signedIn(...login);
    await everyPage(page, (name) => examine(name, page));
    expect(names).toEqual(everyName());
  }, 300_000);

  it('have no violation that axe finds, light and dark', () => {
    expect(names).toEqual(everyName());
    expect(looks.axe).toEqual({ light: {}, dark: {} });
  });

  it('need no scrolling sideways at 320 and 640 pixels', () => {
    expect(names).toEqual(everyName());
    expect(looks.wider).toEqual({ 320: {}, 640: {} });
  });

  it('have one heading and a title of their own, in the language of the browser', async () => {
    const page = await console.signedIn(...login, { language: 'en' });
    const titles = new Set<string>();
    await everyPage(page, async (name) => {
      expect(await page.locator('h1').count(), name).toBe(1);
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      titles.add(await page.title());
    });
    // The tabs of a page are one page; another procedure is another one.
    expect(titles.size).toBe(new Set(Object.values(paths).map((path) => path.split('?')[0])).size);
  }, 120_000);

  it('ask for causes once, also when the first numbers of the live view come in', async () => {
    const page = await console.signedIn(...login);
    let asked = 0;
    page.on('request', (request) => void (asked += Number(new URL(request.url()).pathname === '/v1/causes')));
    await page.goto(paths['parked']!);
    await page.locator('nav').getByText('24').first().waitFor();
    await settled(page);
    expect(asked).toBe(1);
  });

  it.runIf(process.env['FACHWERK_SCREENSHOTS'] === '1')(
    'are shown in docs/console',
    async () => {
      const folder = join(root, 'docs', 'console');
      await mkdir(folder, { recursive: true });
      for (const look of ['light', 'dark'] as const) {
        const page = await console.signedIn(...login, { look });
        await everyPage(page, async (name) => {
          await writeFile(join(folder, `${name}-${look}.webp`), await console.picture(page));
        });
      }
    },
    300_000,
  );

  it('do nothing that the browser complains of', () => {
    expect(console.complaints).toEqual([]);
  });
});
