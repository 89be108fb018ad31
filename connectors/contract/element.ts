/** A date without a time zone as written in the message, `YYYY-MM-DD`. Dates from messages stay dates. */
export type IsoDate = string;

/** An exact decimal number in plain notation, `-?digits[.digits]`, with the scale the sender wrote. Never a float. */
export type Decimal = string;

/** An XÖV code: the value and, where the message says so, the list it comes from. */
export interface Code {
  readonly code: string;
  readonly listUri?: string;
  readonly listVersion?: string;
  /** What the message says, else what the installed code list says. */
  readonly name?: string;
  /** False: the list is installed in this version, and has no such code. Absent when it is not installed. */
  readonly known?: boolean;
}

/**
 * Reads that answer `undefined` where the path leads nowhere or to an empty element.
 * A value that is there but malformed (a date that is none) is still `Rejected`.
 */
export interface OptionalReader {
  one(path: string): Element | undefined;
  text(path: string): string | undefined;
  date(path: string): IsoDate | undefined;
  decimal(path: string): Decimal | undefined;
  code(path: string): Code | undefined;
}

/**
 * An XML element as a connector sees it: read-only and aware of namespaces by their URI.
 *
 * A path is a list of child steps joined by `/`, at most ending in an attribute: `cac:Party/cbc:Name`,
 * `cbc:PayableAmount/@currencyID`. A step with a prefix matches the namespace that the manifest gives that prefix
 * (`namespaces` of the accepted type), whatever prefix the sender used. A step without a prefix matches the local name
 * in any namespace or none: that is how the qualified and the unqualified XÖV base message are read by one path.
 * `.` is the element itself. There are no predicates: `many` and a filter in TypeScript say it better.
 *
 * Every reader except `many` and `maybe` throws `Rejected` with the full XPath when the path leads nowhere, leads to
 * more than one place, or to an empty value.
 */
export interface Element {
  /** Local name, without prefix. */
  readonly name: string;
  /** Namespace URI, the empty string for none. */
  readonly namespace: string;
  /** Where this element stands, as an XPath with positions, for error messages. */
  readonly path: string;
  /** The child elements in document order. */
  readonly children: readonly Element[];

  /** The single element at `path`. */
  one(path: string): Element;
  /** All elements at `path` in document order; empty when there are none. */
  many(path: string): readonly Element[];
  /** The text at `path`, white space trimmed at both ends. */
  text(path: string): string;
  /** An `xs:date` (a time zone suffix is dropped) or, for CII, a `format="102"` date `YYYYMMDD`. */
  date(path: string): IsoDate;
  /** An `xs:decimal`. */
  decimal(path: string): Decimal;
  /** An XÖV code: `<x listURI listVersionID><code/><name?/></x>`, or plain text as its `code`. */
  code(path: string): Code;
  /** The same readers, answering `undefined` instead of refusing where nothing is. */
  readonly maybe: OptionalReader;
}
