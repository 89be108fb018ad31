import { getFileNameLowLevel, type Entry } from 'yauzl';
import { HubError } from '../../errors/hub-error.js';
import { BIDI_MARKS } from '../bidi-marks.js';

const SHOWN_LENGTH = 200;

/**
 * The names of the entries of one ZIP, checked one after the other. A name must be safe wherever somebody unpacks it
 * later, and mean the same on every file system: no two of them may differ in case or in the form of Unicode only.
 */
export class EntryNames {
  /** By folded path: the path as written, and what it is. */
  private readonly taken = new Map<string, { readonly path: string; readonly kind: 'file' | 'folder' }>();

  constructor(private readonly lengthMax: number) {}

  /**
   * @returns the path of a file with `/`, or undefined for a folder
   * @throws HubError `rejected` with a code `container.name-…`
   */
  take(entry: Entry): string | undefined {
    const name = nameOf(entry);
    if (name.length > this.lengthMax) {
      const values = { name: shown(name), max: this.lengthMax };
      throw refusal('container.name-too-long', `A name is longer than ${this.lengthMax} characters.`, values);
    }
    const isFolder = name.endsWith('/');
    const parts = (isFolder ? name.slice(0, -1) : name).split('/');
    if (parts.some((part) => part === '' || part === '.' || part === '..')) throw invalid(name);
    for (let depth = 1; depth < parts.length; depth += 1) this.takeFolder(parts.slice(0, depth).join('/'));
    const path = parts.join('/');
    if (isFolder) this.takeFolder(path);
    else this.takeFile(path);
    return isFolder ? undefined : path;
  }

  /** A folder is there once, however often it is named. */
  private takeFolder(path: string): void {
    const known = this.known(path);
    if (known?.kind === 'file') throw duplicate(path);
    if (known === undefined) this.taken.set(folded(path), { path, kind: 'folder' });
  }

  private takeFile(path: string): void {
    if (this.known(path) !== undefined) throw duplicate(path);
    this.taken.set(folded(path), { path, kind: 'file' });
  }

  private known(path: string): { readonly kind: 'file' | 'folder' } | undefined {
    const known = this.taken.get(folded(path));
    if (known === undefined || known.path === path) return known;
    const values = { name: shown(path), other: shown(known.path) };
    throw refusal('container.name-clash', `${values.name} and ${values.other} differ in case or form only.`, values);
  }
}

/** UTF-8 where bit 11 says so (or Info-ZIP's extra field for it), else code page 437: APPNOTE.TXT, appendix D. */
function nameOf(entry: Entry): string {
  const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
  if (name.includes('\ufffd')) {
    const values = { name: shown(name) };
    throw refusal('container.name-encoding', `The name ${values.name} is marked as UTF-8, but is not.`, values);
  }
  // Code page 437 shows control characters as pictures, so that the bytes have to be looked at.
  const controls = entry.fileNameRaw.some((byte) => byte < 0x20 || byte === 0x7f) || /\p{Cc}/u.test(name);
  const unsafe =
    name === '' || name.startsWith('/') || name.includes('\\') || /^[a-z]:/i.test(name) || BIDI_MARKS.test(name);
  if (controls || unsafe) throw invalid(name);
  return name;
}

/** Two paths that are one on a file system that ignores case, or that normalises names. */
function folded(path: string): string {
  return path.normalize('NFC').toLowerCase().normalize('NFC');
}

/** A name that is safe to show, also where it was refused because it is not. */
export function shown(name: string): string {
  const safe = name.replace(new RegExp(`${BIDI_MARKS.source}|\\p{Cc}`, 'gu'), '\ufffd');
  return safe.length > SHOWN_LENGTH ? `${safe.slice(0, SHOWN_LENGTH).replace(/[\ud800-\udbff]$/, '')}…` : safe;
}

function invalid(name: string): HubError {
  return refusal('container.name-invalid', `The name ${shown(name)} is not allowed.`, { name: shown(name) });
}

function duplicate(path: string): HubError {
  return refusal('container.name-duplicate', `The name ${shown(path)} is there twice.`, { name: shown(path) });
}

function refusal(code: string, sentence: string, values: Readonly<Record<string, string | number>>): HubError {
  return new HubError('rejected', code, sentence, { values });
}
