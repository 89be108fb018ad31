import { createHmac } from 'node:crypto';
import { HubError } from '../errors/hub-error.js';
import { Failures, type FailureLimit } from './failures.js';
import type { People } from './people.js';
import type { Person } from './person.js';

export interface DoorLimits {
  readonly perUser: FailureLimit;
  readonly perAddress: FailureLimit;
}

const LIMITS: DoorLimits = {
  // A person mistypes a few times; whoever guesses has one try a minute, from however many addresses.
  perUser: { max: 10, forgottenAfterMs: 60_000 },
  // Many people of an authority share one address.
  perAddress: { max: 50, forgottenAfterMs: 12_000 },
};
const PROVEN_MAX = 1_000;

/** Lets passwords in to be checked, as long as not too many were wrong. Who knows the right one is never counted. */
export class PasswordDoor {
  private readonly byUser: Failures;
  private readonly byAddress: Failures;
  /** Passwords that were right at some time, which are not guesses; only as good as this process can recognise them. */
  private readonly proven = new Set<string>();

  /** @param secret random bytes of this process */
  constructor(
    private readonly people: People,
    private readonly secret: Buffer,
    { perUser, perAddress }: DoorLimits = LIMITS,
  ) {
    this.byUser = new Failures(perUser);
    this.byAddress = new Failures(perAddress);
  }

  /**
   * At sign-in.
   *
   * @throws HubError `access.too-many-failures`, `access.busy`
   */
  async signIn(user: string, password: string, address: string): Promise<Person | undefined> {
    // A name that is written in another way is no other name.
    const key = user.normalize('NFKC').toLowerCase();
    refuseFor(this.byUser.take(key));
    try {
      const person = await this.fromAddress(address, () => this.people.checkAfresh(user, password));
      if (person !== undefined) this.byUser.giveBack(key);
      return person;
    } catch (error) {
      this.byUser.giveBack(key);
      throw error;
    }
  }

  /**
   * With a request that brings the password along. Others who guess at a name do not keep its script out, so that names
   * are not counted here; nor does a stranger at the same address, once its password was right.
   *
   * @throws HubError `access.too-many-failures`, `access.busy`
   */
  async withRequest(user: string, password: string, address: string): Promise<Person | undefined> {
    const mark = createHmac('sha256', this.secret)
      .update(JSON.stringify([user, password]))
      .digest('base64');
    if (this.proven.has(mark)) return this.people.check(user, password);
    const person = await this.fromAddress(address, () => this.people.check(user, password));
    if (person === undefined) return undefined;
    const [oldest] = this.proven;
    if (this.proven.size >= PROVEN_MAX && oldest !== undefined) this.proven.delete(oldest);
    this.proven.add(mark);
    return person;
  }

  private async fromAddress(address: string, check: () => Promise<Person | undefined>): Promise<Person | undefined> {
    refuseFor(this.byAddress.take(address));
    try {
      const person = await check();
      if (person !== undefined) this.byAddress.giveBack(address);
      return person;
    } catch (error) {
      this.byAddress.giveBack(address);
      throw error;
    }
  }
}

function refuseFor(seconds: number): void {
  if (seconds === 0) return;
  const sentence = `Too many tries with a wrong password. The next one is possible in ${seconds} seconds.`;
  const details = { values: { seconds }, retryAfterSeconds: seconds };
  throw new HubError('rejected', 'access.too-many-failures', sentence, details);
}
