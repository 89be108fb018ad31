/** A person at the console, in a real browser. */
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { findChromium } from './chromium.js';
import { until } from './wait.js';

const cache = join(import.meta.dirname, '..', '..', '.cache');
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
/** WCAG 2.0, 2.1 and 2.2, levels A and AA, which is what BITV 2.0 asks for. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Less than a test may take: then it says what was waited for. */
const TIMEOUT_MS = 15_000;

export type Look = 'light' | 'dark';

export interface Visit {
  readonly look?: Look;
  readonly width?: number;
  readonly language?: 'de' | 'en';
}

export class Console {
  private constructor(
    readonly baseUrl: string,
    private readonly browser: Browser,
    /** Violations of the CSP, errors of the pages, and defects of the hub. What it refuses is an answer. */
    readonly complaints: string[],
  ) {}

  static async open(baseUrl: string): Promise<Console> {
    const { executable, env } = await findChromium(cache, (line) => process.stderr.write(`${line}\n`));
    const browser = await chromium.launch({
      executablePath: executable,
      // Root has no sandbox, and a container little shared memory.
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
      env: { ...process.env, ...env } as Record<string, string>,
    });
    return new Console(baseUrl, browser, []);
  }

  close(): Promise<void> {
    return this.browser.close();
  }

  /** What a page shows, as a small file. */
  async picture(page: Page): Promise<Buffer> {
    const png = `data:image/png;base64,${(await page.screenshot()).toString('base64')}`;
    // A page of its own: that of the console runs no script but its own.
    const canvas = await (await this.browser.newContext()).newPage();
    const webp = await canvas.evaluate<string>(
      `(async () => {
        const picture = await createImageBitmap(await (await fetch(${JSON.stringify(png)})).blob());
        const canvas = Object.assign(document.createElement('canvas'), { width: picture.width, height: picture.height });
        canvas.getContext('2d').drawImage(picture, 0, 0);
        return canvas.toDataURL('image/webp', 0.8);
      })()`,
    );
    await canvas.context().close();
    return Buffer.from(webp.split(',')[1]!, 'base64');
  }

  /** Closes every page. */
  async leave(): Promise<void> {
    for (const context of this.browser.contexts()) await context.close();
  }

  /** A browser of its own, with nobody signed in. */
  async visit({ look = 'light', width = 1_280, language = 'de' }: Visit = {}): Promise<Page> {
    const options: BrowserContextOptions = {
      baseURL: this.baseUrl,
      colorScheme: look,
      viewport: { width, height: 800 },
      locale: language === 'de' ? 'de-DE' : 'en-GB',
      timezoneId: 'Europe/Berlin',
      reducedMotion: 'reduce',
    };
    const page = await (await this.browser.newContext(options)).newPage();
    page.setDefaultTimeout(TIMEOUT_MS);
    page.on('pageerror', (error) => this.complaints.push(`${page.url()}: ${error.message}`));
    page.on('response', (response) => {
      if (response.status() >= 500) this.complaints.push(`${response.status()} ${response.url()}`);
    });
    page.on('console', (message) => {
      const text = message.text();
      const isAnswer = text.startsWith('Failed to load resource');
      if (message.type() === 'error' && !isAnswer) this.complaints.push(`${page.url()}: ${text}`);
    });
    return page;
  }

  /** @param user with the tenant */
  async signedIn(user: string, password: string, visit: Visit = {}): Promise<Page> {
    const page = await this.visit(visit);
    await page.goto('/sign-in');
    await fillSignIn(page, user, password);
    await page.waitForURL((url) => url.pathname !== '/sign-in');
    return page;
  }
}

export async function fillSignIn(page: Page, user: string, password: string): Promise<void> {
  await page.locator('input[name=user]').fill(user);
  await page.locator('input[name=password]').fill(password);
  await page.locator('button[type=submit]').click();
}

/** Waits until a page has what it asked for. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').waitFor();
  // Not by a function of the page: the CSP forbids to make one of a text.
  const busy = page.locator('[aria-busy=true], .loading');
  await until('the page has what it asked for', async () => (await busy.count()) === 0);
  await page.evaluate('document.fonts.ready');
}

/** @returns what axe has found, one line for each place */
export async function axeViolations(page: Page): Promise<readonly string[]> {
  // Not as a script of the page: the CSP would not let it in.
  await page.evaluate(await readFile(AXE, 'utf8'));
  const how = JSON.stringify({ runOnly: { type: 'tag', values: RULES } });
  const found = await page.evaluate<AxeResults>(`axe.run(document, ${how})`);
  return found.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, target }) => `${id}: ${help} (${target.join(' ')}: ${html.slice(0, 160)})`),
  );
}

/** How much wider the page is than what is seen of it. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly help: string;
    readonly nodes: readonly { readonly html: string; readonly target: readonly string[] }[];
  }[];
}
