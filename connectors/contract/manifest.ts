/**
 * The facts of a connector. The gateway recognises and the worker routes messages from it; the operator's pages, the
 * catalogue table and the tests are made from it. It is data: no logic, no expressions, no class names.
 */
export interface Manifest {
  /** kebab-case; equals the folder's name, and is the word operators see. */
  readonly name: string;
  /** One line for people. */
  readonly title: string;
  /** Semantic version of this connector; written on every attempt. */
  readonly version: string;
  /** `draft` (not for production), `pilot` (one municipality), `stable`, `retired` (still reads, nobody should start). */
  readonly stability: 'draft' | 'pilot' | 'stable' | 'retired';
  /** Major version of the contract it was written for. The hub refuses one it does not know. */
  readonly contract: 1;
  readonly accepts: readonly AcceptedType[];
  /** Path below `schemas/` of the JSON Schema of the settings a municipality fills in. */
  readonly settings: string;
  /** Under which names the hub offers this connector's messages as operations of SOAP; since 1.4. */
  readonly soap?: readonly SoapService[];
}

/** A SOAP service (WSDL) of a connector, at `/soap/<connector>/<name>`. */
export interface SoapService {
  /** Word in its address: lower-case letters, digits, dots and hyphens. */
  readonly name: string;
  /** One line for people. */
  readonly title: string;
  /** Name of the WSDL in an installed schema package, or its path below `schemas/`. */
  readonly wsdl: string;
}

/** One message type and how it is recognised: by its XML root, or by a JSON Schema. */
export type AcceptedType = AcceptedXml | AcceptedJson;

export interface AcceptedXml {
  /** Unique within the connector, for example `invoice.ubl`. */
  readonly type: string;
  readonly title: string;
  /**
   * Without `element`: any root element of this namespace that no other accepted type names. Without `namespace` as well
   * (`{}`): any root element at all that no other accepted type takes; since 1.3. An empty `namespace` is none.
   */
  readonly root: { readonly namespace?: string; readonly element?: string };
  /**
   * What the XML may come in; on its own it is accepted as well. `zip`: beside other parts, which arrive as attachments.
   * `pdf-attachment`: embedded in a PDF (hybrid invoice).
   */
  readonly container?: 'zip' | 'pdf-attachment';
  /** Where the official schema is looked for; without it the message is checked as far as the connector reads it. */
  readonly official?: OfficialSchema;
  /** Prefixes used in the paths of this type, and the namespace URI each stands for. */
  readonly namespaces: Readonly<Record<string, string>>;
  /**
   * What a sender that waits for its answer is told, over SOAP. `question`: what the archive says; nothing is filed or kept.
   * `accepted` (the default): that the message is durable. `filed`: what became of it. Since 1.4.
   */
  readonly answer?: 'question' | 'accepted' | 'filed';
}

/** An entry of an official schema package, as an operator installs it. */
export interface OfficialSchema {
  /** Target namespace of the schema. */
  readonly namespace: string;
  /** Name of the global element that is the root of the message; `*` for a type that takes any. */
  readonly entry: string;
  /** Part of the path of the schema file, where a package has several for one entry (CII: uncoupled code lists). */
  readonly prefer?: string;
  /**
   * Path in the message to the version of the standard, where all versions share one namespace (XJustiz:
   * `nachrichtenkopf/@xjustizVersion`). Only a package of that version validates the message.
   */
  readonly versionAt?: string;
}

export interface AcceptedJson {
  readonly type: string;
  readonly title: string;
  /** Path below `schemas/`. The first accepted type whose schema the message satisfies is its type. */
  readonly jsonSchema: string;
}
