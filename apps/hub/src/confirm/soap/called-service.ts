/** The port of a WSDL that is called, and what may be sent there. */
import type { SoapConnection, SoapPort } from '../../access/soap-targets.js';
import { HubError } from '../../errors/hub-error.js';
import type { InstalledPackages } from '../../schema-packages/installed-packages.js';
import { contentsOf, withoutContents } from '../../soap/contents.js';
import { KeptServices } from '../../soap/kept-services.js';
import type { OutgoingPart } from '../../soap/mtom.js';
import { SoapService } from '../../soap/service.js';
import type { WsdlOperation, WsdlPort } from '../../soap/wsdl.js';
import { wsdlSource } from '../../soap/wsdl-source.js';
import { writeXml, type XmlNode } from '../../soap/write-xml.js';
import { XmlGuard } from '../../xml/guard.js';
import { readSource } from '../../xml/source.js';

/** What a service is told, as its connector makes it. */
export interface ToTell {
  readonly operation: string;
  /** The child of Body. */
  readonly element: XmlNode;
  /** What xop:Includes in it lead to. */
  readonly parts: readonly OutgoingPart[];
}

/** A call that the schema of its WSDL has passed. */
export interface CheckedCall {
  readonly operation: WsdlOperation;
  /** The child of Body as a document. */
  readonly xml: string;
  readonly parts: readonly OutgoingPart[];
}

export interface CalledService {
  readonly service: SoapService;
  readonly port: WsdlPort;
}

/** Of what is told, as of messages that come in. */
const BODY_BYTES_MAX = 8_388_608;
const LIMITS = { depthMax: 100, elementsMax: 1_000_000, attributesMax: 1_000 };

/** The services that are called, read when something is to be sent. */
export class CalledServices {
  private readonly kept = new KeptServices<string>();

  constructor(
    private readonly packages: InstalledPackages,
    private readonly packagesDir: string,
  ) {}

  /**
   * @param schemasFolder of the connector
   * @throws HubError `soap.wsdl-missing`, `wsdl.unreadable`, `soap-target.port-unknown`
   */
  find({ wsdl, service: name, port: wanted }: SoapPort, schemasFolder: string): CalledService {
    const service = this.open(wsdl, schemasFolder);
    const ports = service.facts.services.find((one) => one.name === name)?.ports ?? [];
    const port = ports.find((one) => one.name === wanted);
    if (port === undefined) throw portUnknown(wsdl, `${name}/${wanted}`, service);
    return { service, port };
  }

  /**
   * The port that somebody means.
   *
   * @param asked its service and its name, where the WSDL has several
   * @throws HubError as `find`, and `soap-target.port-missing`
   */
  choose(
    wsdl: string,
    schemasFolder: string,
    asked: { readonly service?: string; readonly port?: string },
  ): { readonly called: CalledService; readonly at: SoapPort } {
    const service = this.open(wsdl, schemasFolder);
    const found = service.facts.services
      .filter(({ name }) => asked.service === undefined || asked.service === name)
      .flatMap(({ name, ports }) => ports.map((port) => ({ name, port })))
      .filter(({ port }) => asked.port === undefined || asked.port === port.name);
    const [first, ...others] = found;
    if (first === undefined) throw portUnknown(wsdl, `${asked.service ?? '*'}/${asked.port ?? '*'}`, service);
    if (others.length > 0) throw portMissing(wsdl, service);
    const { name, port } = first;
    return { called: { service, port }, at: { wsdl, service: name, port: port.name } };
  }

  /** What WSDLs were read from has changed. */
  forget(): void {
    this.kept.forget();
  }

  private open(wsdl: string, schemasFolder: string): SoapService {
    if (this.packages.look(performance.now())) this.forget();
    const open = (): SoapService => new SoapService(wsdlSource(this.packages, this.packagesDir, schemasFolder, wsdl));
    return this.kept.get(`${schemasFolder} ${wsdl}`, open);
  }
}

/**
 * Validates what is told by the schema of the WSDL, its contents apart.
 *
 * @throws HubError `soap-target.operation-unknown`, `soap-target.body-invalid`: a defect of the connector; `wsdl.unreadable`
 */
export function checkedCall({ service, port }: CalledService, { wsdl }: SoapPort, told: ToTell): CheckedCall {
  const operation = port.operations.find(({ name }) => name === told.operation);
  if (operation === undefined) {
    const values = { operation: told.operation, port: port.name, wsdl };
    const sentence = `The connector calls ${told.operation}, and ${port.name} in ${wsdl} has no such operation.`;
    throw new HubError('rejected', 'soap-target.operation-unknown', sentence, { values });
  }
  const { namespace, name } = told.element;
  const { input } = operation;
  if (input?.namespace !== namespace || input.element !== name) {
    const wanted = input === undefined ? 'nothing' : `{${input.namespace}}${input.element}`;
    throw invalid(wsdl, `${operation.name} takes ${wanted}, not {${namespace}}${name}`, `/${name}`);
  }
  const xml = writeXml(told.element);
  const bytes = Buffer.from(xml);
  if (bytes.length > BODY_BYTES_MAX) {
    throw invalid(wsdl, `it is larger than ${BODY_BYTES_MAX} bytes, its contents apart`, `/${name}`);
  }
  const { root } = readSource(bytes, LIMITS);
  const bare = Buffer.from(withoutContents(root, contentsOf(root, service.binaryIn(root))));
  const guard = new XmlGuard(LIMITS);
  guard.write(bare);
  try {
    service.check(input, bare, guard.end().elements);
  } catch (error) {
    if (!(error instanceof HubError) || error.code !== 'soap.message-invalid') throw error;
    const { path = `/${name}`, values = {} } = error.details;
    throw invalid(wsdl, String(values['finding']).replace(/[.]$/, ''), path);
  }
  return { operation, xml, parts: told.parts };
}

/** Its address, else that of the WSDL. @throws HubError `soap-target.wsdl-unusable` */
export function addressOf({ port }: CalledService, { wsdl }: SoapPort, given?: string): SoapConnection['address'] {
  const address = given ?? port.address;
  if (address !== undefined && address !== '') return address;
  throw unusable(wsdl, `its port ${port.name} has no address; name one`);
}

export function unusable(wsdl: string, problem: string, cause?: unknown): HubError {
  const sentence = `No service can be called by ${wsdl}: ${problem}.`;
  return new HubError('misconfigured', 'soap-target.wsdl-unusable', sentence, { values: { wsdl, problem } }, { cause });
}

function portMissing(wsdl: string, service: SoapService): HubError {
  const known = portsOf(service);
  const sentence = `${wsdl} has several ports; one of them has to be named: ${known}.`;
  return new HubError('rejected', 'soap-target.port-missing', sentence, { values: { wsdl, known } });
}

function portsOf({ facts }: SoapService): string {
  const all = facts.services.flatMap(({ name, ports }) => ports.map((one) => `${name}/${one.name}`));
  return all.join(', ') || '-';
}

function portUnknown(wsdl: string, port: string, service: SoapService): HubError {
  const known = portsOf(service);
  const sentence = `There is no port ${port} in ${wsdl}. There is: ${known}.`;
  return new HubError('misconfigured', 'soap-target.port-unknown', sentence, { values: { wsdl, port, known } });
}

function invalid(wsdl: string, finding: string, path: string): HubError {
  const sentence = `What the connector tells is not valid by the schema of ${wsdl}: ${finding} (${path}). Nothing was sent.`;
  return new HubError('rejected', 'soap-target.body-invalid', sentence, { path, values: { wsdl, finding, path } });
}
