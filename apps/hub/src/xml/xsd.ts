/** Validation against XML Schema. */
import { XmlError, XmlParseError, XmlValidateError, XsdValidator, type XmlDocument } from 'libxml2-wasm';
import { HubError } from '../errors/hub-error.js';
import { ambiguous } from './ambiguous.js';
import { withDocument, withFiles, type LibxmlFinding } from './libxml.js';
import { readablePath } from './readable-path.js';
import type { XmlNode } from './tree.js';

export interface XsdFinding {
  readonly line: number;
  /** XPath in local names, as an `Element` says where it stands. */
  readonly path: string;
  readonly sentence: string;
}

/** A value of the message may be in it, up to its whole length. */
const SENTENCE_LENGTH_MAX = 400;

/** The schema is no schema, or what it needs is not there. The message is for operators. */
export class XsdProblem extends Error {
  override readonly name = 'XsdProblem';
}

/** A schema that is ready to validate. It holds memory that only `dispose` gives back. */
export class CompiledXsd {
  private constructor(private readonly validator: XsdValidator) {}

  /**
   * @param url of the schema; includes and imports are resolved against it
   * @param load bytes of a URL
   * @throws XsdProblem also when an import leads nowhere: libxml2 would skip it, and pass what it does not know
   */
  static compile(url: string, load: (url: string) => Uint8Array | undefined): CompiledXsd {
    const missing = new Set<string>();
    const failures: unknown[] = [];
    const loadOrNote = (wanted: string): Uint8Array | undefined => {
      try {
        const bytes = load(wanted);
        if (bytes === undefined) missing.add(wanted);
        return bytes;
      } catch (error) {
        // Libxml2 is in the middle of its work, and must come to its end.
        failures.push(error);
        return undefined;
      }
    };
    const bytes = load(url);
    if (bytes === undefined) throw new XsdProblem(`${url} is missing`);
    try {
      return withFiles(loadOrNote, () =>
        withDocument(bytes, url, (document) => {
          const compiled = new CompiledXsd(XsdValidator.fromDoc(document));
          if (missing.size + failures.length === 0) return compiled;
          compiled.dispose();
          throw new XsdProblem(missingSentence(missing));
        }),
      );
    } catch (cause) {
      if (failures.length > 0) throw failures[0];
      if (!(cause instanceof XmlError)) throw cause;
      throw new XsdProblem(missing.size > 0 ? missingSentence(missing) : firstLine(cause), { cause });
    }
  }

  /**
   * @param text of the whole document, decoded; its declaration may name any encoding
   * @param root of the same document, to say where a finding is
   * @throws HubError `xml.ambiguous` when libxml2 does not take it for XML, `read.heap` when its memory is used up
   */
  validate(text: string, root: XmlNode): readonly XsdFinding[] {
    try {
      return withDocument(text, 'message', (document) => this.findings(document, root));
    } catch (error) {
      throw error instanceof XmlParseError ? unreadable(error) : error;
    }
  }

  private findings(document: XmlDocument, root: XmlNode): readonly XsdFinding[] {
    try {
      this.validator.validate(document);
      return [];
    } catch (error) {
      if (!(error instanceof XmlValidateError) || error.details.length === 0) throw error;
      const found = error.details as readonly LibxmlFinding[];
      return found.map(({ line, message, xpath }) => ({
        line,
        path: readablePath(root, xpath),
        sentence: plainSentence(message),
      }));
    }
  }

  dispose(): void {
    this.validator.dispose();
  }
}

/** Without memory (2 GiB; a body within the default limits needs up to 1.3) libxml2 fails without a word. */
function unreadable(error: XmlParseError): HubError {
  if (error.details.some(({ message }) => message.trim() !== '')) return ambiguous(error);
  const sentence = 'This message needs more memory to validate than there is.';
  return new HubError('defect', 'read.heap', sentence, {}, { cause: error });
}

function missingSentence(missing: ReadonlySet<string>): string {
  return `it imports what is not installed: ${[...missing].join(', ')}`;
}

function firstLine(error: Error): string {
  return plainSentence(error.message.split('\n', 1)[0] ?? '');
}

/** Names as people write them: `{urn:…}Name` says where it is from, which the path and the schema say already. */
function plainSentence(message: string): string {
  const plain = message.trim().replace(/'\{[^{}']*\}([^{}']+)'/g, "'$1'");
  const short = plain.length > SENTENCE_LENGTH_MAX ? `${plain.slice(0, SENTENCE_LENGTH_MAX)}…` : plain;
  // Half of a pair of surrogates is nothing that a database takes.
  return short.replace(/\p{Surrogate}/gu, '').replaceAll('\0', '');
}
