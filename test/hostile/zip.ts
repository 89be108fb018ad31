/** ZIPs that are broken, that lie, that unpack to too much, or that would write where they must not. */
import { zipOf, type ZipEntry } from '../harness/zip.js';
import { filed, refused, rejected, type Body, type Expectation, type HostileCase } from './hostile-case.js';
import { noise, quotingBomb, withEnd, withFalseZip64 } from './zip-writer.js';
import { parcel, parcelEntries } from './xdomea-message.js';

const zip = (name: string, expect: Expectation, body: () => Body, contentType = 'application/zip'): HostileCase => ({
  name,
  procedure: 'xdomea',
  contentType,
  body,
  expect,
});

/** A good message with one more entry, and what becomes of it. */
const withEntry = (name: string, expect: Expectation, ...more: readonly ZipEntry[]): HostileCase =>
  zip(name, expect, () => zipOf([...parcelEntries('z-entry'), ...more]));
const good = (): Buffer => parcel('z-good');

const malformed = refused('container.malformed');
const nameInvalid = refused('container.name-invalid');
const unsupported = refused('container.entry-unsupported');
const ratio = refused('container.ratio', 413);

export const zipNames: readonly HostileCase[] = [
  withEntry('a path out of the folder', nameInvalid, { name: '../evil' }),
  withEntry('a path out of a folder within', nameInvalid, { name: 'a/../../evil' }),
  withEntry('a path from the root', nameInvalid, { name: '/etc/passwd' }),
  withEntry('a drive of Windows', nameInvalid, { name: 'C:evil' }),
  withEntry('a path of Windows', nameInvalid, { name: '..\\evil' }),
  withEntry('a share of Windows', nameInvalid, { name: '\\\\host\\evil' }),
  withEntry('NUL', nameInvalid, { name: 'a\0.pdf' }),
  withEntry('a line break', nameInvalid, { name: 'a\nb' }),
  withEntry('a right-to-left override', nameInvalid, { name: 'plan\u202efdp.exe' }),
  withEntry('an isolate', nameInvalid, { name: 'plan\u2066x\u2069' }),
  withEntry('an empty name', nameInvalid, { name: '' }),
  withEntry('a dot', nameInvalid, { name: './a' }),
  withEntry('two slashes', nameInvalid, { name: 'a//b' }),
  withEntry('a name of 256 characters', refused('container.name-too-long'), { name: 'n'.repeat(256) }),
  withEntry('a name of 60,000 characters', refused('container.name-too-long'), { name: 'n'.repeat(60_000) }),
  withEntry('a name that is no UTF-8', refused('container.name-encoding'), { name: Buffer.from('a\xff', 'latin1') }),
  withEntry('one name twice', refused('container.name-duplicate'), { name: 'a' }, { name: 'a' }),
  withEntry('a file that is a folder, too', refused('container.name-duplicate'), { name: 'a' }, { name: 'a/b' }),
  withEntry('names that differ in case', refused('container.name-clash'), { name: 'a' }, { name: 'A' }),
  withEntry(
    'names that differ in the form of Unicode',
    refused('container.name-clash'),
    { name: '\u00e4' },
    { name: 'a\u0308' },
  ),
  withEntry('another name in the header', malformed, { name: 'a', headerName: '../evil' }),
];

export const zipForm: readonly HostileCase[] = [
  zip('no ZIP', refused('message.type-mismatch'), () => 'Sehr geehrte Damen und Herren'),
  zip('nothing', refused('message.empty', 400), () => ''),
  zip('the first bytes alone', malformed, () => 'PK\x03\x04'),
  zip('no directory', malformed, () => good().subarray(0, -200)),
  zip('no beginning', refused('message.type-mismatch'), () => good().subarray(100)),
  zip('half a ZIP', malformed, () => good().subarray(0, good().length / 2)),
  zip('fewer entries than it claims', malformed, () => withEnd(withEnd(good(), 8, 50), 10, 50)),
  zip('more entries than it claims', malformed, () => withEnd(withEnd(good(), 8, 1), 10, 1)),
  zip('a directory beyond its end', malformed, () => withEnd(good(), 16, 0x7fff_ffff)),
  zip('a directory larger than the ZIP', malformed, () => withEnd(good(), 12, 0x7fff_ffff)),
  zip('a directory at a place where there is none', malformed, () => withEnd(good(), 16, 0)),
  zip('ZIP64 that is not there', malformed, () => withFalseZip64(good())),
  zip('bytes behind its end', malformed, () => Buffer.concat([good(), Buffer.from('and more')])),
  zip('no entries', rejected('container.no-message'), () => zipOf([])),
  zip('a ZIP that is declared as PDF', refused('message.type-unsupported', 415), good, 'application/pdf'),
  {
    ...zip('a ZIP for a procedure that takes none', refused('message.type-unsupported', 415), good),
    procedure: 'xrechnung',
  },
  withEntry('an encrypted entry', refused('container.encrypted'), { name: 'a', bytes: 'x', flags: 0x801 }),
  withEntry('a strongly encrypted entry', malformed, { name: 'a', bytes: 'x', flags: 0x840 }),
  withEntry('another packing', unsupported, { name: 'a', bytes: 'x', method: 12 }),
  withEntry('a symbolic link', unsupported, { name: 'a', bytes: '/etc/passwd', unixMode: 0o120777 }),
  withEntry('a device', unsupported, { name: 'a', unixMode: 0o020666 }),
  withEntry('a folder with content', malformed, { name: 'a/', bytes: 'x' }),
  withEntry('a wrong checksum', refused('container.checksum'), { name: 'a', bytes: 'x', checksum: 1 }),
  withEntry('less than it claims', malformed, { name: 'a', bytes: 'x', sizeBytes: 2 }),
  withEntry('more than it claims', malformed, { name: 'a', bytes: 'x'.repeat(1_000), sizeBytes: 2 }),
  withEntry('two gigabytes, as it claims', malformed, { name: 'a', bytes: 'x', sizeBytes: 0x7fff_ffff }),
];

export const zipMass: readonly HostileCase[] = [
  zip('a bomb of 1 GB', ratio, () => zipOf([{ name: 'a', bytes: Buffer.alloc(1_000_000_000) }])),
  zip('a bomb that says it is small', malformed, () =>
    zipOf([{ name: 'a', bytes: Buffer.alloc(100_000_000), sizeBytes: 10 }]),
  ),
  zip('a bomb whose entries share their bytes', malformed, () =>
    zipOf([
      { name: 'a', bytes: Buffer.alloc(900_000) },
      ...Array.from({ length: 50 }, (_, n): ZipEntry => ({
        name: `b${n}`,
        bytes: Buffer.alloc(900_000),
        sharesBytes: true,
      })),
    ]),
  ),
  zip('a bomb whose entries quote each other', malformed, () => quotingBomb(200, 10_000_000)),
  zip('a bomb in XML', ratio, () => zipOf([{ name: 'a.xml', bytes: `<a>${' '.repeat(100_000_000)}</a>` }])),
  zip('a bomb in a ZIP within, which stays closed', rejected('container.no-message'), () =>
    zipOf([{ name: 'inner.zip', bytes: zipOf([{ name: 'a', bytes: Buffer.alloc(50_000_000) }]) }]),
  ),
  zip('10,001 entries', refused('container.too-many-entries', 413), () =>
    zipOf(Array.from({ length: 10_001 }, (_, n) => ({ name: `${n}`, method: 0 }))),
  ),
  zip('60,000 entries of one name', refused('container.too-many-entries', 413), () =>
    zipOf(Array.from({ length: 60_000 }, () => ({ name: 'a', method: 0 }))),
  ),
  zip('a folder that is 100 deep', rejected('container.no-message'), () =>
    zipOf([{ name: `${'a/'.repeat(100)}b`, bytes: 'x' }]),
  ),
  zip('50 MB that do not pack', rejected('container.no-message'), () =>
    zipOf([{ name: 'a', bytes: noise(50_000_000), method: 0 }]),
  ),
  zip('a good one', filed, good),
];
