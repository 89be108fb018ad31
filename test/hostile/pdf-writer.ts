/** PDFs object by object: what a writer of good ones does not offer. The reader rebuilds the table of places itself. */
import { deflateSync } from 'node:zlib';

export interface Stream {
  /** Entries of the dictionary besides the length. */
  readonly facts: string;
  readonly bytes: Buffer | string;
  /** What is claimed to be the length. */
  readonly length?: number;
}

export type PdfObject = string | Stream;

/** Objects from 1 on; the first is the catalogue. */
export function pdfOf(objects: readonly PdfObject[], trailer = '/Root 1 0 R'): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const places: number[] = [];
  let at = parts[0]!.length;
  for (const [index, object] of objects.entries()) {
    const part = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), written(object), Buffer.from('\nendobj\n')]);
    places.push(at);
    parts.push(part);
    at += part.length;
  }
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const head = `xref\n0 ${size}\n0000000000 65535 f \n${rows}`;
  return Buffer.concat([
    ...parts,
    Buffer.from(`${head}trailer\n<< /Size ${size} ${trailer} >>\nstartxref\n${at}\n%%EOF\n`),
  ]);
}

/** A PDF with one page whose catalogue says this, and these objects from 4 on. */
export function pdfWithCatalogue(entries: string, more: readonly PdfObject[] = []): Buffer {
  return pdfOf([
    `<< /Type /Catalog /Pages 2 0 R ${entries} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
    ...more,
  ]);
}

/** One embedded file in this stream. */
export function pdfWithFile(name: string, file: Stream): Buffer {
  return pdfWithCatalogue(`/Names << /EmbeddedFiles << /Names [(${name}) 4 0 R] >> >>`, [
    `<< /Type /Filespec /F (${name}) /UF (${name}) /EF << /F 5 0 R >> >>`,
    file,
  ]);
}

export function deflated(bytes: Buffer, layers = 1): Stream {
  let packed = bytes;
  for (let layer = 0; layer < layers; layer += 1) packed = deflateSync(packed, { level: 9 });
  return { facts: `/Type /EmbeddedFile /Filter [${'/FlateDecode '.repeat(layers)}]`, bytes: packed };
}

function written(object: PdfObject): Buffer {
  if (typeof object === 'string') return Buffer.from(object, 'latin1');
  const bytes = Buffer.from(object.bytes);
  const head = `<< ${object.facts} /Length ${object.length ?? bytes.length} >>\nstream\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), bytes, Buffer.from('\nendstream')]);
}
