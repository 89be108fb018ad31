import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { ContentStore } from '../../archive/content-store.js';
import { HubError } from '../../errors/hub-error.js';
import type { StoredPart } from '../../ledger/envelope.js';
import { checkName, receiveAttachment } from '../attachment.js';
import { receiveBody, type ReceivedBody } from '../body.js';
import type { ReceiveLimits } from '../limits.js';
import { mediaType } from '../media-type.js';
import { readMultipart } from './multipart.js';

export interface RestParts {
  readonly message: ReceivedBody;
  readonly attachments: readonly StoredPart[];
}

/** The body of a request: the message itself, or a form with one part `message` and parts `attachment`. */
export class RestBody {
  constructor(
    private readonly store: ContentStore,
    private readonly limits: ReceiveLimits,
  ) {}

  async receive(headers: IncomingHttpHeaders, mime: string, stream: Readable, tenant: string): Promise<RestParts> {
    if (mime !== 'multipart/form-data') {
      return { message: await receiveBody(stream, mime, tenant, this.store, this.limits), attachments: [] };
    }
    let message: ReceivedBody | undefined;
    const attachments: StoredPart[] = [];
    await readMultipart(headers, stream, this.limits.attachmentsMax + 1, async (part) => {
      if (part.field === 'message') {
        if (message !== undefined) throw formError('it has more than one part "message"');
        if (part.fileName !== '') checkName(part.fileName);
        const received = await receiveBody(part.stream, mediaType(part.mime), tenant, this.store, this.limits);
        message =
          part.fileName === '' ? received : { ...received, body: { ...received.body, fileName: part.fileName } };
        return;
      }
      if (part.field !== 'attachment') throw formError(`it has a part "${part.field}"; use "message" and "attachment"`);
      if (attachments.some(({ name }) => name === part.fileName)) {
        throw new HubError('rejected', 'attachment.name-duplicate', `Two attachments are named ${part.fileName}.`, {
          values: { name: part.fileName },
        });
      }
      const { stream: content, fileName } = part;
      attachments.push(
        await receiveAttachment(content, fileName, mediaType(part.mime), tenant, this.store, this.limits),
      );
    });
    if (message === undefined) throw formError('it has no part "message"');
    return { message, attachments };
  }
}

function formError(why: string): HubError {
  return new HubError('rejected', 'multipart.malformed', `The multipart body is malformed: ${why}.`, {
    values: { why },
  });
}
