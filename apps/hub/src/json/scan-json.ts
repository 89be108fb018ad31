/**
 * Walks JSON text once without building anything: is it well-formed (RFC 8259), and how deep? `JSON.parse` names no
 * position in its error, and would build millions of nested arrays before anyone could count them.
 */
import { HubError } from '../errors/hub-error.js';

/* oxlint-disable no-control-regex -- JSON forbids exactly these characters in a string */
const tokens = {
  space: /[ \t\n\r]*/y,
  string: /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y,
  scalar: /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y,
} as const;

/** @throws HubError `json.not-well-formed` with the position, or `json.depth` */
export function scanJson(text: string, depthMax: number): void {
  /** The closing bracket of each open object and array. */
  const open: string[] = [];
  let at = 0;

  skipSpace();
  value();
  while (open.length > 0) afterValue();
  if (at < text.length) fail();

  /** One value; of an object or array only its beginning, up to and including the first member's value. */
  function value(): void {
    for (;;) {
      const char = text[at];
      if (char !== '{' && char !== '[') break;
      open.push(char === '{' ? '}' : ']');
      if (open.length > depthMax) tooDeep(depthMax);
      at += 1;
      skipSpace();
      if (text[at] === open.at(-1)) return;
      if (char === '{') memberName();
    }
    take(text[at] === '"' ? tokens.string : tokens.scalar);
    skipSpace();
  }

  /** Behind a value, or at the end of an empty object or array. */
  function afterValue(): void {
    const char = text[at];
    if (char === open.at(-1)) {
      open.pop();
      at += 1;
      skipSpace();
      return;
    }
    if (char !== ',') fail();
    at += 1;
    skipSpace();
    if (open.at(-1) === '}') memberName();
    value();
  }

  function memberName(): void {
    take(tokens.string);
    skipSpace();
    if (text[at] !== ':') fail();
    at += 1;
    skipSpace();
  }

  function skipSpace(): void {
    take(tokens.space);
  }

  function take(token: RegExp): void {
    token.lastIndex = at;
    if (!token.test(text)) fail();
    at = token.lastIndex;
  }

  function fail(): never {
    const before = text.slice(0, at);
    const line = before.split('\n').length;
    const column = at - before.lastIndexOf('\n');
    throw new HubError(
      'rejected',
      'json.not-well-formed',
      at >= text.length
        ? 'The JSON is not well-formed: it ends too early.'
        : `The JSON is not well-formed at line ${line}, column ${column}.`,
      { values: { line, column, position: at } },
    );
  }
}

function tooDeep(max: number): never {
  throw new HubError('rejected', 'json.depth', `The nesting depth of the JSON exceeds the limit of ${max}.`, {
    values: { max },
  });
}
