/** The paths of the contract's `Element`, understood once for each type of message. */

export interface Step {
  readonly name: string;
  /** Undefined: any. */
  readonly namespace: string | undefined;
}

interface Path {
  readonly steps: readonly Step[];
  readonly attribute: Step | undefined;
}

/** Connectors write their paths down; one that made them up from what a message says would fill the memory. */
const KEPT_MAX = 1_000;

const ofTypes = new WeakMap<Readonly<Record<string, string>>, Paths>();

/** @param namespaces prefixes of an accepted type, as its manifest has them */
export function pathsOf(namespaces: Readonly<Record<string, string>>): Paths {
  const known = ofTypes.get(namespaces) ?? new Paths(namespaces);
  ofTypes.set(namespaces, known);
  return known;
}

export class Paths {
  readonly #compiled = new Map<string, Path>();
  readonly #prefixes: ReadonlyMap<string, string>;

  constructor(namespaces: Readonly<Record<string, string>>) {
    this.#prefixes = new Map([...Object.entries(namespaces), ['xml', 'http://www.w3.org/XML/1998/namespace']]);
  }

  /** A malformed path or an unknown prefix is a mistake of the connector, not of the message. */
  compiled(path: string): Path {
    const known = this.#compiled.get(path);
    if (known !== undefined) return known;
    const compiled = this.#compile(path);
    if (this.#compiled.size < KEPT_MAX) this.#compiled.set(path, compiled);
    return compiled;
  }

  #compile(path: string): Path {
    const steps = path === '.' ? [] : path.split('/');
    const last = steps.at(-1);
    const attribute = last?.startsWith('@') ? last.slice(1) : undefined;
    return {
      steps: (attribute === undefined ? steps : steps.slice(0, -1)).map((step) => this.#step(step)),
      attribute: attribute === undefined ? undefined : this.#step(attribute),
    };
  }

  #step(step: string): Step {
    const [name, prefix, ...more] = step.split(':').toReversed();
    if (name === undefined || name === '' || more.length > 0) throw new TypeError(`"${step}" is not a step of a path`);
    if (prefix === undefined) return { name, namespace: undefined };
    const namespace = this.#prefixes.get(prefix);
    if (namespace === undefined) throw new TypeError(`the manifest gives the prefix "${prefix}" no namespace`);
    return { name, namespace };
  }
}

export function matches(step: Step, found: { readonly name: string; readonly namespace: string }): boolean {
  return found.name === step.name && (step.namespace === undefined || found.namespace === step.namespace);
}
