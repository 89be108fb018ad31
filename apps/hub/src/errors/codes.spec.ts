import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeLists, codes } from './code-list.js';
import { ErrorTexts } from './codes.js';
import type { ErrorKind } from './hub-error.js';

const source = dirname(import.meta.dirname);
const texts = new ErrorTexts();

interface Thrown {
  readonly code: string;
  /** Undefined when it is not written beside the code. */
  readonly kind?: string;
  readonly file: string;
}

/** Every code that the source of the hub writes down: with its kind where an error is made, else alone. */
function thrownBy(file: string): readonly Thrown[] {
  const text = readFileSync(join(source, file), 'utf8');
  const made = text.matchAll(/new HubError\(\s*'([^']+)',\s*'([^']+)'/g);
  const passed = text.matchAll(
    /(?:conflict|refusal|checkLimit|codeOf|upTo)\((?:[^()']|\([^()]*\))*'([a-z]+\.[a-z-]+)'/g,
  );
  const refused = text.matchAll(/new Rejected\(\s*'([^']+)'/g);
  return [
    ...[...made].map(([, kind, code]) => ({ kind: kind!, code: code!, file })),
    ...[...passed].map(([, code]) => ({ code: code!, file })),
    ...[...refused].map(([, code]) => ({ kind: 'rejected', code: code!, file })),
  ];
}

const thrown = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('spec.ts'))
  .flatMap(thrownBy);
const listed = Object.entries(codes);
const placeholders = (sentence: string): string[] => [...new Set(sentence.match(/\{\w+\}/g))].toSorted();

describe('error codes', () => {
  it('are found in the source', () => {
    expect(thrown.length).toBeGreaterThan(50);
    expect(thrown).toContainEqual(expect.objectContaining({ kind: 'misconfigured', code: 'config.invalid' }));
    expect(thrown).toContainEqual(expect.objectContaining({ code: 'archive.case-closed' }));
  });

  it('are in one list each', () => {
    expect(codeLists.flatMap((list) => Object.keys(list))).toHaveLength(Object.keys(codes).length);
  });

  it('are all listed, with the kind they are thrown with', () => {
    const wrong = thrown.filter(
      ({ code, kind }) => !Object.hasOwn(codes, code) || (kind ?? codes[code]!.kind) !== codes[code]!.kind,
    );
    expect(wrong).toEqual([]);
  });

  it.each(listed)('%s has both sentences, with the same values', (code, { de, en, status }) => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/);
    for (const sentence of [de, en]) expect(sentence).toMatch(/^[\p{Lu}{].*[.]$/u);
    expect(placeholders(de)).toEqual(placeholders(en));
    expect(de).not.toBe(en);
    if (status !== undefined) expect(status).toBeGreaterThanOrEqual(400);
  });
});

describe('error texts', () => {
  it('fill in the values of a message', () => {
    expect(texts.sentence('xml.depth', 'unused', { max: 100 })).toEqual({
      de: 'Das XML ist tiefer verschachtelt als erlaubt (100).',
      en: 'The nesting of the XML is deeper than allowed (100).',
    });
    expect(texts.sentence('attachment.name-duplicate', '', { name: '{max} $& $1' }).en).toBe(
      'Two attachments are named {max} $& $1.',
    );
  });

  it.each(['building-permits.no-parcel', 'constructor', 'toString', '__proto__', ''])(
    'show the own sentence of a code that is not listed, word for word: %j',
    (code) => {
      const sentence = 'Parcel {constructor} of {toString} and {max}.';
      expect(texts.sentence(code, sentence)).toEqual({ de: sentence, en: sentence });
      expect(texts.status(code, 'rejected')).toBe(422);
    },
  );

  it.each<[string, ErrorKind, number]>([
    ['access.unauthorised', 'rejected', 401],
    ['xml.depth', 'rejected', 422],
    ['archive.case-closed', 'conflict', 409],
    ['exchange.unavailable', 'unavailable-shared', 503],
    ['unlisted.code', 'unavailable-message', 503],
    ['settings.invalid', 'misconfigured', 422],
    ['procedure.unknown', 'misconfigured', 503],
    ['hub.defect', 'defect', 500],
    ['unlisted.code', 'defect', 500],
  ])('answer %s (%s) with %i', (code, kind, status) => expect(texts.status(code, kind)).toBe(status));
});
