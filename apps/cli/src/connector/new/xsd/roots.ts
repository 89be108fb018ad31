/** Which global elements are messages. */
import type { ElementDeclaration, Particle } from './model.js';
import { keyOf, resolveName, XSD } from './symbols.js';
import type { Types } from './types.js';

/** XÖV: `Abgabe.Abgabe.0401`, `nachricht.straf.oaw.0500010`. */
const NUMBERED = /[._-]\d{3,}[a-z]?$/i;
/** Base types of messages in XÖV standards. */
const BASE = /nachricht|message|NkBasis/i;
const NOT_A_MESSAGE = /kopf|header|inhalt|content|typ(e|en)?\.(?!nachricht)/i;

/**
 * Of a standard of the XÖV family those that end in a number or extend a base message; else those that no other element
 * refers to. What is imported from other namespaces is no message.
 */
export function messageRoots(types: Types): readonly ElementDeclaration[] {
  const { symbols } = types;
  const declared = [...symbols.all('element').keys()]
    .flatMap((key) => types.element(key) ?? [])
    .filter(({ abstract, namespace }) => !abstract && symbols.ownNamespaces.has(namespace));
  const messages = declared.filter((element) => NUMBERED.test(element.name) || extendsMessage(element));
  if (messages.length > 0) return messages;
  const complex = declared.filter((element) => element.type().kind === 'complex');
  const reach = new Reach(types);
  const leads = (one: ElementDeclaration, other: ElementDeclaration): boolean =>
    reach.from(keyOf(one.namespace, one.name)).has(`element ${keyOf(other.namespace, other.name)}`);
  const free = complex.filter(
    (one) => !complex.some((other) => other !== one && leads(other, one) && !leads(one, other)),
  );
  return free.length > 0 ? free : declared;
}

function extendsMessage({ type }: ElementDeclaration): boolean {
  const resolved = type();
  if (resolved.kind === 'simple') return false;
  const names = resolved.bases.map((key) => key.slice(key.indexOf('}') + 1));
  return names.some((name) => BASE.test(name) && !NOT_A_MESSAGE.test(name)) || startsWithHeader(resolved.content);
}

/** The first thing in it is a header of messages. */
function startsWithHeader(content: Particle | undefined): boolean {
  if (content === undefined || content.kind === 'any') return false;
  if (content.kind === 'element') return /^(nachrichtenkopf|kopf)/i.test(content.element.name);
  const [first] = content.parts;
  return content.kind === 'sequence' && startsWithHeader(first);
}

/**
 * Global elements that lead to each other. Of a standard with many, messages are those that no other leads to: the
 * collection, not what is in it.
 */
class Reach {
  readonly #direct = new Map<string, ReadonlySet<string>>();
  readonly #all = new Map<string, ReadonlySet<string>>();

  constructor(private readonly types: Types) {}

  /** What may be in it, at any depth. */
  from(key: string): ReadonlySet<string> {
    const known = this.#all.get(key);
    if (known !== undefined) return known;
    const found = new Set<string>();
    const open = [`element ${key}`];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const one of this.#next(next)) {
        if (found.has(one)) continue;
        found.add(one);
        open.push(one);
      }
    }
    this.#all.set(key, found);
    return found;
  }

  #next(named: string): ReadonlySet<string> {
    const known = this.#direct.get(named);
    if (known !== undefined) return known;
    const [kind, key] = named.split(' ', 2) as ['element' | 'complexType' | 'group', string];
    const component = this.types.symbols.find(kind, key);
    const found = new Set<string>();
    const open = component === undefined ? [] : [component.node];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (node.namespace !== XSD) continue;
      open.push(...node.children);
      const at = { node, file: component!.file };
      for (const attribute of ['ref', 'type', 'base']) {
        const value = node.attributes.get(attribute);
        if (value === undefined) continue;
        const kindOfNamed = attribute !== 'ref' ? 'complexType' : node.name === 'group' ? 'group' : 'element';
        found.add(`${kindOfNamed} ${resolveName(value, at)}`);
      }
    }
    for (const one of [...found].filter((name) => name.startsWith('element '))) {
      for (const other of this.types.substitutesOf(one.slice('element '.length))) found.add(`element ${other}`);
    }
    this.#direct.set(named, found);
    return found;
  }
}
