/**
 * Checks an XML body while it streams in: well-formed, no DOCTYPE, within the limits. It keeps nothing of the body but
 * the few facts by which a message is recognised. Called by the gateway before a message is accepted.
 */
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { HubError } from '../errors/hub-error.js';
import { XmlDecoder } from './decode.js';

export interface XmlLimits {
  readonly depthMax: number;
  /** Attributes, comments and CDATA sections count as well: each takes about as much memory as an element. */
  readonly elementsMax: number;
  /** Of one element, namespace declarations included. */
  readonly attributesMax: number;
}

export interface XmlFacts {
  /** Of the root element; the empty string for none. */
  readonly namespace: string;
  /** Local name of the root element. */
  readonly element: string;
  /** How many elements there are. The reader must find the same number. */
  readonly elements: number;
  readonly encoding: string;
}

/**
 * Told what the guard passes, in document order. A position is where something ends, in characters of the decoded
 * document without its byte order mark.
 */
export interface XmlWatch {
  opened(tag: SaxesTagNS, position: number): void;
  /** Character data, references resolved; of CDATA sections, too. */
  text(text: string): void;
  closed(position: number): void;
}

/** Namespaces in XML 1.0, 4: one colon, and behind it what may begin a name. */
const NO_QUALIFIED_NAME = /^:|:(?:[\u{300}-\u{36f}\u{b7}\u{203f}\u{2040}\d.:-]|.*:|$)/u;

export class XmlGuard {
  readonly #decoder = new XmlDecoder();
  /** XML 1.1 is read as 1.0, as every receiver of these standards does. */
  readonly #parser = new SaxesParser({ xmlns: true, forceXMLVersion: true, defaultXMLVersion: '1.0' });
  readonly #limits: XmlLimits;
  #begun = false;
  #depth = 0;
  #elements = 0;
  #pieces = 0;
  #attributes = 0;
  #root: SaxesTagNS | undefined;

  constructor(limits: XmlLimits, watch?: XmlWatch) {
    this.#limits = limits;
    const parser = this.#parser;
    parser.on('error', (error) => this.#malformed(error));
    parser.on('doctype', () => {
      throw this.#refusal('xml.doctype', 'The XML contains a DOCTYPE. Send it without one.');
    });
    parser.on('opentagstart', (tag) => this.#opened(tag.name));
    parser.on('attribute', (attribute) => this.#attribute(attribute.name));
    parser.on('processinginstruction', ({ target, body }) => this.#instruction(target, body));
    parser.on('comment', () => this.#piece());
    parser.on('cdata', (text) => {
      this.#piece();
      watch?.text(text);
    });
    parser.on('opentag', (tag) => {
      this.#root ??= tag;
      watch?.opened(tag, parser.position);
    });
    parser.on('closetag', () => {
      this.#depth -= 1;
      watch?.closed(parser.position);
    });
    // Without a handler the parser does not put the text together.
    if (watch !== undefined) parser.on('text', (text) => watch.text(text));
  }

  /** @throws HubError `rejected`; nothing may be written after that. */
  write(chunk: Buffer): void {
    this.#parse(this.#decoder.write(chunk));
  }

  end(): XmlFacts {
    this.#parse(this.#decoder.end());
    this.#parser.close();
    const root = this.#root;
    if (root === undefined) throw this.#refusal('xml.empty', 'The XML contains no element.');
    return {
      namespace: root.uri,
      element: root.local,
      elements: this.#elements,
      encoding: this.#decoder.encoding,
    };
  }

  /** The decoder has dropped the byte order mark. Saxes would skip a second one, which is a character out of place. */
  #parse(text: string): void {
    if (text === '') return;
    if (!this.#begun && text.startsWith('\ufeff')) this.#malformed(new Error('text data outside of root node.'));
    this.#begun = true;
    this.#parser.write(text);
  }

  #opened(name: string): void {
    this.#depth += 1;
    this.#elements += 1;
    this.#attributes = 0;
    this.#checkName(name);
    this.#checkLimit('xml.depth', 'nesting depth', this.#depth, this.#limits.depthMax);
    this.#piece();
  }

  #piece(): void {
    this.#pieces += 1;
    this.#checkLimit('xml.elements', 'number of elements', this.#pieces, this.#limits.elementsMax);
  }

  #attribute(name: string): void {
    this.#attributes += 1;
    this.#piece();
    this.#checkName(name);
    this.#checkLimit(
      'xml.attributes',
      'number of attributes of one element',
      this.#attributes,
      this.#limits.attributesMax,
    );
  }

  /**
   * XML allows two characters in names that JavaScript takes for white space. No standard uses them, and parsers that
   * split at white space would read other names than the sender wrote. Saxes does not look at how the part behind the
   * colon begins, and libxml2 does.
   */
  #checkName(name: string): void {
    if (NO_QUALIFIED_NAME.test(name)) this.#malformed(new Error(`${name} is not a qualified name.`));
    if (/[\u1680\ufeff]/.test(name)) {
      throw this.#refusal('xml.name', 'The XML contains a name with an invisible character (U+1680 or U+FEFF).');
    }
  }

  /** Saxes passes `<?a?b?>`, which no other parser takes, and says the same of it as of `<?a ?b?>`. Neither is used. */
  #instruction(target: string, body: string): void {
    if (body.startsWith('?')) this.#malformed(new Error(`what the instruction ${target} says begins with "?".`));
    if (target.includes(':')) this.#malformed(new Error(`${target} is not a name without a colon.`));
  }

  #checkLimit(code: string, what: string, found: number, max: number): void {
    if (found > max) throw this.#refusal(code, `The ${what} of the XML exceeds the limit of ${max}.`, { max });
  }

  #malformed(error: Error): never {
    const reason = error.message.replace(/^\d+:\d+: /, '').slice(0, 200);
    if (reason.startsWith('unbound namespace prefix')) {
      const prefix = reason.replace(/^[^"]*"|"\.?$/g, '');
      throw this.#refusal(
        'xml.prefix-undeclared',
        `The XML uses the namespace prefix ${prefix} without declaring it.`,
        {
          prefix,
        },
      );
    }
    if (reason.startsWith('document must contain a root element')) {
      throw this.#refusal('xml.empty', 'The XML contains no element.');
    }
    throw this.#refusal('xml.not-well-formed', `The XML is not well-formed: ${reason}`, { reason });
  }

  #refusal(code: string, sentence: string, values: Readonly<Record<string, string | number>> = {}): HubError {
    const { line, column } = this.#parser;
    return new HubError('rejected', code, `${sentence} (line ${line}, column ${column})`, {
      values: { ...values, line, column },
    });
  }
}
