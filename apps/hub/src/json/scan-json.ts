/**
 * Walks JSON text once without building anything: is it well-formed (RFC 8259), how deep, how many values, and does each
 * name stand once? `JSON.parse` names no position in its error, would build millions of nested arrays before anyone could
 * count them, and takes the last of two members of one name, where others take the first.
 */
import { HubError } from '../errors/hub-error.js';
import type { JsonLimits } from './read-json.js';

/* oxlint-disable no-control-regex -- JSON forbids exactly these characters in a string */
const tokens = {
  space: /[ \t\n\r]*/y,
  text: /(?:[^"\\\u0000-\u001f]{1,1000}|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})){0,100}/y,
  scalar: /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y,
} as const;

/** @throws HubError `json.not-well-formed` or `json.duplicate-name` with the position, `json.depth` or `json.values` */
// oxlint-disable-next-line max-lines-per-function -- small functions around one position in the text
export function scanJson(text: string, limits: JsonLimits): void {
  new Scan(text, limits).whole();
}

/** An object or array that has not ended yet. */
interface Open {
  readonly closing: '}' | ']';
  /** Of the members of an object so far, without escapes. */
  readonly names?: Set<string>;
}

class Scan {
  private at = 0;
  private values = 0;
  private readonly open: Open[] = [];

  constructor(
    private readonly text: string,
    private readonly limits: JsonLimits,
  ) {}

  whole(): void {
    this.skipSpace();
    this.value();
    while (this.open.length > 0) this.afterValue();
    if (this.at < this.text.length) this.fail();
  }

  /** One value; of an object or array only its beginning, up to and including the first member's value. */
  private value(): void {
    for (;;) {
      this.values += 1;
      if (this.values > this.limits.valuesMax) tooMany(this.limits.valuesMax);
      const char = this.text[this.at];
      if (char !== '{' && char !== '[') break;
      this.open.push(char === '{' ? { closing: '}', names: new Set() } : { closing: ']' });
      if (this.open.length > this.limits.depthMax) tooDeep(this.limits.depthMax);
      this.at += 1;
      this.skipSpace();
      if (this.text[this.at] === this.open.at(-1)?.closing) return;
      if (char === '{') this.memberName();
    }
    if (this.text[this.at] === '"') this.string();
    else this.take(tokens.scalar);
    this.skipSpace();
  }

  /** Behind a value, or at the end of an empty object or array. */
  private afterValue(): void {
    if (this.text[this.at] === this.open.at(-1)?.closing) {
      this.open.pop();
      this.at += 1;
      this.skipSpace();
      return;
    }
    this.step(',');
    this.skipSpace();
    if (this.open.at(-1)?.closing === '}') this.memberName();
    this.value();
  }

  private memberName(): void {
    const start = this.at;
    this.string();
    const written = this.text.slice(start, this.at);
    const name = written.includes('\\') ? (JSON.parse(written) as string) : written.slice(1, -1);
    const names = this.open.at(-1)!.names!;
    if (names.has(name)) this.twice(start);
    names.add(name);
    this.skipSpace();
    this.step(':');
    this.skipSpace();
  }

  /** In pieces: one expression for a whole string runs out of stack at documents of some MiB that ride as text. */
  private string(): void {
    this.step('"');
    for (let before = -1; before < this.at;) {
      before = this.at;
      this.take(tokens.text);
    }
    this.step('"');
  }

  private step(char: string): void {
    if (this.text[this.at] !== char) this.fail();
    this.at += 1;
  }

  private skipSpace(): void {
    this.take(tokens.space);
  }

  private take(token: RegExp): void {
    token.lastIndex = this.at;
    if (!token.test(this.text)) this.fail();
    this.at = token.lastIndex;
  }

  private fail(): never {
    const { at: position, text } = this;
    const { line, column } = placeOf(text, position);
    throw new HubError(
      'rejected',
      'json.not-well-formed',
      position >= text.length
        ? 'The JSON is not well-formed: it ends too early.'
        : `The JSON is not well-formed at line ${line}, column ${column}.`,
      { values: { line, column, position } },
    );
  }

  private twice(position: number): never {
    const { line, column } = placeOf(this.text, position);
    const sentence = `The JSON has a property twice in one object (line ${line}, column ${column}).`;
    throw new HubError('rejected', 'json.duplicate-name', sentence, { values: { line, column, position } });
  }
}

/** Counted, not split: tens of millions of line breaks are as many strings. */
function placeOf(text: string, position: number): { readonly line: number; readonly column: number } {
  let line = 1;
  let start = 0;
  for (let next = text.indexOf('\n'); next >= 0 && next < position; next = text.indexOf('\n', start)) {
    line += 1;
    start = next + 1;
  }
  return { line, column: position - start + 1 };
}

function tooDeep(max: number): never {
  throw new HubError('rejected', 'json.depth', `The nesting depth of the JSON exceeds the limit of ${max}.`, {
    values: { max },
  });
}

function tooMany(max: number): never {
  throw new HubError('rejected', 'json.values', `The JSON has more values than the limit of ${max}.`, {
    values: { max },
  });
}
