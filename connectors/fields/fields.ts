import { Rejected } from '../contract/index.js';

/**
 * What a message says at a path that a municipality named. A path leads to single values: whoever needs to choose
 * between several, or to work something out, writes a connector.
 */
export interface Fields {
  /** First word of the codes of refusals: the name of the connector. */
  readonly connector: string;

  /**
   * The value, white space trimmed at both ends; undefined where nothing is, or nothing in it.
   *
   * @throws Rejected when what is there is several values, or has others in it
   */
  text(path: string): string | undefined;

  /** The values, where there may be several. @throws Rejected when one of them has others in it */
  texts(path: string): readonly string[];

  /** The path as the sender of a message knows it: an XPath, or a JSON pointer. */
  placeOf(path: string): string;
}

/** Keys are joined to others (`<key>/<attachment>`), and must have room for that. */
export const KEY_LENGTH_MAX = 200;
const METADATA_LENGTH_MAX = 10_000;
const METADATA_VALUES_MAX = 1_000;

/** @throws Rejected when it is missing, empty, or longer than a record can have it */
export function required(fields: Fields, path: string): string {
  const value = fields.text(path);
  if (value !== undefined) return value;
  const place = fields.placeOf(path);
  throw new Rejected(`${fields.connector}.field-missing`, `${place} is missing or empty; give it a value.`, place);
}

/** What names a record. @throws Rejected as `required`, and for a value that cannot be a key */
export function keyAt(fields: Fields, path: string): string {
  const key = within(fields, path, required(fields, path), KEY_LENGTH_MAX);
  // oxlint-disable-next-line no-control-regex -- these are what must not be in a key
  if (!/[\u0000-\u001f\u007f]/.test(key)) return key;
  const place = fields.placeOf(path);
  const sentence = `${place} has a line break or another control character; a value that names a record is one line.`;
  throw new Rejected(`${fields.connector}.control-character`, sentence, place);
}

/** The value in one line, for people; undefined where nothing is. */
export function lineAt(fields: Fields, path: string, lengthMax: number): string | undefined {
  const value = fields.text(path)?.replace(/\s+/g, ' ');
  return value === undefined ? undefined : within(fields, path, value, lengthMax);
}

/** As it is kept with a record: one value as it is, several as a list, none as undefined. */
export function metadataAt(fields: Fields, path: string): string | readonly string[] | undefined {
  const values = fields.texts(path);
  if (values.length > METADATA_VALUES_MAX) {
    const place = fields.placeOf(path);
    const sentence = `${place} is there ${values.length} times; at most ${METADATA_VALUES_MAX} are kept with a record.`;
    throw new Rejected(`${fields.connector}.too-many-values`, sentence, place);
  }
  const fitting = values.map((value) => within(fields, path, value, METADATA_LENGTH_MAX));
  return fitting.length > 1 ? fitting : fitting[0];
}

function within(fields: Fields, path: string, value: string, lengthMax: number): string {
  if (value.length <= lengthMax) return value;
  const place = fields.placeOf(path);
  const sentence = `${place} has ${value.length} characters; at most ${lengthMax} can be filed from there.`;
  throw new Rejected(`${fields.connector}.value-too-long`, sentence, place);
}
