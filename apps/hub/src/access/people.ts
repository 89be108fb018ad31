import { createHash } from 'node:crypto';
import type { Clock } from '../config/clock.js';
import type { Database } from '../database/database.js';
import { HubError } from '../errors/hub-error.js';
import type { AccessDirectory } from './directory.js';
import { hashPassword, isPassword } from './password.js';
import { findPerson, PERSON_NAME, type Person } from './person.js';

/** A page asks many times in a row; the slow check of the password is remembered for as long as a revocation may take. */
const REMEMBERED_MS = 5_000;
/** Slow checks at the same time; each takes 128 MiB. */
const CHECKS_MAX = 2;
/** Checks that wait for their turn; more are turned away at once, so that guessing does not keep others waiting. */
const WAITING_MAX = 20;

/** Checks people's passwords. A user name is `<name>@<tenant>`. */
export class People {
  private readonly remembered = new Map<string, { readonly person: Person; readonly until: number }>();
  /** The checks under way: a page asks with one password several times at once. */
  private readonly checking = new Map<string, Promise<Person | undefined>>();
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly database: Database,
    private readonly directory: AccessDirectory,
    private readonly clock: Clock,
  ) {}

  /** @throws HubError `access.busy` */
  async check(user: string, password: string): Promise<Person | undefined> {
    const credential = createHash('sha256')
      .update(JSON.stringify([user, password]))
      .digest('hex');
    const now = this.clock.now().getTime();
    for (const [known, { until }] of this.remembered) if (until < now) this.remembered.delete(known);
    const known = this.remembered.get(credential);
    if (known !== undefined) return known.person;
    const checking =
      this.checking.get(credential) ??
      this.inTurn(() => this.slowCheck(user, password)).finally(() => this.checking.delete(credential));
    this.checking.set(credential, checking);
    const person = await checking;
    if (person !== undefined) this.remembered.set(credential, { person, until: now + REMEMBERED_MS });
    return person;
  }

  /**
   * The same, whatever is remembered: a session that begins outlives every such moment.
   *
   * @throws HubError `access.busy`
   */
  checkAfresh(user: string, password: string): Promise<Person | undefined> {
    return this.inTurn(() => this.slowCheck(user, password));
  }

  /** After somebody was locked out in this process, or a password changed. Other processes remember a moment longer. */
  forget(): void {
    this.remembered.clear();
  }

  /** Which tenant's person a user name means; undefined when there is no such tenant. */
  login(user: string): { readonly tenant: string; readonly name: string } | undefined {
    const at = user.lastIndexOf('@');
    const tenant = this.directory.tenantNamed(user.slice(at + 1));
    return tenant === undefined ? undefined : { tenant, name: user.slice(0, Math.max(at, 0)) };
  }

  private async slowCheck(user: string, password: string): Promise<Person | undefined> {
    const login = this.login(user);
    const found =
      login === undefined || !PERSON_NAME.test(login.name)
        ? undefined
        : await this.database.inTenant(login.tenant, (transaction) => findPerson(transaction, login.name));
    if (login === undefined || found === undefined || found.hash === null || found.disabled) {
      // As slow as a real check, so that the time does not tell which names exist.
      await hashPassword(password);
      return undefined;
    }
    const { hash, disabled: _disabled, ...person } = found;
    return (await isPassword(password, hash)) ? { tenant: login.tenant, ...person } : undefined;
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.waiting.length >= WAITING_MAX) {
      const sentence = 'Too many passwords are being checked at the moment. Try again in a few seconds.';
      throw new HubError('rejected', 'access.busy', sentence);
    }
    if (this.running >= CHECKS_MAX) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.running -= 1;
      else next();
    }
  }
}
