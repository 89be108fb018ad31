/**
 * Walks JSON text once without building anything: is it well-formed (RFC 8259), and how deep? `JSON.parse` names no
 * position in its error, and would build millions of nested arrays before anyone could count them.
 */
import { HubError } from '../errors/hub-error.js';

/* oxlint-disable no-control-regex -- JSON forbids exactly these characters in a string */
const tokens = {
  space: /[ \t\n\r]*/y,
  plain: /[^"\\\u0000-\u001f]*/y,
  escape: /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y,
  scalar: /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y,
} as const;

/** @throws HubError `json.not-well-formed` with the position, or `json.depth` */
// oxlint-disable-next-line max-lines-per-function -- small functions around one position in the text
export function scanJson(text: string, depthMax: number): void {
  new Scan(text, depthMax).whole();
}

class Scan {
  private at = 0;
  /** The closing bracket of each open object and array. */
  private readonly open: string[] = [];

  constructor(
    private readonly text: string,
    private readonly depthMax: number,
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
      const char = this.text[this.at];
      if (char !== '{' && char !== '[') break;
      this.open.push(char === '{' ? '}' : ']');
      if (this.open.length > this.depthMax) tooDeep(this.depthMax);
      this.at += 1;
      this.skipSpace();
      if (this.text[this.at] === this.open.at(-1)) return;
      if (char === '{') this.memberName();
    }
    if (this.text[this.at] === '"') this.string();
    else this.take(tokens.scalar);
    this.skipSpace();
  }

  /** Behind a value, or at the end of an empty object or array. */
  private afterValue(): void {
    if (this.text[this.at] === this.open.at(-1)) {
      this.open.pop();
      this.at += 1;
      this.skipSpace();
      return;
    }
    this.step(',');
    this.skipSpace();
    if (this.open.at(-1) === '}') this.memberName();
    this.value();
  }

  private memberName(): void {
    this.string();
    this.skipSpace();
    this.step(':');
    this.skipSpace();
  }

  /** Piece by piece: one expression for a whole string runs out of stack at documents of some MiB that ride as text. */
  private string(): void {
    this.step('"');
    this.take(tokens.plain);
    while (this.text[this.at] === '\\') {
      this.take(tokens.escape);
      this.take(tokens.plain);
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
    const before = text.slice(0, position);
    const line = before.split('\n').length;
    const column = position - before.lastIndexOf('\n');
    throw new HubError(
      'rejected',
      'json.not-well-formed',
      position >= text.length
        ? 'The JSON is not well-formed: it ends too early.'
        : `The JSON is not well-formed at line ${line}, column ${column}.`,
      { values: { line, column, position } },
    );
  }
}

function tooDeep(max: number): never {
  throw new HubError('rejected', 'json.depth', `The nesting depth of the JSON exceeds the limit of ${max}.`, {
    values: { max },
  });
}
