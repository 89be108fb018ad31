import type { ContentIntake } from '../../archive/content-store.js';
import { HubError } from '../../errors/hub-error.js';
import type { StoredPart } from '../../ledger/envelope.js';
import type { SoapNode } from '../../soap/envelope.js';
import type { SoapPart, TakePart } from '../../soap/request.js';
import { includedIn } from '../../xta-client/client.js';
import { XTA } from '../../xta-client/names.js';
import { receiveAttachment } from '../attachment.js';
import { BIDI_MARKS } from '../bidi-marks.js';
import { receiveBody, type ReceivedBody } from '../body.js';
import type { ReceiveLimits } from '../limits.js';
import { mediaType, type Container } from '../media-type.js';

/** Who gets the message, and what its procedure takes besides XML and JSON. */
export interface FetchedFor {
  readonly tenant: string;
  readonly containers: ReadonlySet<Container>;
}

export interface ReceivedMessage {
  readonly message: ReceivedBody;
  readonly attachments: readonly StoredPart[];
}

/** `Message` or an `Attachment`, in the order of the container. */
interface Content {
  readonly index: number;
  readonly isMessage: boolean;
  readonly node: SoapNode;
}

const NO_BASE64 = /[^A-Za-z0-9+/=\s]/;

/**
 * What is in a GenericContentContainer: its `Message` is taken as the body, each `Attachment` as an attachment, whether they
 * come as parts (MTOM) or as base64 in the envelope. Parts stream; what they are is known before they come.
 */
export class FetchedMessage {
  private readonly byContentId = new Map<string, Content>();
  private readonly inline: Content[] = [];
  private message: ReceivedBody | undefined;
  private readonly attachments = new Map<number, StoredPart>();

  /** @throws HubError `xta-client.encrypted`, `xta-client.content-invalid`, `xta-client.attachments` */
  constructor(
    container: SoapNode,
    private readonly receiver: FetchedFor,
    private readonly store: ContentIntake,
    private readonly limits: ReceiveLimits,
  ) {
    const contents = container.one(XTA, 'ContentContainer');
    if (contents === undefined) throw encrypted();
    const [node] = contents.many(XTA, 'Message');
    if (node === undefined) throw missing('there is no message in it');
    const nodes = [node, ...contents.many(XTA, 'Attachment')];
    if (nodes.length - 1 > limits.attachmentsMax) throw tooMany(limits.attachmentsMax);
    nodes.forEach((one, index) => {
      const content = { index, isMessage: index === 0, node: one };
      const contentId = includedIn(one);
      if (contentId === undefined) this.inline.push(content);
      else this.byContentId.set(contentId, content);
    });
  }

  /** For the parts of the answer, as they come. */
  readonly take: TakePart = async (part: SoapPart, stream) => {
    const content = this.byContentId.get(part.contentId);
    if (content === undefined) throw missing('it has a part that nothing leads to');
    return this.receive(content, stream);
  };

  /**
   * Once all parts have come.
   *
   * @throws HubError `rejected` what is wrong with what was written into the envelope
   */
  async received(): Promise<ReceivedMessage> {
    for (const content of this.inline) await this.receive(content, decoded(content.node.text()));
    const { message } = this;
    if (message === undefined) throw missing('the part with the message did not come');
    if (this.attachments.size !== this.byContentId.size + this.inline.length - 1) {
      throw missing('the part with an attachment did not come');
    }
    const listed = [...this.attachments].toSorted(([one], [other]) => one - other).map(([, part]) => part);
    const attachments = [...message.parts, ...listed];
    const names = attachments.map(({ name }) => name);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) throw duplicate(twice);
    return { message, attachments };
  }

  private async receive({ index, isMessage, node }: Content, stream: AsyncIterable<Buffer>): Promise<StoredPart> {
    const { tenant, containers } = this.receiver;
    const mime = mediaType(node.attribute('contentType'));
    const given = node.attribute('filename')?.trim() ?? '';
    if (isMessage) {
      const received = await receiveBody(stream, mime, tenant, this.store, this.limits, containers);
      this.message = isFileName(given) ? { ...received, body: { ...received.body, fileName: given } } : received;
      const { sizeBytes, sha256 } = received.body;
      return { name: 'message', mime, sizeBytes, sha256 };
    }
    const name = given === '' ? `attachment-${index}` : given;
    const part = await receiveAttachment(stream, name, mime, tenant, this.store, this.limits);
    this.attachments.set(index, part);
    return part;
  }
}

/** What it is called does not decide whether a message is accepted. */
function isFileName(name: string): boolean {
  return name !== '' && name.length <= 255 && !/[\p{Cc}\p{Surrogate}/\\]/u.test(name) && !BIDI_MARKS.test(name);
}

async function* decoded(base64: string): AsyncGenerator<Buffer> {
  if (NO_BASE64.test(base64)) throw missing('what is in it is no base64');
  yield Buffer.from(base64, 'base64');
}

function encrypted(): HubError {
  const sentence = 'The content of the message is encrypted. The hub has no key for it.';
  return new HubError('rejected', 'xta-client.encrypted', sentence);
}

function missing(reason: string): HubError {
  return new HubError('rejected', 'xta-client.content-invalid', `The content container cannot be read: ${reason}.`, {
    values: { reason },
  });
}

function tooMany(max: number): HubError {
  return new HubError('rejected', 'xta-client.attachments', `The message has more than ${max} attachments.`, {
    values: { max },
  });
}

function duplicate(name: string): HubError {
  return new HubError('rejected', 'attachment.name-duplicate', `Two attachments are named ${name}.`, {
    values: { name },
  });
}
