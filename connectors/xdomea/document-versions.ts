import { Rejected, type AddVersion, type Attachment, type Element, type Format } from '../contract/index.js';
import { fieldsOf, fieldsWithin, recordOf, type Fields } from './fields.js';
import { fileNameOf } from '../xoev/index.js';
import type { FlatRecord } from './lists.js';

/** One version of a document: the format that is shown, and the others. */
export interface DocumentVersion {
  readonly parts: Pick<AddVersion, 'content' | 'fileName' | 'formats'>;
  /** What the message says about the version and its format. */
  readonly fields: FlatRecord;
}

interface AttachedFormat extends Format {
  readonly content: { readonly attachment: string };
}

/** Codes of the list Dateiformat, the most durable first; whatever is not here comes after them. */
const PREFERRED_FORMATS = ['044', '018', '024', '023'];

/**
 * The versions of a document (Version), the oldest first, so that the newest becomes the current one. The standard does
 * not say in which order they are sent: where all numbers can be compared, they decide.
 */
export function versionsOf(document: Element, attachments: readonly Attachment[]): readonly DocumentVersion[] {
  return inOrder(document.many('Version')).flatMap((version) => {
    const found = readFormats(version.many('Format'), attachments, versionFields(version));
    return found === undefined ? [] : [found];
  });
}

/** All versions and formats in one list, as the document shows them; also those that bring nothing new. */
export function versionEntries(document: Element): readonly FlatRecord[] {
  return inOrder(document.many('Version')).flatMap((version) => {
    const formats = version.many('Format');
    if (formats.length === 0) return [recordOf(versionFields(version))];
    return formats.map((format) => recordOf(versionFields(version), fieldsWithin(format)));
  });
}

/**
 * The best format is the content. The others are kept beside it, and so are signatures in files of their own, with
 * what they sign. A file that a version names twice is kept once.
 */
export function readFormats(
  formats: readonly Element[],
  attachments: readonly Attachment[],
  fields: Fields,
): DocumentVersion | undefined {
  for (const format of formats) checkHash(format, attachments);
  const [best, ...others] = formats.toSorted((one, other) => rankOf(one) - rankOf(other));
  if (best === undefined) return undefined;
  const content = fileOf(best);
  const taken = new Set([content.attachment]);
  const further = [...others.map(formatOf), ...[best, ...others].flatMap(signaturesOf)].filter(
    ({ content: { attachment } }) => {
      if (taken.has(attachment)) return false;
      taken.add(attachment);
      return true;
    },
  );
  return {
    parts: { content, fileName: shownName(best), ...(further.length === 0 ? {} : { formats: further }) },
    fields: recordOf(fields, fieldsWithin(best)),
  };
}

function formatOf(format: Element): AttachedFormat {
  return { content: fileOf(format), fileName: shownName(format), metadata: recordOf(fieldsWithin(format)) };
}

function signaturesOf(format: Element): readonly AttachedFormat[] {
  const { attachment: signs } = fileOf(format);
  return format.many('Primaerdokument/SignaturSiegel/SignaturSiegelDatei').map((file) => ({
    content: { attachment: file.text('.') },
    fileName: fileNameOf(file.text('.')),
    metadata: { kind: 'signature', signs },
  }));
}

function fileOf(format: Element): AttachedFormat['content'] {
  return { attachment: format.text('Primaerdokument/Dateiname') };
}

function shownName(format: Element): string {
  return fileNameOf(format.maybe.text('Primaerdokument/DateinameOriginal') ?? '', fileOf(format).attachment);
}

function rankOf(format: Element): number {
  const rank = PREFERRED_FORMATS.indexOf(format.maybe.text('Name/code') ?? '');
  return rank === -1 ? PREFERRED_FORMATS.length : rank;
}

function versionFields(version: Element): Fields {
  return version
    .many('Nummer')
    .flatMap((number) => fieldsOf(number))
    .map(([name, value]) => [`version-${name}`, value]);
}

function inOrder(versions: readonly Element[]): readonly Element[] {
  const numbered = versions.map((version) => ({ version, parts: partsOf(version.maybe.text('Nummer') ?? '') }));
  if (numbered.some(({ parts }) => parts === undefined)) return versions;
  return numbered.toSorted((one, other) => compared(one.parts ?? [], other.parts ?? [])).map(({ version }) => version);
}

/** `2.10` is 2 and 10, and comes after `2.9`; `Entwurf` is no number. */
function partsOf(number: string): readonly number[] | undefined {
  return /^\d{1,9}(?:\.\d{1,9})*$/.test(number) ? number.split('.').map(Number) : undefined;
}

function compared(one: readonly number[], other: readonly number[]): number {
  const length = Math.max(one.length, other.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (one[index] ?? 0) - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Since 4.0 a sender may state a hash. Which form it has is not said: only a SHA-256 in hexadecimal is compared. */
function checkHash(format: Element, attachments: readonly Attachment[]): void {
  const stated = format.maybe.one('Primaerdokument/Hash');
  const value = stated?.maybe.text('Wert')?.toLowerCase();
  const algorithm = stated?.maybe.text('Algorithmus/code') ?? stated?.maybe.text('SonstigerAlgorithmus') ?? '';
  if (stated === undefined || value === undefined) return;
  if (!/^[0-9a-f]{64}$/.test(value) || !/sha-?_?256/i.test(algorithm)) return;
  const { attachment } = fileOf(format);
  const sha256 = attachments.find(({ name }) => name === attachment)?.sha256;
  if (sha256 === value) return;
  throw new Rejected(
    'xdomea.hash-differs',
    `The file ${attachment} is not the one the message describes: its SHA-256 is ${sha256 ?? 'not known'}, stated is ${value}.`,
    stated.path,
  );
}
