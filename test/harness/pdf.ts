/** Writes small PDFs with embedded files: one page of text, nothing packed, so that a reader of this code can read them. */
import { createHash } from 'node:crypto';

export interface EmbeddedFile {
  readonly name: string;
  readonly bytes: Buffer | string;
}

export interface PdfOptions {
  /** Key of the encryption dictionary that says: a password is needed for changing, none for reading. */
  readonly restricted?: true;
  /** Key of an encryption dictionary that no password opens. */
  readonly locked?: true;
}

/** What PDF 1.7, 7.6.3.3 pads passwords with. */
const PADDING = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex');

export function pdfWith(lines: readonly string[], files: readonly EmbeddedFile[], options: PdfOptions = {}): Buffer {
  const text = lines.map((line, row) => `BT /F1 12 Tf 60 ${760 - 20 * row} Td (${escaped(line)}) Tj ET`).join('\n');
  const specs = files.map((_, position) => 6 + 2 * position);
  const names = files.map(({ name }, position) => `(${escaped(name)}) ${specs[position]} 0 R`).join(' ');
  const attached = specs.map((spec) => `${spec} 0 R`).join(' ');
  const embedded = files.length === 0 ? '' : ` /Names << /EmbeddedFiles << /Names [${names}] >> >> /AF [${attached}]`;
  const objects: Buffer[] = [
    Buffer.from(`<< /Type /Catalog /Pages 2 0 R${embedded} >>`),
    Buffer.from('<< /Type /Pages /Kids [3 0 R] /Count 1 >>'),
    Buffer.from(
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    ),
    stream('', Buffer.from(text, 'latin1')),
    Buffer.from('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'),
    ...files.flatMap(({ name, bytes }, position) => [
      Buffer.from(
        `<< /Type /Filespec /F (${escaped(name)}) /UF (${escaped(name)}) /AFRelationship /Alternative /EF << /F ${specs[position]! + 1} 0 R >> >>`,
      ),
      stream('/Type /EmbeddedFile /Subtype /text#2Fxml ', Buffer.from(bytes)),
    ]),
  ];
  return assembled(objects, encryptionOf(options));
}

function assembled(objects: readonly Buffer[], encryption: string): Buffer {
  const parts = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  let offset = parts[0]!.length;
  const offsets: number[] = [];
  for (const [position, object] of objects.entries()) {
    offsets.push(offset);
    const part = Buffer.concat([Buffer.from(`${position + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]);
    parts.push(part);
    offset += part.length;
  }
  const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R${encryption} >>\nstartxref\n${offset}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

function stream(facts: string, bytes: Buffer): Buffer {
  const head = Buffer.from(`<< ${facts}/Length ${bytes.length} >>\nstream\n`);
  return Buffer.concat([head, bytes, Buffer.from('\nendstream')]);
}

/** The standard security handler with 40 bit, PDF 1.7, 7.6.3: enough for a reader to see that it is encrypted. */
function encryptionOf({ restricted, locked }: PdfOptions): string {
  if (restricted === undefined && locked === undefined) return '';
  const owner = Buffer.alloc(32, 7);
  const id = Buffer.alloc(16, 9);
  const permissions = -44;
  const rights = Buffer.alloc(4);
  rights.writeInt32LE(permissions);
  const key = createHash('md5').update(PADDING).update(owner).update(rights).update(id).digest().subarray(0, 5);
  const user = locked === true ? Buffer.alloc(32, 1) : rc4(key, PADDING);
  const facts = `/Filter /Standard /V 1 /R 2 /O <${owner.toString('hex')}> /U <${user.toString('hex')}> /P ${permissions}`;
  return ` /Encrypt << ${facts} >> /ID [<${id.toString('hex')}> <${id.toString('hex')}>]`;
}

function rc4(key: Buffer, bytes: Buffer): Buffer {
  const state = Array.from({ length: 256 }, (_, index) => index);
  const swap = (a: number, b: number): void => void ([state[a], state[b]] = [state[b]!, state[a]!]);
  for (let i = 0, j = 0; i < 256; i += 1) {
    j = (j + state[i]! + key[i % key.length]!) % 256;
    swap(i, j);
  }
  let i = 0;
  let j = 0;
  return bytes.map((byte) => {
    i = (i + 1) % 256;
    j = (j + state[i]!) % 256;
    swap(i, j);
    return byte ^ state[(state[i]! + state[j]!) % 256]!;
  }) as Buffer;
}

function escaped(text: string): string {
  return text.replace(/[\\()]/g, '\\$&');
}
