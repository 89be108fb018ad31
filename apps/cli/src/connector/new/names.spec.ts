import { describe, expect, it } from 'vitest';
import { metadataName, pascal, slug, typeName } from './names.js';

describe('a name of a type', () => {
  it.each([
    ['Abgabe.Abgabe.0401', 'abgabe.abgabe.0401'],
    ['CreateFileGI', 'create-file-gi'],
    ['prüfung.Straße', 'pruefung.strasse'],
    ['***', 'message'],
    // A file, and a type in each reader, are called so already.
    ['Settings', 'settings-2'],
    ['Reading', 'reading-2'],
  ])('of %s is %s', (element, name) => {
    expect(typeName(element, new Set())).toBe(name);
  });

  it('is another one where the code would call both the same', () => {
    expect(typeName('dogLicence', new Set(['dog.licence']))).toBe('dog-licence-2');
    expect(typeName('dog', new Set(['dog', 'dog-2']))).toBe('dog-3');
  });
});

it('of metadata begins with a letter and has no dots', () => {
  expect(metadataName('2.Vorname')).toBe('n2-vorname');
  expect(metadataName('nachrichtenUUID')).toBe('nachrichten-uuid');
});

it('in code is one word', () => {
  expect([pascal('abgabe.abgabe.0401'), pascal('0401'), slug('a--b')]).toEqual(['AbgabeAbgabe0401', 'N0401', 'a-b']);
});
