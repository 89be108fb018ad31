/** Senders by SOAP: petitions that wait until they are filed, announcements that do not, and scans by MTOM and in base64. */
import { randomBytes } from 'node:crypto';
import { answerTimeout, type Door, type DoorAnswer } from '@fachwerk/cli/chaos/door';
import { sha256, type ChaosMessage, type Source } from '@fachwerk/cli/chaos/message';
import { call, codeIn, type SoapAnswer } from '../soap/client.js';
import { NO_SUBJECT, PETITIONS } from '../soap/petitions.js';

const ENVELOPE = 'http://www.w3.org/2003/05/soap-envelope';
const WSA = 'http://www.w3.org/2005/08/addressing';
const XOP = 'http://www.w3.org/2004/08/xop/include';
const CONTRADICTED = 10;

export class SoapSender implements Door {
  readonly name = 'soap';
  private calls = 0;

  constructor(private readonly headers: Readonly<Record<string, string>>) {}

  async send(gateway: string, { key, body, attachments }: ChaosMessage): Promise<DoorAnswer> {
    this.calls += 1;
    const isInline = this.calls % 3 === 0;
    const xml = attachments.reduce(
      (text, bytes, at) => text.replace(placeOf(at), isInline ? bytes.toString('base64') : include(`${at}@sender`)),
      body.toString(),
    );
    const parts = attachments.map((bytes, at) => ({ id: `${at}@sender`, mime: 'application/octet-stream', bytes }));
    const answer = await call(new URL('soap/petitions/v1', gateway).href, {
      body: xml,
      headers: `<MessageID xmlns="${WSA}">${key}</MessageID>`,
      http: this.headers,
      signal: answerTimeout(),
      ...(isInline || parts.length === 0 ? {} : { parts }),
    });
    return meaningOf(answer);
  }
}

function meaningOf(answer: SoapAnswer): DoorAnswer {
  const { status, body, text, headers } = answer;
  const id = headers.get('location')?.split('/').at(-1);
  if (status === 202 && id !== undefined) return { is: 'accepted', id };
  if (status === 200 && id !== undefined) {
    return { is: 'accepted', id, told: body.SubmitResponse.state === 'filed' ? 'filed' : 'not filed' };
  }
  const role = (body?.Fault?.Code?.Value as string | undefined) ?? '';
  // Without a fault it is no answer of this entrance.
  const isOpen = role.endsWith(':Receiver') || (role === '' && (status >= 500 || status === 429));
  return { is: isOpen ? 'open' : 'refused', text: `${status} ${codeIn(answer) ?? text.slice(0, 200)}` };
}

/** @param run makes keys those of one run */
export function petitions(procedure: string, run: string): Source {
  const one = (name: string, xml: string, facts: Partial<ChaosMessage> = {}): ChaosMessage => {
    const { expected = 'filed', attachments = [] } = facts;
    const body = Buffer.from(xml);
    return {
      procedure,
      door: 'soap',
      key: `urn:petition:${run}:${name}`,
      mime: 'application/soap+xml',
      times: 1,
      expected,
      body,
      attachments,
      contents: expected === 'filed' ? [Buffer.from(filedXml(xml, attachments)), ...attachments].map(sha256) : [],
      ...facts,
    };
  };
  const submit = (name: string, facts: Partial<ChaosMessage> = {}, subject = 'Trees &amp; shade'): ChaosMessage => {
    const scans = (facts.attachments ?? []).map((_, at) => `<scan>${placeOf(at)}</scan>`).join('');
    return one(name, element('Submit', name, `<subject>${subject}</subject>${scans}`), facts);
  };
  return {
    procedure,
    first: () => Array.from({ length: CONTRADICTED }, (_, number) => submit(`first-${number}`)),
    next: (name, random) => {
      const dice = random.next();
      if (dice < 0.35) return submit(name);
      if (dice < 0.5) return submit(name, { times: 3 });
      if (dice < 0.7) {
        const times = random.next() < 0.3 ? 3 : 1;
        return submit(name, { attachments: [randomBytes(20_000), randomBytes(90_000)], times });
      }
      if (dice < 0.78) return submit(name, { expected: 'rejected' }, NO_SUBJECT);
      // Under a MessageID that was used before, with other content: a person decides.
      const first = `first-${Math.floor(random.next() * CONTRADICTED)}`;
      if (dice < 0.83) return submit(first, { expected: 'parked' }, `About ${name}`);
      return one(name, element('Announce', name), { times: random.next() < 0.3 ? 2 : 1 });
    },
  };
}

/** Letters are no part of a number: the first ones get numbers that nobody else has. */
function element(kind: 'Submit' | 'Announce', name: string, inner = ''): string {
  const number = name.startsWith('first-') ? `F-${name.slice(6)}` : `N-${name}`;
  return `<${kind} xmlns="${PETITIONS}"><number>${number}</number>${inner}</${kind}>`;
}

const placeOf = (at: number): string => `[scan ${at}]`;
const include = (id: string): string => `<xop:Include xmlns:xop="${XOP}" href="cid:${encodeURIComponent(id)}"/>`;

/** As the hub has it: with the namespaces of the envelope, and contents named by their place. */
function filedXml(xml: string, attachments: readonly Buffer[]): string {
  const scoped = xml.replace(/^<\w+/, (start) => `${start} xmlns:e="${ENVELOPE}"`);
  return attachments.reduce((text, _, at) => text.replace(placeOf(at), include(`content-${at + 1}`)), scoped);
}
