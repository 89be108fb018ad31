/** The schemas and the WSDL of XTA, from the package that an operator has installed. Nothing of them is in the hub. */
import { posix } from 'node:path';
import { HubError } from '../../errors/hub-error.js';
import { compileSchema } from '../../schema-packages/compile-schema.js';
import type { InstalledPackages } from '../../schema-packages/installed-packages.js';
import { writeXml, type XmlNode } from '../../soap/write-xml.js';
import { openXml } from '../../xml/read.js';
import type { CompiledXsd } from '../../xml/xsd.js';
import { countOf } from './tree.js';
import { META, OSCI, WSA, XTA } from './v211.js';

const WSDL = 'XTA.wsdl';

/** All that requests and answers consist of; the files of the package import each other, and none imports them all. */
const ROOT = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:import namespace="${XTA}" schemaLocation="XTA-Webservice-Globale-Elemente.xsd"/>
  <xs:import namespace="${OSCI}" schemaLocation="OSCI2_02.xsd"/>
  <xs:import namespace="${META}" schemaLocation="OSCI_MessageMetaData_V2.02.xsd"/>
  <xs:import namespace="${WSA}" schemaLocation="ws-addr.xsd"/>
</xs:schema>`;

/** What the package has to have in it. */
export const XTA_SCHEMAS = { namespace: XTA, entry: 'GenericContentContainer', prefer: 'Globale-Elemente' } as const;

interface Loaded {
  /** Of the package, which tells another installation from this one. */
  readonly folder: string;
  readonly schema: CompiledXsd;
  /** A file beside the WSDL; undefined when there is none. */
  readonly file: (name: string) => Uint8Array | undefined;
}

export class XtaSchemas {
  private loaded: Loaded | undefined;

  constructor(private readonly packages: InstalledPackages) {}

  /** @throws HubError `xta.schemas-missing`, `schema.package-broken` */
  require(): void {
    this.load();
  }

  /**
   * @param node without content that is base64: it is checked where it is decoded
   * @throws HubError `xta.schema-invalid`, and what `require` throws
   */
  check(node: XmlNode): void {
    const { schema } = this.load();
    const opened = openXml(Buffer.from(writeXml(node)), countOf(node));
    try {
      const [first] = schema.validate(opened);
      if (first === undefined) return;
      const { name } = node;
      const finding = first.sentence.replace(/\.$/, '');
      const sentence = `${name} is not valid by the schema of XTA 2.1.1 (${finding}).`;
      const values = { element: name, finding };
      throw new HubError('rejected', 'xta.schema-invalid', sentence, { path: first.path, values });
    } finally {
      opened.dispose();
    }
  }

  /** @throws HubError `xta.schemas-missing`, also when the package has the schemas alone */
  wsdl(): Buffer {
    const bytes = this.load().file(WSDL);
    if (bytes === undefined) throw missing();
    return Buffer.from(bytes);
  }

  /** A schema that the WSDL imports, or one that this imports. */
  file(name: string): Buffer | undefined {
    // One of them has no other name than `.xsd`: that of SOAP 1.2.
    if (!/^[\w.-]*\.xsd$/.test(name)) return undefined;
    const bytes = this.load().file(name);
    return bytes === undefined ? undefined : Buffer.from(bytes);
  }

  private load(): Loaded {
    if (!this.packages.look(performance.now()) && this.loaded !== undefined) return this.loaded;
    const found = this.packages.find(XTA_SCHEMAS);
    if (found === undefined) throw missing();
    const { package: installed, entry } = found;
    if (this.loaded?.folder === installed.folder) return this.loaded;
    const files = this.packages.filesOf(installed);
    const beside = (name: string): string => files.urlOf(posix.join(posix.dirname(entry.file), name));
    const root = beside('fachwerk-xta.xsd');
    const load = (url: string): Uint8Array | undefined => (url === root ? Buffer.from(ROOT) : files.load(url));
    const schema = compileSchema(installed, files, root, load);
    this.loaded?.schema.dispose();
    this.loaded = { folder: installed.folder, schema, file: (name) => files.load(beside(name)) };
    return this.loaded;
  }
}

function missing(): HubError {
  const sentence =
    'The schema package of XTA 2.1.1 is not installed. Without its schemas nothing is checked, and nothing accepted.';
  return new HubError('misconfigured', 'xta.schemas-missing', sentence);
}
