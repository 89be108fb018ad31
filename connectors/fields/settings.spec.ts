// The two generic connectors are set up with the same settings, and a form can be made of them in both languages.
import { describe, expect, it } from 'vitest';
import json from '../../schemas/json-generic/settings.json' with { type: 'json' };
import xml from '../../schemas/xml-generic/settings.json' with { type: 'json' };

type Member = Readonly<Record<string, unknown>>;

/** Without what a path looks like, and the example of one. */
function plain(schema: unknown): unknown {
  return JSON.parse(
    JSON.stringify(schema, (name, value: unknown) =>
      name === 'pattern' || name === 'x-path' ? undefined : name === 'x-texts' ? 'texts' : value,
    ),
  );
}

function membersOf(schema: Member): readonly (readonly [string, Member])[] {
  const own = Object.entries((schema['properties'] ?? {}) as Readonly<Record<string, Member>>);
  return own.flatMap(([name, member]) => [[name, member] as const, ...membersOf(member)]);
}

describe('the settings of the generic connectors', () => {
  it('are the same, except for paths, the root of XML and the mark that it may have', () => {
    const { roots, testMessages, ...shared } = xml.properties;
    expect(roots.items.pattern).toBeDefined();
    expect(testMessages.enum).toEqual(['reject', 'file']);
    expect(plain(shared)).toEqual(plain(json.properties));
  });

  it.each([...membersOf(json), ...membersOf(xml)])(
    '%s is named and explained in German and English',
    (_name, member) => {
      const texts = member['x-texts'] as Record<'de' | 'en', { title?: string; description?: string }>;
      expect(texts.de.title).toMatch(/./);
      expect(texts.en.title).toMatch(/./);
      expect(texts.de.description).toMatch(/[.]$/);
    },
  );

  it.each([
    ['/a', true],
    ['/a/0/b~1c', true],
    ['/', false],
    ['a', false],
    ['/a/', false],
    ['/a~2', false],
  ])('take %s as a JSON pointer: %s', (path, taken) => {
    expect(new RegExp(json.properties.key.pattern, 'u').test(path)).toBe(taken);
  });

  it.each([
    ['a', true],
    ['a/b', true],
    ['a/@b', true],
    ['@b', true],
    ['.', true],
    ['/a', false],
    ['a//b', false],
    ['a/@b/c', false],
    ['p:a', false],
    ['a b', false],
    ['', false],
  ])('take %s as a path of elements: %s', (path, taken) => {
    expect(new RegExp(xml.properties.key.pattern, 'u').test(path)).toBe(taken);
  });
});
