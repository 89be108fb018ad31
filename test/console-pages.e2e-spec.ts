// Every page of the console as operators see it: nothing that axe finds, light and dark; nothing that has to be scrolled
// sideways at 320 pixels; nothing that the CSP forbids. With FACHWERK_SCREENSHOTS=1 it writes docs/console.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { root } from './fixtures.js';
import { axeViolations, Console, overflow, settled, type Look } from './harness/console.js';
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
  setUp = await startSetUp('rabbitmq');
  login = await setUp.hub.operatorLogin();
  console = await Console.open(setUp.hub.baseUrl);
  Object.assign(paths, await fill());
});
afterEach(() => console.leave());
afterAll(async () => {
  await console.close();
  await setUp.remove();
});

/** A day like any other: some filed, one rejected, some parked. */
async function fill(): Promise<Record<string, string>> {
  const permits = await setUp.hub.procedure('building-permits');
  const invoices = await setUp.hub.procedure('xrechnung');
  for (let number = 1; number <= 12; number += 1) await invoices.sendUntilAccepted(invoice(`R-2026-${number}`));
  const rejected = await invoices.sendUntilAccepted(invoice(''));
  await permits.settled(await permits.sendUntilAccepted(permit('BG-1', { project: 'Carport' }), JSON_TYPE));
  const parked = await permits.sendUntilAccepted(permit('BG-1', { project: 'Tower' }), JSON_TYPE);
  await Promise.all([invoices.settled(rejected), permits.settled(parked)]);
  const { body } = await invoices.get('/v1/messages?state=filed&limit=1');
  return {
    overview: '/',
    queues: '/queues',
    parked: '/parked',
    waiting: '/parked?tab=waiting',
    cause: `/parked/${await causeOf(parked)}`,
    jobs: '/jobs',
    job: `/jobs/${await stoppedJob(parked)}`,
    messages: '/messages',
    'message-filed': `/messages/${body.messages[0].id}`,
    'message-parked': `/messages/${parked}`,
    reconciliation: '/reconciliation',
    receipts: '/receipts',
    journal: '/journal',
    people: '/people',
    password: '/password',
    accessibility: '/accessibility',
    'not-found': '/nowhere',
  };
}

async function causeOf(parked: string): Promise<string> {
  const operator = await setUp.hub.operator();
  const { body } = await operator.get('/v1/causes');
  const [cause] = body.causes;
  if (cause === undefined) throw new Error(`no cause, though ${parked} is parked`);
  return cause.id as string;
}

/** A release whose cause is still there. */
async function stoppedJob(parked: string): Promise<string> {
  const operator = await setUp.hub.operator();
  const { body: job } = await operator.request('/v1/jobs', {
    method: 'POST',
    body: JSON.stringify({ action: 'release', selection: { messages: [parked] } }),
    headers: { 'content-type': 'application/json' },
  });
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

describe('the pages of the console', () => {
  it.each<Look>(['light', 'dark'])(
    'have no violation that axe finds, %s',
    async (look) => {
      const outside = await console.visit({ look });
      await outside.goto('/sign-in');
      await settled(outside);
      const found: Record<string, readonly string[]> = { 'sign-in': await axeViolations(outside) };
      const page = await console.signedIn(...login, { look });
      await everyPage(page, async (name) => {
        found[name] = await axeViolations(page);
      });
      expect(found).toEqual(Object.fromEntries(Object.keys(found).map((name) => [name, []])));
    },
    240_000,
  );

  it('need no scrolling sideways at 320 pixels', async () => {
    const page = await console.signedIn(...login, { width: 320 });
    const wider: Record<string, number> = {};
    await everyPage(page, async (name) => {
      wider[name] = await overflow(page);
    });
    expect(wider).toEqual(Object.fromEntries(Object.keys(paths).map((name) => [name, 0])));
  });

  it('have one heading and a title of their own, in the language of the browser', async () => {
    const page = await console.signedIn(...login, { language: 'en' });
    const titles = new Set<string>();
    await everyPage(page, async (name) => {
      expect(await page.locator('h1').count(), name).toBe(1);
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      titles.add(await page.title());
    });
    // The two tabs of a page are one page.
    expect(titles.size).toBe(Object.keys(paths).length - 1);
  });

  it.runIf(process.env['FACHWERK_SCREENSHOTS'] === '1')('are shown in docs/console', async () => {
    const folder = join(root, 'docs', 'console');
    await mkdir(folder, { recursive: true });
    for (const look of ['light', 'dark'] as const) {
      const page = await console.signedIn(...login, { look });
      await everyPage(page, async (name) => {
        await page.screenshot({ path: join(folder, `${name}-${look}.png`) });
      });
    }
  });

  it('do nothing that the browser complains of', () => {
    expect(console.complaints).toEqual([]);
  });
});
