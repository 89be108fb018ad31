import { describe, expect, it } from 'vitest';
import schema from '../../../../../schemas/xdomea/settings.json' with { type: 'json' };
import { fieldsOf, fitting, withMember } from './settings-schema.js';

const object = (properties: object, more: object = {}): object => ({ type: 'object', properties, ...more });
const shapes = (properties: object): unknown => fieldsOf(object(properties), 'de')?.map(({ shape }) => shape);

describe('the fields of settings', () => {
  it('are those of the schema, in the language of the reader', () => {
    const fields = fieldsOf(schema, 'de')!;
    expect(fields.map(({ name, shape }) => [name, shape.as])).toEqual([
      ['filePlanCode', 'text'],
      ['filePlanCodes', 'map'],
      ['changedDocument', 'choice'],
      ['documentContainer', 'choice'],
      ['testMessages', 'choice'],
    ]);
    expect(fields[0]).toMatchObject({ path: '/filePlanCode', title: 'Aktenplankennzeichen', required: true });
    const english = fieldsOf(schema, 'en')!;
    expect(english[0]).toMatchObject({
      title: 'File plan code',
      help: expect.stringMatching(/^Code of the file plan/),
    });
    expect(english[1]!.required).toBe(false);
  });

  it('have a shape for texts, numbers, switches, choices, lists, maps and groups', () => {
    const text = { type: 'string' };
    expect(
      shapes({
        text,
        whole: { type: 'integer' },
        number: { type: 'number' },
        flag: { type: 'boolean' },
        choice: { enum: ['a', 'b'], 'x-texts': { de: { values: { a: 'Eins' } }, en: {} } },
        list: { type: 'array', items: text },
        map: { type: 'object', additionalProperties: text },
      }),
    ).toEqual([
      { as: 'text' },
      { as: 'number' },
      { as: 'number' },
      { as: 'switch' },
      {
        as: 'choice',
        options: [
          { value: 'a', title: 'Eins' },
          { value: 'b', title: 'b' },
        ],
      },
      { as: 'list' },
      { as: 'map' },
    ]);
    expect(fieldsOf(object({ 'a/b': object({ '~c': text }) }), 'en')).toMatchObject([
      { title: 'a/b', shape: { as: 'group', fields: [{ path: '/a~1b/~0c', shape: { as: 'text' } }] } },
    ]);
  });

  it.each([
    { type: ['string', 'null'] },
    { oneOf: [{ type: 'string' }, { type: 'number' }] },
    { $ref: '#/definitions/a' },
    { enum: ['a', 1] },
    { type: 'array', items: { type: 'object' } },
    { type: 'array', items: { type: 'string', enum: ['a'] } },
    { type: 'object', additionalProperties: { type: 'number' } },
    { type: 'object' },
    true,
  ])('%j is written as JSON', (member) => expect(shapes({ member })).toEqual([{ as: 'json' }]));

  it.each([true, null, { type: 'array' }, object({}, { oneOf: [] }), object({}, { additionalProperties: {} })])(
    'are none for %j, which is written as a whole',
    (schema) => expect(fieldsOf(schema, 'de')).toBeUndefined(),
  );

  it('take away what is undefined, and nothing else', () => {
    expect(withMember({ a: 1, b: 2 }, 'a', undefined)).toEqual({ b: 2 });
    expect(withMember({ a: 1 }, 'b', false)).toEqual({ a: 1, b: false });
  });

  it('leave behind what the schema refuses, and keep what it does not know', () => {
    const settings = { a: 1, b: 2 };
    expect(fitting(settings, object({ a: {} }, { additionalProperties: false }))).toEqual({ a: 1 });
    expect(fitting(settings, object({ a: {} }))).toEqual(settings);
    expect(fitting(settings, undefined)).toEqual(settings);
  });
});
