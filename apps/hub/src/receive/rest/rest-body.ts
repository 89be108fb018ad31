import type { IncomingHttpHeaders } from 'node:http';
import type { ContentIntake } from '../../archive/content-store.js';
import { HubError } from '../../errors/hub-error.js';
import type { StoredPart } from '../../ledger/envelope.js';
import { checkName, receiveAttachment } from '../attachment.js';
import { receiveBody, type ReceivedBody } from '../body.js';
import type { ReceiveLimits } from '../limits.js';
import { mediaType, type Container } from '../media-type.js';
import { readMultipart } from './multipart.js';

export interface RestParts {
  readonly message: ReceivedBody;
  /** Of the form, after the entries of a ZIP. */
  readonly attachments: readonly StoredPart[];
}

/** Who sends, and what its procedure takes besides XML and JSON. */
export interface Receiver {
  readonly tenant: string;
  readonly containers: ReadonlySet<Container>;
}

/** The body of a request: the message itself, or a form with one part `message` and parts `attachment`. */
export class RestBody {
  constructor(
    private readonly store: ContentIntake,
    private readonly limits: ReceiveLimits,
  ) {}

  async receive(
    headers: IncomingHttpHeaders,
    mime: string,
    stream: AsyncIterable<Buffer>,
    to: Receiver,
  ): Promise<RestParts> {
    if (mime !== 'multipart/form-data') {
      const message = await this.message(stream, mime, to);
      return { message, attachments: message.parts };
    }
    let message: ReceivedBody | undefined;
    const attachments: StoredPart[] = [];
    await readMultipart(headers, stream, this.limits.attachmentsMax + 1, async (part) => {
      if (part.field === 'message') {
        if (message !== undefined) throw formError('it has more than one part "message"');
        if (part.fileName !== '') checkName(part.fileName);
        const received = await this.message(part.stream, mediaType(part.mime), to);
        message =
          part.fileName === '' ? received : { ...received, body: { ...received.body, fileName: part.fileName } };
        return;
      }
      if (part.field !== 'attachment') throw formError(`it has a part "${part.field}"; use "message" and "attachment"`);
      if (attachments.some(({ name }) => name === part.fileName)) throw duplicate(part.fileName);
      const { stream: content, fileName } = part;
      attachments.push(
        await receiveAttachment(content, fileName, mediaType(part.mime), to.tenant, this.store, this.limits),
      );
    });
    if (message === undefined) throw formError('it has no part "message"');
    const { parts } = message as ReceivedBody;
    const entries = new Set(parts.map(({ name }) => name));
    const twice = attachments.find(({ name }) => entries.has(name));
    if (twice !== undefined) throw duplicate(twice.name);
    return { message, attachments: [...parts, ...attachments] };
  }

  private message(
    stream: AsyncIterable<Buffer>,
    mime: string,
    { tenant, containers }: Receiver,
  ): Promise<ReceivedBody> {
    return receiveBody(stream, mime, tenant, this.store, this.limits, containers);
  }
}

function duplicate(name: string): HubError {
  return new HubError('rejected', 'attachment.name-duplicate', `Two attachments are named ${name}.`, {
    values: { name },
  });
}

function formError(why: string): HubError {
  return new HubError('rejected', 'multipart.malformed', `The multipart body is malformed: ${why}.`, {
    values: { why },
  });
}
