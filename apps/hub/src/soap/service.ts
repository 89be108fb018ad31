import { posix } from 'node:path';
import { HubError } from '../errors/hub-error.js';
import { BinaryFields } from './binary-fields.js';
import type { SoapVersion } from './version.js';
import { readWsdl, type WsdlFacts, type WsdlOperation } from './wsdl.js';
import { servedWsdl } from './wsdl-types.js';
import type { SourceElement } from '../xml/source.js';
import { openXml } from '../xml/read.js';
import { CompiledXsd, XsdProblem } from '../xml/xsd.js';
import type { MessageSchema, WsdlSource } from './wsdl-source.js';

/** The child of Body. */
export interface Root {
  readonly namespace: string;
  readonly element: string;
}

/** Where a client finds the service and its files. */
export interface ServiceAddress {
  readonly address: string;
  readonly files: string;
}

/** A service has few names; whoever asks by others has the WSDL written for them each time. */
const WRITTEN_MAX = 4;

/** A service of a connector, as its WSDL describes it. It holds memory that only `dispose` gives back. */
export class SoapService {
  readonly facts: WsdlFacts;
  /** Or why that failed: the next message would fail in the same way, at the same cost. */
  private readonly compiled = new Map<string, CompiledXsd | HubError>();
  private readonly fields = new Map<string, BinaryFields>();
  /** The WSDL by the addresses in it, in the order of their last use: anybody may ask for it. */
  private readonly written = new Map<string, Buffer>();

  /** @throws HubError `wsdl.unreadable` */
  constructor(readonly source: WsdlSource) {
    this.facts = readWsdl(source.bytes, (path) => source.file(posix.join(posix.dirname(source.path), path)));
  }

  /** Of the ports of one version of SOAP; undefined when there is no such port. */
  operations(version: SoapVersion): readonly WsdlOperation[] | undefined {
    const ports = this.facts.services.flatMap((service) => service.ports);
    const found = ports.filter(({ soapVersion }) => soapVersion === version);
    return found.length === 0 ? undefined : found.flatMap(({ operations }) => operations);
  }

  /** @throws HubError `wsdl.unreadable` */
  wsdl(where: ServiceAddress): Buffer {
    const key = `${where.address} ${where.files}`;
    const wsdl = this.written.get(key) ?? this.writtenFor(where);
    this.written.delete(key);
    this.written.set(key, wsdl);
    const [oldest] = this.written.keys();
    if (this.written.size > WRITTEN_MAX && oldest !== undefined) this.written.delete(oldest);
    return wsdl;
  }

  /** A schema or another WSDL of the service; schemas lead to each other by relative paths. */
  file(path: string): Buffer | undefined {
    return this.source.file(path);
  }

  /** Elements of a message that hold base64. */
  binaryIn(message: SourceElement): readonly SourceElement[] {
    const { url } = this.schemaOf({ namespace: message.namespace, element: message.name });
    const known = this.fields.get(url) ?? new BinaryFields(url, (wanted) => this.source.load(wanted));
    this.fields.set(url, known);
    return known.in(message);
  }

  /**
   * @param xml the message without its contents
   * @param elements how many the guard counted
   * @throws HubError `soap.message-invalid`, `wsdl.unreadable`
   */
  check(root: Root, xml: Buffer, elements: number): void {
    const schema = this.compiledOf(this.schemaOf(root));
    const opened = openXml(xml, elements);
    try {
      const findings = schema.validate(opened);
      const [first] = findings;
      if (first === undefined) return;
      const { sentence: finding, path, line } = first;
      const sentence = `The message is not valid by the schema of the service: ${finding} (line ${line})`;
      throw new HubError('rejected', 'soap.message-invalid', sentence, {
        path,
        values: { finding, line, count: findings.length },
      });
    } finally {
      opened.dispose();
    }
  }

  dispose(): void {
    for (const compiled of this.compiled.values()) if (compiled instanceof CompiledXsd) compiled.dispose();
    this.compiled.clear();
  }

  private writtenFor({ address, files }: ServiceAddress): Buffer {
    const schemaAddress = (location: string): string => {
      const path = this.source.located(location);
      return path === undefined ? location : files + path.split('/').map(encodeURIComponent).join('/');
    };
    return servedWsdl(this.source.bytes, { address, schemaAddress });
  }

  private schemaOf({ namespace, element }: Root): MessageSchema {
    const found = this.source.schemas.find((one) => one.namespace === namespace && one.elements.includes(element));
    if (found !== undefined) return found;
    throw unreadable(`it has no usable schema of its message ${element}`);
  }

  private compiledOf({ url }: MessageSchema): CompiledXsd {
    const compiled = this.compiled.get(url) ?? this.compile(url);
    this.compiled.set(url, compiled);
    if (compiled instanceof HubError) throw compiled;
    return compiled;
  }

  private compile(url: string): CompiledXsd | HubError {
    try {
      return CompiledXsd.compile(url, (wanted) => this.source.load(wanted));
    } catch (cause) {
      if (cause instanceof XsdProblem) return unreadable(cause.message, cause);
      throw cause;
    }
  }
}

function unreadable(problem: string, cause?: unknown): HubError {
  const sentence = `The WSDL cannot be used: ${problem}.`;
  return new HubError('misconfigured', 'wsdl.unreadable', sentence, { values: { problem } }, { cause });
}
