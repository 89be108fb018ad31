/**
 * What is known of an installed package of official schemas; computed once, when it is installed, and kept beside its
 * files as `index.json`.
 */
export interface PackageIndex {
  /** Of this file. Another one is ignored by a hub that does not know it. */
  readonly format: 1;
  readonly name: string;
  readonly version: string;
  readonly installedAt: string;
  readonly entries: readonly PackageEntry[];
  /** Schemas that do not compile, and why. */
  readonly failures: readonly { readonly file: string; readonly reason: string }[];
  /** Paths of all its schemas. */
  readonly schemas: readonly string[];
  /** Official URL of a schema → its file in this package. */
  readonly catalogue: Readonly<Record<string, string>>;
  readonly codeLists: readonly { readonly uri: string; readonly version: string; readonly file: string }[];
  /** Missing in what an earlier version installed. */
  readonly wsdls?: readonly PackageWsdl[];
  /** Other packages that its schemas import from, as `name@version`. */
  readonly uses: readonly string[];
}

/** A schema file by which messages can be validated. Paths are relative to the package, with `/`. */
export interface PackageEntry {
  readonly file: string;
  readonly namespace: string;
  /** Global elements it declares itself. */
  readonly elements: readonly string[];
  /** Global elements of schemas that it includes. */
  readonly included: readonly string[];
}

/** A WSDL, and what it offers. Its own schemas lie in `<file>.types/`, beside the others. */
export interface PackageWsdl {
  readonly file: string;
  readonly targetNamespace: string;
  /** Names of its services. */
  readonly services: readonly string[];
  /** Of all its services, by SOAP. */
  readonly operations: readonly string[];
}

export function idOf({ name, version }: { readonly name: string; readonly version: string }): string {
  return `${name}@${version}`;
}
