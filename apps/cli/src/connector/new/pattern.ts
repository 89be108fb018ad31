/**
 * Regular expressions as XML Schema and JSON Schema write them, read into a tree: to make up a text that one matches.
 * JavaScript's own engine only says whether a text does.
 */

export type Pattern =
  | { readonly kind: 'sequence'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'repeat'; readonly part: Pattern; readonly min: number; readonly max: number }
  | { readonly kind: 'characters'; readonly has: (char: string) => boolean; readonly first: string | undefined };

/** In this order, so that what is made up looks like something. */
const LIKELY = [
  ...'1aA0MbcdefghijklmnopqrstuvwxyzBCDEFGHIJKLNOPQRSTUVWXYZ23456789-_.:/ +äöüßÄÖÜ@,;()#*%&=?!',
  '\t',
  '\n',
  '"',
  "'",
  '[',
  ']',
  '{',
  '}',
  '\\',
  '|',
  '^',
  '$',
  '<',
  '>',
  '~',
  '`',
];
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f', v: '\v', '0': '\0' };
/** Names of XML. */
const INITIAL = /[\p{L}_:]/u;
const NAME = /[\p{L}\p{N}\p{M}._:-]/u;
const KINDS: Readonly<Record<string, (char: string) => boolean>> = {
  d: (char) => /\p{Nd}/u.test(char),
  w: (char) => !/[\p{P}\p{Z}\p{C}]/u.test(char) || char === '_',
  s: (char) => /[ \t\n\r]/.test(char),
  i: (char) => INITIAL.test(char),
  c: (char) => NAME.test(char),
};

/** @throws SyntaxError when it is not understood */
export function parsePattern(source: string): Pattern {
  const reader = new Reader(source);
  const pattern = reader.choice();
  if (!reader.isAtEnd()) throw new SyntaxError(`not understood from "${reader.rest()}" on`);
  return pattern;
}

class Reader {
  readonly #chars: readonly string[];
  #at = 0;

  constructor(source: string) {
    this.#chars = [...source];
  }

  isAtEnd(): boolean {
    return this.#at >= this.#chars.length;
  }

  rest(): string {
    return this.#chars.slice(this.#at).join('');
  }

  choice(): Pattern {
    const parts = [this.#sequence()];
    while (this.#take('|')) parts.push(this.#sequence());
    return parts.length === 1 ? parts[0]! : { kind: 'choice', parts };
  }

  #sequence(): Pattern {
    const parts: Pattern[] = [];
    while (!this.isAtEnd() && this.#peek() !== '|' && this.#peek() !== ')') {
      const atom = this.#atom();
      if (atom !== undefined) parts.push(this.#quantified(atom));
    }
    return { kind: 'sequence', parts };
  }

  #atom(): Pattern | undefined {
    const char = this.#next();
    if (char === '(') return this.#bracketed();
    if (char === '[') return characters(this.#set());
    if (char === '.') return characters((one) => one !== '\n' && one !== '\r');
    if (char === '\\') return this.#escape();
    // Anchors of JSON Schema; both ends are anchored here.
    if (char === '^' || char === '$') return undefined;
    return characters((one) => one === char, char);
  }

  #bracketed(): Pattern | undefined {
    if (this.#take('?')) {
      const sign = this.#next();
      if (sign === '<' && !'=!'.includes(this.#peek() ?? '')) {
        while (this.#next() !== '>');
      } else if (sign !== ':') {
        // What only looks ahead adds no character; what is made up is checked against all of it.
        this.choice();
        this.#expect(')');
        return undefined;
      }
    }
    const inner = this.choice();
    this.#expect(')');
    return inner;
  }

  #escape(): Pattern | undefined {
    if (this.#peek() === 'b' || this.#peek() === 'B') {
      this.#next();
      return undefined;
    }
    const has = this.#escaped();
    return typeof has === 'string' ? characters((one) => one === has, has) : characters(has);
  }

  #escaped(): string | ((char: string) => boolean) {
    const char = this.#next();
    if (char === 'p' || char === 'P') return this.#property(char === 'P');
    const kind = KINDS[char.toLowerCase()];
    if (kind !== undefined && (char !== 'C' || kind !== undefined)) {
      return char === char.toLowerCase() ? kind : (one) => !kind(one);
    }
    if (char === 'u' || char === 'x') return this.#codePoint(char === 'u' ? 4 : 2);
    return ESCAPES[char] ?? char;
  }

  #codePoint(digits: number): string {
    if (this.#take('{')) {
      let hex = '';
      for (let char = this.#next(); char !== '}'; char = this.#next()) hex += char;
      return String.fromCodePoint(Number.parseInt(hex, 16));
    }
    const hex = Array.from({ length: digits }, () => this.#next()).join('');
    return String.fromCodePoint(Number.parseInt(hex, 16));
  }

  #property(negated: boolean): (char: string) => boolean {
    this.#expect('{');
    let name = '';
    for (let char = this.#next(); char !== '}'; char = this.#next()) name += char;
    const expression = name.startsWith('Is') ? blockOf(name) : new RegExp(`\\p{${name}}`, 'u');
    return (char) => expression.test(char) !== negated;
  }

  #set(): (char: string) => boolean {
    const negated = this.#take('^');
    const singles = new Set<string>();
    const tests: ((char: string) => boolean)[] = [];
    let subtracted: ((char: string) => boolean) | undefined;
    for (let first = true; first || this.#peek() !== ']'; first = false) {
      if (this.isAtEnd()) throw new SyntaxError('a set of characters is not closed');
      if (first && this.#peek() === ']') break;
      if (this.#peek() === '-' && this.#chars[this.#at + 1] === '[') {
        this.#at += 2;
        subtracted = this.#set();
        continue;
      }
      const from = this.#member();
      if (typeof from !== 'string') tests.push(from);
      else if (this.#peek() === '-' && !['[', ']', undefined].includes(this.#chars[this.#at + 1])) {
        this.#next();
        const to = this.#member();
        tests.push(typeof to === 'string' ? between(from, to) : to);
      } else singles.add(from);
    }
    this.#expect(']');
    const has = (char: string): boolean => singles.has(char) || tests.some((test) => test(char));
    return (char) => has(char) !== negated && subtracted?.(char) !== true;
  }

  #member(): string | ((char: string) => boolean) {
    const char = this.#next();
    return char === '\\' ? this.#escaped() : char;
  }

  #quantified(part: Pattern): Pattern {
    const bounds = this.#bounds();
    if (bounds === undefined) return part;
    // Lazy or possessive: the same texts match.
    if (!this.#take('?')) this.#take('+');
    return this.#quantified({ kind: 'repeat', part, ...bounds });
  }

  #bounds(): { readonly min: number; readonly max: number } | undefined {
    if (this.#take('*')) return { min: 0, max: Number.POSITIVE_INFINITY };
    if (this.#take('+')) return { min: 1, max: Number.POSITIVE_INFINITY };
    if (this.#take('?')) return { min: 0, max: 1 };
    const [written, min, comma, max] = /^\{(\d*)(,?)(\d*)\}/.exec(this.rest().slice(0, 40)) ?? [];
    if (written === undefined) return undefined;
    this.#at += written.length;
    const least = Number(min === '' ? 0 : min);
    return { min: least, max: comma === '' ? least : max === '' ? Number.POSITIVE_INFINITY : Number(max) };
  }

  #peek(): string | undefined {
    return this.#chars[this.#at];
  }

  #next(): string {
    const char = this.#chars[this.#at];
    if (char === undefined) throw new SyntaxError('it ends too early');
    this.#at += 1;
    return char;
  }

  #take(char: string): boolean {
    if (this.#peek() !== char) return false;
    this.#at += 1;
    return true;
  }

  #expect(char: string): void {
    if (!this.#take(char)) throw new SyntaxError(`"${char}" is missing before "${this.rest()}"`);
  }
}

/** Blocks that schemas name; of others the Latin letters. */
function blockOf(name: string): RegExp {
  return name === 'IsBasicLatin' ? /[\0-\x7f]/u : name === 'IsLatin-1Supplement' ? /[\x80-\xff]/u : /\p{L}/u;
}

function between(from: string, to: string): (char: string) => boolean {
  const [low, high] = [from.codePointAt(0)!, to.codePointAt(0)!];
  return (char) => char.codePointAt(0)! >= low && char.codePointAt(0)! <= high;
}

function characters(has: (char: string) => boolean, only?: string): Pattern {
  return { kind: 'characters', has, first: only ?? LIKELY.find(has) ?? searched(has) };
}

const LAST_SEARCHED = 0x3000;

function searched(has: (char: string) => boolean): string | undefined {
  for (let code = 0x20; code < LAST_SEARCHED; code += 1) {
    const char = String.fromCodePoint(code);
    if (has(char)) return char;
  }
  return undefined;
}
