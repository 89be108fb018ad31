/** Somebody at the console, as the hub sees it: the cookie of a session, and its token where something is changed. */
import { Browser, type Page } from './browser.js';
import type { Answer } from './procedure.js';

export class SignedIn {
  /** Of the session as it is now; empty when nobody is signed in. */
  csrf = '';

  constructor(
    readonly baseUrl: string,
    readonly browser = new Browser(),
  ) {}

  /** @throws Error when the password is wrong */
  static async as(baseUrl: string, user: string, password: string): Promise<SignedIn> {
    const person = new SignedIn(baseUrl);
    const answer = await person.signIn(user, password);
    if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
    return person;
  }

  signIn(user: string, password: string): Promise<Answer> {
    return this.session('POST', '/v1/session', { user, password });
  }

  /** A request that answers with the session. */
  async session(method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await this.request(method, path, body);
    if (answer.status === 200 && typeof answer.body.csrf === 'string') this.csrf = answer.body.csrf as string;
    return answer;
  }

  get(path: string): Promise<Answer> {
    return this.request('GET', path);
  }

  post(path: string, body?: unknown): Promise<Answer> {
    return this.request('POST', path, body);
  }

  /** @param headers instead of those that the console sends */
  async request(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = this.csrf === '' ? {} : { 'x-csrf-token': this.csrf },
  ): Promise<Answer> {
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const page = await this.browser.request(this.baseUrl + path, {
      method,
      headers: { ...json, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return answerOf(page);
  }

  /** What the cookie says. */
  get token(): string {
    return this.browser.cookie(new URL(this.baseUrl).hostname, 'fachwerk_session') ?? '';
  }
}

function answerOf({ status, headers, text }: Page): Answer {
  const isJson = headers.get('content-type')?.includes('json') === true;
  return { status, headers, body: isJson && text !== '' ? JSON.parse(text) : text };
}
