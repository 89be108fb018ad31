/** Variants of a message in JSON, each with one thing that should not be so. */
import { HOSTILE_TEXTS } from './hostile-text.js';
import type { Variant } from './hostile-xml.js';

type Members = Readonly<Record<string, unknown>>;

interface Place {
  readonly value: unknown;
  readonly path: string;
  /** The whole with another value, several or none in place of this one. */
  readonly replaced: (...values: readonly unknown[]) => unknown;
}

const OTHER_KINDS: readonly (readonly [what: string, value: unknown])[] = [
  ...HOSTILE_TEXTS.map(([what, text]): [string, unknown] => [`a text, ${what}`, text]),
  // NUL, half of a surrogate pair and members called __proto__ do not come past the front door.
  ['a text with a control character', 'a\u0007b'],
  ['null', null],
  ['true', true],
  ['a negative number', -1],
  ['the largest number', Number.MAX_VALUE],
  ['an empty list', []],
  ['an empty object', {}],
  ['a list in a list', [[]]],
];

/** Of the items of a list the first and the last are taken. */
export function* hostileJson(whole: unknown): Generator<Variant<unknown>> {
  yield* variantsBelow({ value: whole, path: '', replaced: (...values) => values[0] });
}

function* variantsBelow(place: Place): Generator<Variant<unknown>> {
  const { value, path, replaced } = place;
  const name = path === '' ? 'the whole' : path;
  if (path !== '') yield { what: `${name} is missing`, value: replaced() };
  for (const [what, other] of OTHER_KINDS) yield { what: `${name} is ${what}`, value: replaced(other), ofValue: true };
  if (Array.isArray(value)) {
    yield* variantsOfList(place, value);
  } else if (typeof value === 'object' && value !== null) {
    yield* variantsOfObject(place, value as Members);
  }
}

function* variantsOfList({ path, replaced }: Place, items: readonly unknown[]): Generator<Variant<unknown>> {
  for (const index of new Set([0, items.length - 1])) {
    if (index < 0) continue;
    const itself = items[index];
    yield { what: `${path}/${index} is there twice`, value: replaced(items.toSpliced(index, 0, itself)) };
    yield* variantsBelow({
      value: itself,
      path: `${path}/${index}`,
      replaced: (...values) => replaced(items.toSpliced(index, 1, ...values)),
    });
  }
}

function* variantsOfObject({ path, replaced }: Place, members: Members): Generator<Variant<unknown>> {
  const name = path === '' ? 'the whole' : path;
  for (const odd of ['constructor', 'toString']) {
    yield { what: `${name} has a member ${odd}`, value: replaced(withMember(members, odd, { unexpected: 'yes' })) };
  }
  for (const [key, member] of Object.entries(members)) {
    yield* variantsBelow({
      value: member,
      path: `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      replaced: (...values) =>
        replaced(values.length === 0 ? without(members, key) : withMember(members, key, values[0])),
    });
  }
}

function withMember(members: Members, key: string, value: unknown): Members {
  return { ...members, [key]: value };
}

function without(members: Members, key: string): Members {
  const { [key]: _gone, ...rest } = members;
  return rest;
}
