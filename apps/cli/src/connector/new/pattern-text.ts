/** Texts that a pattern matches, and whether it matches one. */
import type { Pattern } from './pattern.js';

/** How much longer than needed a text is tried. */
const STRETCH_MAX = 300;
const STEPS_MAX = 200_000;

/** The shortest text, and longer ones: what else is asked of a text may be its length. */
export function* textsOf(pattern: Pattern): Generator<string> {
  let before: string | undefined;
  for (let stretch = 0; stretch <= STRETCH_MAX; stretch += 1) {
    const text = made(pattern, { left: stretch });
    if (text === undefined) return;
    if (text !== before) yield text;
    before = text;
  }
  for (const text of alternatives(pattern)) yield text;
}

/** @param stretch repetitions that may be added, the first parts first */
function made(pattern: Pattern, stretch: { left: number }): string | undefined {
  switch (pattern.kind) {
    case 'characters':
      return pattern.first;
    case 'choice':
      return pattern.parts.map((part) => made(part, stretch)).find((text) => text !== undefined && text !== '') ?? '';
    case 'sequence': {
      const texts = pattern.parts.map((part) => made(part, stretch));
      return texts.includes(undefined) ? undefined : texts.join('');
    }
    case 'repeat': {
      const added = Math.min(stretch.left, pattern.max - pattern.min);
      stretch.left -= added;
      let text = '';
      for (let time = 0; time < pattern.min + added; time += 1) {
        const part = made(pattern.part, stretch);
        if (part === undefined) return pattern.min === 0 ? '' : undefined;
        text += part;
      }
      return text;
    }
  }
}

/** Each way of the choices at the top. */
function alternatives(pattern: Pattern): readonly string[] {
  if (pattern.kind === 'choice') return pattern.parts.flatMap((part) => made(part, { left: 0 }) ?? []);
  if (pattern.kind !== 'sequence') return [];
  const at = pattern.parts.findIndex(({ kind }) => kind === 'choice');
  if (at < 0) return [];
  const before = made({ kind: 'sequence', parts: pattern.parts.slice(0, at) }, { left: 0 });
  const after = made({ kind: 'sequence', parts: pattern.parts.slice(at + 1) }, { left: 0 });
  return before === undefined || after === undefined
    ? []
    : alternatives(pattern.parts[at]!).map((text) => before + text + after);
}

/** All of the text, as in XML Schema. A pattern that takes too long to try counts as one that does not match. */
export function matchesPattern(pattern: Pattern, text: string): boolean {
  const chars = [...text];
  let steps = 0;
  return match(pattern, 0, (at) => at === chars.length);

  function match(part: Pattern, at: number, then: (at: number) => boolean): boolean {
    steps += 1;
    if (steps > STEPS_MAX) return false;
    switch (part.kind) {
      case 'characters':
        return at < chars.length && part.has(chars[at]!) && then(at + 1);
      case 'choice':
        return part.parts.some((one) => match(one, at, then));
      case 'sequence':
        return inOrder(part.parts, 0, at, then);
      case 'repeat':
        return part.part.kind === 'characters' ? run(part, part.part, at, then) : repeated(part, 0, at, then);
    }
  }

  function inOrder(parts: readonly Pattern[], index: number, at: number, then: (at: number) => boolean): boolean {
    if (index === parts.length) return then(at);
    return match(parts[index]!, at, (next) => inOrder(parts, index + 1, next, then));
  }

  /** Of single characters: without a step on the stack for each. */
  function run(
    { min, max }: { readonly min: number; readonly max: number },
    part: Pattern & { readonly kind: 'characters' },
    at: number,
    then: (at: number) => boolean,
  ): boolean {
    let end = at;
    while (end < chars.length && end - at < max && part.has(chars[end]!)) end += 1;
    for (; end - at >= min; end -= 1) {
      steps += 1;
      if (steps > STEPS_MAX) return false;
      if (then(end)) return true;
    }
    return false;
  }

  function repeated(
    part: Pattern & { readonly kind: 'repeat' },
    times: number,
    at: number,
    then: (at: number) => boolean,
  ): boolean {
    const more = times < part.max && match(part.part, at, (next) => next > at && repeated(part, times + 1, next, then));
    return more || (times >= part.min && then(at));
  }
}
