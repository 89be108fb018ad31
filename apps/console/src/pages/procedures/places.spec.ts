import { describe, expect, it } from 'vitest';
import schema from '../../../../../schemas/json-generic/settings.json' with { type: 'json' };
import { nameFor, placeSettingsOf, usesOf, withPlace } from './places.js';
import { fieldsOf } from './settings-schema.js';

const takers = placeSettingsOf(fieldsOf(schema, 'en')!);
const taker = (path: string) => takers.find((one) => one.path === path)!;

describe('places of a sample', () => {
  it('are taken by settings that ask for one, wherever they are', () => {
    expect(takers.map(({ path, takes }) => `${path} ${takes}`).slice(0, 5)).toEqual([
      '/required list',
      '/key text',
      '/caseFile/key text',
      '/caseFile/subject list',
      '/caseFile/metadata map',
    ]);
    expect(taker('/caseFile/key').title).toBe('Case file: Field that names the case file');
    expect(takers.some(({ path }) => path === '/filePlanCode')).toBe(false);
  });

  it('replace a single one, and are added to several', () => {
    const settings = { key: '/old', caseFile: { subject: ['/a'], words: 'W' } };
    expect(withPlace(settings, taker('/key'), '/b')).toEqual({ ...settings, key: '/b' });
    const more = withPlace(settings, taker('/caseFile/subject'), '/b');
    expect(more).toEqual({ ...settings, caseFile: { subject: ['/a', '/b'], words: 'W' } });
    expect(withPlace(more, taker('/caseFile/subject'), '/b')).toEqual(more);
    const named = withPlace({}, taker('/document/metadata'), '/person/dateOfBirth');
    expect(named).toEqual({ document: { metadata: { 'date-of-birth': '/person/dateOfBirth' } } });
    expect(usesOf('/person/dateOfBirth', named, takers).map(({ path }) => path)).toEqual(['/document/metadata']);
    expect(usesOf('/b', more, takers).map(({ path }) => path)).toEqual(['/caseFile/subject']);
  });

  it.each([
    ['/list/0', 'list'],
    ['a/@gemeindeSchlüssel', 'gemeinde-schluessel'],
    ['.', 'field'],
    ['/äöüß/2ndName', 'nd-name'],
    ['/日本', 'field'],
  ])('give metadata a name: %s → %s', (place, name) => expect(nameFor(place)).toBe(name));
});
