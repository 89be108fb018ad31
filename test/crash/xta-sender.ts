/** Senders by XTA: permits to the city, and messages into the mailbox of another procedure, by MTOM and in the envelope. */
import { randomBytes } from 'node:crypto';
import { answerTimeout, attachmentName, type Door, type DoorAnswer } from '@fachwerk/cli/chaos/door';
import { sha256, type ChaosMessage, type Source } from '@fachwerk/cli/chaos/message';
import { inventions } from '@fachwerk/cli/chaos/sources';
import { textIn, XtaClient, type XtaAnswer } from '../harness/xta-requests.js';

export const CITY = 'city';
export const AUTHOR = 'author';
export const READER = 'reader';
/** Not known to be stored: send it again. */
const TECHNICAL_PROBLEM = '9030';

/** One for each gateway, of one procedure. */
export class XtaClients {
  private readonly all = new Map<string, XtaClient>();

  constructor(private readonly headers: Readonly<Record<string, string>>) {}

  of(gateway: string): XtaClient {
    const known = this.all.get(gateway);
    if (known !== undefined) return known;
    const made = new XtaClient(gateway.replace(/\/$/, ''), this.headers, answerTimeout);
    this.all.set(gateway, made);
    return made;
  }
}

export class XtaSender implements Door {
  readonly name = 'xta';
  private calls = 0;

  constructor(private readonly clients: XtaClients) {}

  async newKey(gateway: string): Promise<DoorAnswer> {
    const answer = await this.clients.of(gateway).ask('createMessageId');
    const id = answer.status === 200 ? textIn(answer.xml.slice(answer.xml.indexOf('Body')), 'MessageID') : undefined;
    return id === undefined ? refusalIn(answer) : { is: 'accepted', id };
  }

  async send(gateway: string, { key, mime, body, attachments, expected }: ChaosMessage): Promise<DoorAnswer> {
    this.calls += 1;
    const answer = await this.clients.of(gateway).send({
      messageId: key,
      author: AUTHOR,
      reader: expected === 'fetched' ? READER : CITY,
      message: { mime, bytes: body },
      attachments: attachments.map((bytes, at) => ({
        mime: 'application/octet-stream',
        bytes,
        fileName: attachmentName(at),
      })),
      ...(this.calls % 3 === 0 && { inline: true as const }),
    });
    return answer.status === 200 ? { is: 'accepted' } : refusalIn(answer);
  }
}

export function refusalIn({ status, number, exception, xml }: XtaAnswer): Exclude<DoorAnswer, { is: 'accepted' }> {
  const isOpen = number === TECHNICAL_PROBLEM || (exception === undefined && (status >= 500 || status === 429));
  const why = exception === undefined ? xml.slice(0, 200) : `${exception} ${number} ${textIn(xml, 'Text') ?? ''}`;
  return { is: isOpen ? 'open' : 'refused', text: `${status} ${why}` };
}

/** Those over REST, but for the ones that contradict another: here every message has a MessageID of its own. */
export function permitsByXta(procedure: string, run: string): Source {
  const source = inventions['building-permits']!(procedure, run);
  const byXta = (message: ChaosMessage): ChaosMessage => ({ ...message, door: 'xta' });
  return {
    procedure,
    first: () => source.first().slice(0, 1).map(byXta),
    next: (name, random) => {
      for (;;) {
        const message = source.next(name, random);
        if (message.expected !== 'parked') return byXta(message);
      }
    },
  };
}

/** What nobody here reads. */
export function letters(procedure: string): Source {
  return {
    procedure,
    first: () => [],
    next: (name, random) => {
      const body = Buffer.from(`<letter xmlns="urn:test:letters">${name}</letter>`);
      const attachments = random.next() < 0.3 ? [randomBytes(20_000), randomBytes(90_000)] : [];
      return {
        procedure,
        door: 'xta',
        key: `letter ${name}`,
        mime: 'application/xml',
        body,
        attachments,
        expected: 'fetched',
        contents: [body, ...attachments].map(sha256),
        times: random.next() < 0.2 ? 3 : 1,
      };
    },
  };
}
