/**
 * Finds the XML in a hybrid invoice (PDF/A-3 with an embedded file). Of the PDF nothing is drawn and no script or font
 * is run; its catalogue of embedded files is all that is read. Runs in the translating thread, which can be killed.
 */
import { HubError } from '../errors/hub-error.js';

/** Factur-X and ZUGFeRD 2.1 on, ZUGFeRD 1 and 2.0, XRechnung; the standards fix them, case apart. */
const NAMES = ['factur-x.xml', 'zugferd-invoice.xml', 'xrechnung.xml'];
const SHOWN_MAX = 10;

interface EmbeddedFile {
  readonly filename: string;
  /** `null` where the PDF only refers to a file. */
  readonly content: Uint8Array | null;
}

/** @throws HubError `rejected` with a code `pdf.…` */
export async function embeddedInvoice(pdf: Buffer): Promise<Buffer> {
  const files = await embeddedFiles(pdf);
  const invoices = files.filter(({ filename }) => NAMES.includes(filename.toLowerCase()));
  const [invoice, ...others] = invoices;
  if (others.length > 0) {
    const names = list(invoices);
    throw new HubError('rejected', 'pdf.several-invoice-xmls', `There are several invoices in the PDF: ${names}.`, {
      values: { names },
    });
  }
  if (invoice?.content == null) {
    const values = { wanted: NAMES.join(', '), found: list(files) || '-' };
    const sentence = `There is no invoice in the PDF; its embedded files: ${values.found}.`;
    throw new HubError('rejected', 'pdf.no-invoice-xml', sentence, { values });
  }
  return Buffer.from(invoice.content);
}

async function embeddedFiles(pdf: Buffer): Promise<readonly EmbeddedFile[]> {
  const { getDocument } = await pdfjs();
  // A copy: the library takes the memory of what it is given away, and messages of a batch may share theirs.
  const task = getDocument({
    data: new Uint8Array(pdf),
    verbosity: 0,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    isEvalSupported: false,
    stopAtErrors: true,
  });
  try {
    const document = await task.promise;
    // One that opens without a password is encrypted all the same, and PDF/A forbids it.
    if ((await document.getPermissions()) !== null) throw encrypted();
    const found = (await document.getAttachments()) as Readonly<Record<string, EmbeddedFile>> | null;
    return Object.values(found ?? {});
  } catch (error) {
    if (error instanceof HubError) throw error;
    if ((error as Error).name === 'PasswordException') throw encrypted();
    const why = (error as Error).message.slice(0, 200).replace(/\.+$/, '');
    throw new HubError(
      'rejected',
      'pdf.malformed',
      `The PDF cannot be read: ${why}`,
      { values: { why } },
      { cause: error },
    );
  } finally {
    await task.destroy();
  }
}

/**
 * Only a thread that meets a PDF pays for the library. When it is loaded it asks for three classes of a browser, which an
 * optional package would bring for drawing; nothing is drawn here, and any will do.
 */
async function pdfjs(): Promise<typeof import('pdfjs-dist')> {
  for (const name of ['DOMMatrix', 'ImageData', 'Path2D']) {
    if (!Object.hasOwn(globalThis, name)) Reflect.set(globalThis, name, Object);
  }
  return import('pdfjs-dist/legacy/build/pdf.mjs');
}

function encrypted(): HubError {
  return new HubError('rejected', 'pdf.encrypted', 'The PDF is encrypted. Send it without a password.');
}

function list(files: readonly EmbeddedFile[]): string {
  const shown = files.slice(0, SHOWN_MAX).map(({ filename }) => filename.replace(/\p{Cc}/gu, '').slice(0, 100));
  return shown.join(', ') + (files.length > SHOWN_MAX ? ', …' : '');
}
