/** As much of a browser as signing in needs: it keeps cookies, follows redirects and sends forms. */
export interface Page {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const REDIRECTS_MAX = 20;

export class Browser {
  /** By host, as browsers keep them: whatever the port. */
  private readonly jar = new Map<string, Map<string, string>>();

  /** Goes where it leads, redirect by redirect. @param hops filled with every address on the way */
  async visit(url: string, hops: string[] = []): Promise<Page> {
    return this.follow(await this.request(url), hops);
  }

  /**
   * Sends the form of a page, with what was typed into it.
   *
   * @param stopAt begin of an address that is not gone to: the answer is the redirect that leads there
   */
  async submit(page: Page, typed: Readonly<Record<string, string>> = {}, stopAt?: string): Promise<Page> {
    const [, action] = /<form[^>]* action="([^"]+)"/.exec(page.text) ?? [];
    if (action === undefined) throw new Error(`There is no form at ${page.url} (${page.status}):\n${page.text}`);
    const hidden = [...page.text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    const values = { ...Object.fromEntries(hidden.map(([, name, value]) => [name!, value!])), ...typed };
    const form = { method: 'POST', body: new URLSearchParams(values) };
    return this.follow(await this.request(new URL(action, page.url).href, form), [], stopAt);
  }

  /** One request, with the cookies of its host; no redirect is followed. */
  async request(url: string, init: RequestInit = {}): Promise<Page> {
    const { hostname } = new URL(url);
    const cookie = this.cookies(hostname);
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { ...(cookie === '' ? {} : { cookie }), ...(init.headers as Record<string, string>) },
    });
    for (const line of response.headers.getSetCookie()) this.keep(hostname, line);
    return { url, status: response.status, headers: response.headers, text: await response.text() };
  }

  /** As the header says them. */
  cookies(hostname: string): string {
    return [...(this.jar.get(hostname) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  cookie(hostname: string, name: string): string | undefined {
    return this.jar.get(hostname)?.get(name);
  }

  setCookie(hostname: string, name: string, value: string): void {
    this.jar.set(hostname, (this.jar.get(hostname) ?? new Map<string, string>()).set(name, value));
  }

  private async follow(first: Page, hops: string[], stopAt?: string): Promise<Page> {
    let page = first;
    for (let hop = 0; hop < REDIRECTS_MAX; hop += 1) {
      hops.push(page.url);
      const location = page.headers.get('location');
      if (page.status < 300 || page.status > 399 || location === null) return page;
      const next = new URL(location, page.url).href;
      if (stopAt !== undefined && next.startsWith(stopAt)) return page;
      page = await this.request(next);
    }
    throw new Error(`It is led on and on: ${hops.join(' ')}`);
  }

  private keep(hostname: string, line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const [name = '', ...value] = pair.split('=');
    const gone = attributes.some(
      (attribute) =>
        /^max-age=0$/i.test(attribute) || (/^expires=/i.test(attribute) && Date.parse(attribute.slice(8)) < Date.now()),
    );
    const cookies = this.jar.get(hostname) ?? new Map<string, string>();
    if (gone) cookies.delete(name);
    else cookies.set(name, value.join('='));
    this.jar.set(hostname, cookies);
  }
}
