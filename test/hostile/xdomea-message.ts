/** A message of xdomea 3.1.0 with one file, one case and one document, as small as it may be. */
import { createHash } from 'node:crypto';
import { zipOf, type ZipEntry } from '../harness/zip.js';

/** A UUID that belongs to a text, so that each case has records of its own. */
export function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

export const fileNameOf = (seed: string): string => `${uuidOf(`${seed} document file`)}_plan.pdf`;

export function abgabe(seed: string, fileName = fileNameOf(seed)): string {
  const id = (of: string): string => `<x:Identifikation><x:ID>${uuidOf(`${seed} ${of}`)}</x:ID></x:Identifikation>`;
  const about = (subject: string): string =>
    `<x:AllgemeineMetadaten><x:Betreff>${subject}</x:Betreff><x:Kennzeichen>632.6/1</x:Kennzeichen></x:AllgemeineMetadaten>`;
  const contact = '<x:Institution><x:Name>Stadt Musterstadt</x:Name></x:Institution>';
  return `<?xml version="1.0" encoding="UTF-8"?>
<x:Abgabe.Abgabe.0401 xmlns:x="urn:xoev-de:xdomea:schema:3.1.0">
  <x:Kopf>
    <x:ProzessID>${uuidOf(`${seed} process`)}</x:ProzessID>
    <x:Nachrichtentyp><code>0401</code></x:Nachrichtentyp>
    <x:Erstellungszeitpunkt>2026-03-31T09:30:00</x:Erstellungszeitpunkt>
    <x:Absender>${contact}</x:Absender>
    <x:Empfaenger>${contact}</x:Empfaenger>
    <x:SendendesSystem><x:InstanzID>dms-7</x:InstanzID><x:Produktname>Musterakte</x:Produktname></x:SendendesSystem>
    <x:Importbestaetigung>1</x:Importbestaetigung>
    <x:Empfangsbestaetigung>0</x:Empfangsbestaetigung>
  </x:Kopf>
  <x:Schriftgutobjekt><x:Akte>
    ${id('file')}${about('Akte')}
    <x:Akteninhalt><x:Vorgang>
      ${id('case')}${about('Vorgang')}
      <x:Dokument>
        ${id('document')}${about('Dokument')}
        <x:Version><x:Nummer>1.0</x:Nummer><x:Format>
          <x:Name><code>044</code></x:Name><x:Version>1b</x:Version>
          <x:Primaerdokument><x:Dateiname>${fileName}</x:Dateiname></x:Primaerdokument>
        </x:Format></x:Version>
      </x:Dokument>
    </x:Vorgang></x:Akteninhalt>
  </x:Akte></x:Schriftgutobjekt>
</x:Abgabe.Abgabe.0401>`;
}

/** The message and its file, as they lie in a ZIP. */
export function parcelEntries(seed: string, message = abgabe(seed)): readonly ZipEntry[] {
  return [
    { name: `${uuidOf(`${seed} process`)}_Abgabe.Abgabe.0401.xml`, bytes: message },
    { name: fileNameOf(seed), bytes: `%PDF-1.7 ${seed}` },
  ];
}

export function parcel(seed: string, message = abgabe(seed)): Buffer {
  return zipOf(parcelEntries(seed, message));
}
