/** Whether what a hub answers is valid by the schemas of XTA and of SOAP 1.2: the whole envelope, not what the hub thinks of it. */
import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { openXml } from '../../apps/hub/src/xml/read.js';
import { CompiledXsd } from '../../apps/hub/src/xml/xsd.js';

const IMPORTS: readonly (readonly [string, string])[] = [
  ['http://www.w3.org/2003/05/soap-envelope', '.xsd'],
  ['http://xoev.de/transport/xta/211', 'XTA-Webservice-Globale-Elemente.xsd'],
  ['http://www.osci.eu/ws/2008/05/transport', 'OSCI2_02.xsd'],
];

/** The exceptions are of the same namespace, which libxml2 imports once. */
const EXCEPTIONS = 'XTA-Webservice-Exceptions.xsd';

export class XtaEnvelopes {
  private readonly compiled: CompiledXsd;

  /** @param folder with the schemas as they are published */
  constructor(folder: string) {
    const base = pathToFileURL(`${folder}/`).href;
    const all = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://xoev.de/transport/xta/211">
      <xs:include schemaLocation="XTA-Webservice-Globale-Elemente.xsd"/><xs:include schemaLocation="${EXCEPTIONS}"/></xs:schema>`;
    const root = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">${IMPORTS.map(
      ([namespace, file]) =>
        `<xs:import namespace="${namespace}" schemaLocation="${file.startsWith('XTA') ? 'all.xsd' : file}"/>`,
    ).join('')}</xs:schema>`;
    this.compiled = CompiledXsd.compile(`${base}root.xsd`, (url) => {
      if (url.endsWith('/root.xsd')) return Buffer.from(root);
      if (url.endsWith('/all.xsd')) return Buffer.from(all);
      return readFileSync(fileURLToPath(url));
    });
  }

  /** @returns what is wrong with it; XOP stands for Base64 */
  problems(xml: string): readonly string[] {
    const plain = xml.replaceAll(/<(?:\w+:)?Include\s[^>]*\/>/g, '');
    const opened = openXml(Buffer.from(plain), plain.match(/<[A-Za-z_]/g)!.length);
    try {
      return this.compiled.validate(opened).map(({ path, sentence }) => `${path}: ${sentence}`);
    } finally {
      opened.dispose();
    }
  }

  dispose(): void {
    this.compiled.dispose();
  }
}
