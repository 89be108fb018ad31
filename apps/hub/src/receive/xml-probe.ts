import { HubError } from '../errors/hub-error.js';
import type { StoredPart } from '../ledger/envelope.js';
import { XmlGuard, type XmlLimits } from '../xml/guard.js';
import type { ReceiveLimits } from './limits.js';

/** No accepted root has longer names; what a stranger wrote is not carried through the broker at any length. */
const NAME_LENGTH_MAX = 500;

/**
 * Looks at an entry of a ZIP while it passes: is it XML that could be the message? An entry that is none, or no good
 * one, is still an attachment.
 */
export class XmlProbe {
  private guard: XmlGuard | undefined;
  private begun = false;
  private sizeBytes = 0;
  private problem: HubError | undefined;

  constructor(private readonly limits: ReceiveLimits) {}

  write(chunk: Buffer): void {
    if (!this.begun && chunk.length > 0) {
      this.begun = true;
      if (looksLikeXml(chunk)) this.guard = guardOf(this.limits);
    }
    this.sizeBytes += chunk.length;
    if (this.sizeBytes > this.limits.messageBytesMax) this.refuse(tooLarge(this.limits.messageBytesMax));
    this.look((guard) => guard.write(chunk));
  }

  end(): Pick<StoredPart, 'xml' | 'xmlProblem'> {
    const facts = this.look((guard) => guard.end());
    if (this.problem !== undefined) return { xmlProblem: { code: this.problem.code, sentence: this.problem.message } };
    if (facts === undefined) return {};
    const { namespace, element, elements } = facts;
    return { xml: { namespace: cut(namespace), element: cut(element), elements } };
  }

  private look<T>(at: (guard: XmlGuard) => T): T | undefined {
    if (this.guard === undefined) return undefined;
    try {
      return at(this.guard);
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      this.refuse(error);
      return undefined;
    }
  }

  private refuse(error: HubError): void {
    if (this.guard === undefined) return;
    this.guard = undefined;
    this.problem = error;
  }
}

function guardOf(limits: ReceiveLimits): XmlGuard {
  return new XmlGuard(xmlLimits(limits));
}

export function xmlLimits({ xmlDepthMax, xmlElementsMax, xmlAttributesMax }: ReceiveLimits): XmlLimits {
  return { depthMax: xmlDepthMax, elementsMax: xmlElementsMax, attributesMax: xmlAttributesMax };
}

/** The first character that is not white space is `<`, in UTF-8 or UTF-16, with or without a byte order mark. */
function looksLikeXml(head: Buffer): boolean {
  return /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*</.test(head.toString('latin1', 0, 1024));
}

function tooLarge(max: number): HubError {
  const sentence = `It is larger than the limit of ${max} bytes for messages.`;
  return new HubError('rejected', 'message.too-large', sentence, { values: { max } });
}

function cut(name: string): string {
  return name.slice(0, NAME_LENGTH_MAX);
}
