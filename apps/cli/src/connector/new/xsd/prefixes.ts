/** Of elements that stand for any other. */
export const MADE_UP = 'urn:example:extension';

/** One prefix for each namespace: the one that the schemas use, where no other namespace has it. */
export class Prefixes {
  readonly #byNamespace = new Map([['http://www.w3.org/2001/XMLSchema-instance', 'xsi']]);
  readonly #taken = new Set(['xml', 'xs', 'xsd', 'xsi', 'xmlns']);
  readonly #wanted = new Map<string, string>();

  /** @param wanted namespace → prefix; what was wanted before comes first */
  prefer(wanted: ReadonlyMap<string, string>): void {
    for (const [namespace, prefix] of wanted) if (!this.#wanted.has(namespace)) this.#wanted.set(namespace, prefix);
  }

  of(namespace: string): string {
    const known = this.#byNamespace.get(namespace);
    if (known !== undefined) return known;
    const wanted = (this.#wanted.get(namespace) ?? lastWord(namespace)).replaceAll(/[^\w.-]/g, '');
    let prefix = wanted;
    for (let number = 2; this.#taken.has(prefix); number += 1) prefix = `${wanted}${number}`;
    this.#taken.add(prefix);
    this.#byNamespace.set(namespace, prefix);
    return prefix;
  }

  /** All that were asked for. */
  declared(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      [...this.#byNamespace]
        .filter(([namespace]) => !namespace.endsWith('/XMLSchema-instance') && namespace !== MADE_UP)
        .map(([namespace, prefix]) => [prefix, namespace]),
    );
  }

  /** `prefix:name`, or the name alone where there is no namespace. */
  named(namespace: string, name: string): string {
    if (namespace === '') return name;
    return `${namespace === 'http://www.w3.org/XML/1998/namespace' ? 'xml' : this.of(namespace)}:${name}`;
  }
}

function lastWord(namespace: string): string {
  const words = namespace.toLowerCase().match(/[a-z][a-z0-9]*/g) ?? [];
  return (
    words.findLast((word) => !['xsd', 'schema', 'http', 'https', 'org', 'de', 'com', 'www'].includes(word)) ?? 'ns'
  );
}
