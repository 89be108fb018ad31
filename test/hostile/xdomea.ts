/** Parcels that are good ZIPs, and whose message does not agree with itself or with what came with it. */
import { zipOf } from '../harness/zip.js';
import { filed, rejected, XML, type Body, type Expectation, type HostileCase } from './hostile-case.js';
import { abgabe, parcel, parcelEntries, uuidOf } from './xdomea-message.js';

const xdomea = (name: string, expect: Expectation, body: () => Body, contentType = 'application/zip'): HostileCase => ({
  name,
  procedure: 'xdomea',
  contentType,
  body,
  expect,
});

/** A parcel whose message was changed in one place. */
const changed = (name: string, expect: Expectation, from: string | RegExp, to: string): HostileCase =>
  xdomea(name, expect, () => parcel('d', abgabe('d').replace(from, to)));
const namespace = 'urn:xoev-de:xdomea:schema:3.1.0';

export const xdomeaMessages: readonly HostileCase[] = [
  xdomea('no primary document', rejected('xdomea.document-missing', /Dateiname/), () =>
    zipOf(parcelEntries('d-1').slice(0, 1)),
  ),
  xdomea('a surplus primary document', rejected('xdomea.document-not-referenced'), () =>
    zipOf([...parcelEntries('d-2'), { name: `${uuidOf('more')}_more.pdf`, bytes: '%PDF-1.7' }]),
  ),
  xdomea('a primary document of another name', rejected('xdomea.document-missing', /Dateiname/), () =>
    parcel('d-3', abgabe('d-3', `${uuidOf('other')}_other.pdf`)),
  ),
  xdomea('a path as name of a primary document', rejected('xdomea.file-name-invalid', /Dateiname/), () =>
    parcel('d-4', abgabe('d-4', '../../etc/passwd')),
  ),
  changed('a UUID that is none', rejected('xdomea.invalid-uuid', /ID/), uuidOf('d file'), 'no-uuid'),
  changed(
    'a UUID with a letter too many',
    rejected('xdomea.invalid-uuid', /ID/),
    uuidOf('d file'),
    `${uuidOf('d file')}0`,
  ),
  changed(
    'a UUID of a million characters',
    rejected('xdomea.invalid-uuid', /ID/),
    uuidOf('d file'),
    'a'.repeat(1_000_000),
  ),
  xdomea('two documents with one UUID', rejected('xdomea.uuid-repeated'), () => {
    const again = (found: string): string => found + found.replace('>Dokument<', '>Anderes<');
    return parcel('d', abgabe('d').replace(/<x:Dokument>[^]*<\/x:Dokument>/, again));
  }),
  changed('a process without a UUID', rejected('xdomea.invalid-uuid', /ProzessID/), uuidOf('d process'), '1'),
  changed('no process', rejected('xml.path-missing', /ProzessID/), /<x:ProzessID>.*<\/x:ProzessID>/, ''),
  changed('no subject, which xdomea allows', filed, '<x:Betreff>Akte</x:Betreff>', ''),
  changed(
    'a time that is none',
    rejected('xdomea.invalid-time', /Erstellungszeitpunkt/),
    '2026-03-31T09:30:00',
    'yesterday',
  ),
  changed(
    'a test message',
    rejected('xdomea.test-message', /@test/),
    '<x:Abgabe.Abgabe.0401 ',
    '<x:Abgabe.Abgabe.0401 test="1" ',
  ),
  changed('no record', rejected('xdomea.no-record'), /<x:Schriftgutobjekt>[^]*<\/x:Schriftgutobjekt>/, ''),
  changed('an unknown version', rejected('container.no-message'), namespace, 'urn:xoev-de:xdomea:schema:9.9.9'),
  changed('an unknown namespace', rejected('container.no-message'), namespace, 'urn:example:other'),
  xdomea('a message type that is not read', rejected('xdomea.type-not-supported'), () =>
    parcel('d', abgabe('d').replaceAll('Abgabe.Abgabe.0401', 'Abgabe.ImportBestaetigen.0402')),
  ),
  xdomea('a type in the header that contradicts the root', filed, () =>
    parcel('d-header', abgabe('d-header').replace('<code>0401</code>', '<code>0503</code>')),
  ),
  xdomea('two messages', rejected('container.several-messages'), () =>
    zipOf([...parcelEntries('d-5'), { name: 'second.xml', bytes: abgabe('d-6') }]),
  ),
  xdomea('no message', rejected('container.no-message'), () => zipOf(parcelEntries('d-7').slice(1))),
  changed(
    'a message with a DOCTYPE',
    rejected('container.no-message'),
    '?>',
    '?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
  ),
  changed(
    'a message with a nesting of 100,000',
    rejected('container.no-message'),
    '<x:Akteninhalt>',
    '<x:a>'.repeat(100_000),
  ),
  xdomea('a name with emoji', filed, () => {
    const name = `${uuidOf('emoji')}_Plan😀.pdf`;
    const [message, file] = parcelEntries('d-emoji', abgabe('d-emoji', name));
    return zipOf([message!, { ...file!, name }]);
  }),
  xdomea('XML without its ZIP', rejected('xdomea.document-missing', /Dateiname/), () => abgabe('d-bare'), XML),
  xdomea('a subject of 100,000 characters', filed, () =>
    parcel('d-subject', abgabe('d-subject').replace('<x:Betreff>Akte<', `<x:Betreff>${'A'.repeat(100_000)}<`)),
  ),
  xdomea('a good one', filed, () => parcel('d-good')),
];
