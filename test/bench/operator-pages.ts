/** How long operators wait for pages of a ledger in which much stands still, in a real browser. */
import { percentiles } from '@fachwerk/cli/bench/percentile';
import type { Page } from 'playwright-core';
import { Console } from '../harness/console.js';
import { query } from '../harness/databases.js';
import type { HubProcess } from '../harness/hub-process.js';
import type { ReadFigures } from './archive.js';

const LOADS = 10;
/** In the browser, frame by frame, because a locator looks ever more rarely: it shows what it asked for. */
const SHOWN = `new Promise((resolve) => {
  const look = () => {
    const isShown = document.querySelector('h1') !== null && document.querySelector('[aria-busy=true], .loading') === null;
    if (isShown) resolve();
    else requestAnimationFrame(look);
  };
  look();
})`;

/**
 * Each page is loaded anew, its files being in the cache of the browser as on any day but the first, until it has what it
 * asked for: nothing on it is busy.
 *
 * @param databaseUrl of a login that may look up what there is to open
 */
export async function measurePages(hub: HubProcess, databaseUrl: string): Promise<readonly ReadFigures[]> {
  const [stopped] = await query<{ message: string; cause: string }>(
    databaseUrl,
    `SELECT message_id AS message, cause_id AS cause FROM stopped_message ORDER BY random() LIMIT 1`,
  );
  const pages = {
    overview: '/',
    queues: '/queues',
    parked: '/parked',
    'parked, a word searched': '/parked?q=Lieferung',
    waiting: '/parked?tab=waiting',
    'a cause': `/parked/${stopped!.cause}`,
    jobs: '/jobs',
    messages: '/messages',
    'messages, a key searched': '/messages?q=PARKED-4711',
    'a message': `/messages/${stopped!.message}`,
    reconciliation: '/reconciliation',
    receipts: '/receipts',
    journal: '/journal',
  };
  const console = await Console.open(hub.baseUrl);
  try {
    const page = await console.signedIn(...(await hub.operatorLogin()));
    const all: ReadFigures[] = [];
    for (const [name, path] of Object.entries(pages)) {
      await load(page, path);
      const took: number[] = [];
      for (let count = 0; count < LOADS; count += 1) took.push(await load(page, path));
      const found = percentiles(took, { p50Ms: 50, p95Ms: 95, p99Ms: 99 });
      if (found !== undefined) all.push({ what: `page: ${name}`, requests: took.length, ...found });
    }
    return all;
  } finally {
    await console.close();
  }
}

/** @returns milliseconds */
async function load(page: Page, path: string): Promise<number> {
  const startedAt = performance.now();
  await page.goto(path, { waitUntil: 'commit' });
  // Looked at with each frame: a locator looks ever more rarely, in the end each half second.
  await page.evaluate(SHOWN);
  return performance.now() - startedAt;
}
