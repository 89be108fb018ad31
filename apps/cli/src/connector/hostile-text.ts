/** Values that nobody expects, for the places where messages have values. */

/** Longer than every limit of keys, subjects and metadata. */
export const HUGE = 'x'.repeat(100_001);

/** What XML and JSON may both say, and few think of. */
export const HOSTILE_TEXTS: readonly (readonly [what: string, text: string])[] = [
  ['empty', ''],
  ['blank', ' \t '],
  ['huge', HUGE],
  ['of several lines', 'one\n\ttwo\r\nthree'],
  ['of another kind', '\u{1f4dc} -1e999 ../../x <y> \u202e'],
];
