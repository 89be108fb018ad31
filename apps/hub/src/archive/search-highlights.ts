/** Where in a record the words are that were looked for: places in plain text, so that nothing has to be trusted as HTML. */

export interface Highlight {
  /** `subject`, `reference`, `fileName`, or `metadata.` and the name. */
  readonly field: string;
  /** A long one is cut around the first place. */
  readonly text: string;
  /** Beginning and end of each place, in UTF-16 units as JavaScript and Java count them. */
  readonly ranges: readonly (readonly [number, number])[];
}

export interface Field {
  readonly field: string;
  readonly text: string;
}

/** What the database puts around a word that was looked for; it takes them out of every text before. */
const BEGIN = '\ue000';
const END = '\ue001';
const TEXT_LENGTH_MAX = 240;
const BEFORE_FIRST = 60;

/** Every text in metadata, however deep. */
export function fieldsOf(metadata: unknown, field = 'metadata'): readonly Field[] {
  if (typeof metadata === 'string') return [{ field, text: metadata }];
  if (typeof metadata !== 'object' || metadata === null) return [];
  const items = Array.isArray(metadata) ? metadata.map((item) => [undefined, item] as const) : Object.entries(metadata);
  return items.flatMap(([name, item]) => fieldsOf(item, name === undefined ? field : `${field}.${name}`));
}

/** All fields as one text, which the database marks. */
export function joined(fields: readonly Field[]): string {
  return fields.map(({ text }) => text).join('\n');
}

/**
 * @param marked the same text as `joined`, folded, with marks around the words
 * @param references what was looked for as it is; the database marks words alone
 */
export function highlights(
  fields: readonly Field[],
  marked: string,
  references: readonly string[],
): readonly Highlight[] {
  const marks = placesOf(marked);
  let offset = 0;
  return fields.flatMap(({ field, text }): readonly Highlight[] => {
    const [from, to] = [offset, offset + text.length];
    offset = to + 1;
    const words = marks
      .filter(([begin, end]) => begin >= from && end <= to)
      .map(([begin, end]) => [begin - from, end - from] as const);
    const ranges = merged([...words, ...references.flatMap((reference) => placesIn(text, reference))]);
    return ranges.length === 0 ? [] : [cut({ field, text, ranges })];
  });
}

/** Words of a question that the database looks for as they are: with a digit and a mark between. */
export function referencesIn(asked: string): readonly string[] {
  return asked
    .split(/\s+/)
    .map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
    .filter((word) => /\d/.test(word) && /[^\p{L}\p{N}]/u.test(word));
}

function placesOf(marked: string): readonly (readonly [number, number])[] {
  const places: [number, number][] = [];
  let at = 0;
  for (const character of marked.split('')) {
    if (character === BEGIN) places.push([at, at]);
    else if (character === END) places.at(-1)![1] = at;
    else at += 1;
  }
  return places;
}

function placesIn(text: string, word: string): readonly (readonly [number, number])[] {
  const [whole, wanted] = [text.toLowerCase(), word.toLowerCase()];
  // A letter that is longer when it is small would shift what comes behind it.
  if (whole.length !== text.length) return [];
  const places: [number, number][] = [];
  for (let at = whole.indexOf(wanted); at >= 0; at = whole.indexOf(wanted, at + wanted.length))
    places.push([at, at + wanted.length]);
  return places;
}

function merged(ranges: readonly (readonly [number, number])[]): Highlight['ranges'] {
  const all: [number, number][] = [];
  for (const [begin, end] of ranges.toSorted(([a], [b]) => a - b)) {
    const last = all.at(-1);
    if (last !== undefined && begin <= last[1]) last[1] = Math.max(last[1], end);
    else all.push([begin, end]);
  }
  return all;
}

function cut({ field, text, ranges }: Highlight): Highlight {
  if (text.length <= TEXT_LENGTH_MAX) return { field, text, ranges };
  let begin = Math.max(0, Math.min(ranges[0]![0] - BEFORE_FIRST, text.length - TEXT_LENGTH_MAX));
  let end = begin + TEXT_LENGTH_MAX;
  // No half of a surrogate pair at either end.
  if (/[\udc00-\udfff]/.test(text[begin]!)) begin += 1;
  if (/[\ud800-\udbff]/.test(text[end - 1]!)) end -= 1;
  const within = ranges.flatMap(([from, to]) =>
    from >= end ? [] : [[from - begin, Math.min(to, end) - begin] as const],
  );
  return { field, text: text.slice(begin, end), ranges: within };
}
