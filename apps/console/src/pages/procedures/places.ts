/** Settings that say where in a message something is, and putting a place of a sample into one of them. */
import { asSettings, withMember, type Field, type Settings } from './settings-schema.js';

/** A setting that takes a place. */
export interface PlaceSetting {
  /** JSON pointer into the settings. */
  readonly path: string;
  /** With the group it is in. */
  readonly title: string;
  readonly names: readonly string[];
  /** One place, several in an order, or each with a name. */
  readonly takes: 'text' | 'list' | 'map';
}

export function placeSettingsOf(
  fields: readonly Field[],
  within: { readonly title: string; readonly names: readonly string[] } = { title: '', names: [] },
): readonly PlaceSetting[] {
  return fields.flatMap(({ name, path, title: own, shape }): readonly PlaceSetting[] => {
    const title = within.title === '' ? own : `${within.title}: ${own}`;
    const names = [...within.names, name];
    if (shape.as === 'group') return placeSettingsOf(shape.fields, { title, names });
    return 'ofPlaces' in shape && shape.ofPlaces === true ? [{ path, title, names, takes: shape.as }] : [];
  });
}

/** The settings that name the place. */
export function usesOf(place: string, settings: Settings, all: readonly PlaceSetting[]): readonly PlaceSetting[] {
  return all.filter(({ names, takes }) => {
    const value = names.reduce<unknown>((object, name) => asSettings(object)[name], settings);
    if (takes === 'text') return value === place;
    return takes === 'list' ? Array.isArray(value) && value.includes(place) : named(value).includes(place);
  });
}

/** A single one is replaced; to several it is added at the end. */
export function withPlace(settings: Settings, { names, takes }: PlaceSetting, place: string): Settings {
  const [name, ...below] = names;
  if (name === undefined) return settings;
  if (below.length > 0) {
    const part = asSettings(settings[name]);
    return withMember(settings, name, withPlace(part, { path: '', title: '', names: below, takes }, place));
  }
  const before = settings[name];
  if (takes === 'text') return withMember(settings, name, place);
  if (takes === 'map') return withMember(settings, name, { ...asSettings(before), [nameFor(place)]: place });
  const list = Array.isArray(before) ? (before as readonly unknown[]) : [];
  return withMember(settings, name, list.includes(place) ? list : [...list, place]);
}

function named(value: unknown): readonly unknown[] {
  return Object.values(asSettings(value));
}

/** The last word of the place, as names of metadata are written: `/applicant/dateOfBirth` → `date-of-birth`. */
export function nameFor(place: string): string {
  const words = place.split(/[/.@]/).filter((word) => /\p{L}/u.test(word));
  const plain = (words.at(-1) ?? 'field')
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1-$2')
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[-0-9]+|-+$/g, '');
  return plain === '' ? 'field' : plain;
}
