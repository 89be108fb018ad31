/** WSDL 1.1, as far as it says what a service is asked and where. */

export interface WsdlName {
  readonly namespace: string;
  readonly element: string;
}

export interface WsdlOperation {
  readonly name: string;
  /** `soapAction`; the empty string for none. */
  readonly action: string;
  readonly style: 'document' | 'rpc';
  /** The child of Body; undefined for an empty Body. With `rpc` the wrapper, whose children are of no namespace. */
  readonly input: WsdlName | undefined;
  readonly output: WsdlName | undefined;
  /** Elements of `detail`, by the names of the faults. */
  readonly faults: Readonly<Record<string, WsdlName>>;
  /** Of requests. */
  readonly headers: readonly WsdlName[];
  /** wsaw:Action or wsam:Action of the request and its answer, said or by default (WS-Addressing Metadata, 4.4). */
  readonly inputAction: string;
  readonly outputAction: string;
}

export interface WsdlPort {
  readonly name: string;
  readonly soapVersion: '1.1' | '1.2';
  readonly operations: readonly WsdlOperation[];
}

export interface WsdlFacts {
  readonly targetNamespace: string;
  readonly services: readonly { readonly name: string; readonly ports: readonly WsdlPort[] }[];
}

/**
 * @param load bytes of a wsdl:import, by its location as written; without it a WSDL that imports another is refused
 * @throws HubError `wsdl.unreadable`
 */
export declare function readWsdl(bytes: Buffer, load?: (location: string) => Buffer | undefined): WsdlFacts;

export interface ServedAt {
  /** What soap:address says: of the door. */
  readonly address: string;
  /** Where a file is fetched that the WSDL imports, by its location as written. */
  readonly schemaAddress: (location: string) => string;
}

/** A WSDL as it is handed out: addresses and locations rewritten, nothing else. */
export declare function servedWsdl(bytes: Buffer, at: ServedAt): Buffer;
