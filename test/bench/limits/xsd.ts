/** What one core validates: the same engine and the official schema, no reader and no connector beside it. */
import { join } from 'node:path';
import { invoiceOf } from '@fachwerk/cli/bench/invoice';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';
import { readFile } from 'node:fs/promises';
import { packageFolders } from '../../schemas.js';
import type { Limit } from '../figures.js';

export async function xsdLimits(sizes: Readonly<Record<string, number>>, seconds: number): Promise<readonly Limit[]> {
  xmlRegisterFsInputProviders();
  const path = join(packageFolders.ubl, 'maindoc', 'UBL-Invoice-2.1.xsd');
  const schema = XmlDocument.fromBuffer(await readFile(path), { url: path });
  const validator = XsdValidator.fromDoc(schema);
  const limits = Object.entries(sizes).map(([size, bytes]) => {
    const text = invoiceOf(bytes, 'LIMIT-1', 'DE123456789');
    return { what: 'validation by XSD, one core', size, perSecond: validationsPerSecond(validator, text, seconds) };
  });
  validator.dispose();
  schema.dispose();
  return limits;
}

/** @throws when the invoice is not valid: then the messages of the whole benchmark are not */
function validationsPerSecond(validator: XsdValidator, text: string, seconds: number): number {
  const once = (): void => {
    const document = XmlDocument.fromString(text);
    validator.validate(document);
    document.dispose();
  };
  for (let warm = 0; warm < 200; warm += 1) once();
  const began = performance.now();
  let count = 0;
  for (; performance.now() - began < seconds * 1_000; count += 1) once();
  return (count * 1_000) / (performance.now() - began);
}
