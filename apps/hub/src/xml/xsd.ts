/** Validation against XML Schema. */
import { XmlError, XmlLibError, XmlValidateError, XsdValidator } from 'libxml2-wasm';
import { withDocument, withFiles, type LibxmlFinding } from './libxml.js';
import { readablePath } from './readable-path.js';
import type { OpenedXml } from './read.js';

export interface XsdFinding {
  readonly line: number;
  /** XPath in local names, as an `Element` says where it stands. */
  readonly path: string;
  readonly sentence: string;
}

/** As libxml2 counts; what is worse is an error. */
const WARNING = 1;

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
      throw new XsdProblem(missing.size > 0 ? missingSentence(missing) : firstProblem(cause), { cause });
    }
  }

  /** What is wrong with a message, and where. */
  validate({ document, tree }: Pick<OpenedXml, 'document' | 'tree'>): readonly XsdFinding[] {
    try {
      this.validator.validate(document);
      return [];
    } catch (error) {
      if (!(error instanceof XmlValidateError) || error.details.length === 0) throw error;
      const found = error.details as readonly LibxmlFinding[];
      return found.map(({ line, message, xpath }) => ({
        line,
        path: readablePath(tree, xpath),
        sentence: plainSentence(message),
      }));
    }
  }

  dispose(): void {
    this.validator.dispose();
  }
}

function missingSentence(missing: ReadonlySet<string>): string {
  return `it imports what is not installed: ${[...missing].join(', ')}`;
}

/** Of an import that is skipped because its namespace is known libxml2 only warns; what is wrong comes behind it. */
function firstProblem(error: XmlError): string {
  const found = error instanceof XmlLibError ? error.details : [];
  const problem = found.find(({ level }) => level > WARNING) ?? found[0];
  return plainSentence((problem?.message ?? error.message).split('\n', 1)[0] ?? '');
}

/** Names as people write them: `{urn:…}Name` says where it is from, which the path and the schema say already. */
function plainSentence(message: string): string {
  const plain = message.trim().replace(/'\{[^{}']*\}([^{}']+)'/g, "'$1'");
  const short = plain.length > SENTENCE_LENGTH_MAX ? `${plain.slice(0, SENTENCE_LENGTH_MAX)}…` : plain;
  // Half of a pair of surrogates is nothing that a database takes.
  return short.replace(/\p{Surrogate}/gu, '').replaceAll('\0', '');
}
