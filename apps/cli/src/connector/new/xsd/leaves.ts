/** The values a message may carry, nearest to the root first. */
import { MESSAGE_ID, type Leaf } from '../leaf.js';
import type { AttributeUse, ComplexType, ElementDeclaration, Particle, SimpleType, Type } from './model.js';
import type { Prefixes } from './prefixes.js';
import { ANY_TYPE } from './types.js';

const LEAVES_MAX = 400;
const DEPTH_MAX = 9;
const VISITS_MAX = 20_000;
const NUMBER =
  /^(decimal|integer|(non)?(positive|negative)Integer|nonPositiveInteger|nonNegativeInteger|long|int|short|byte|unsigned\w+|float|double)$/;

interface Place {
  readonly type: Type;
  readonly path: readonly string[];
  readonly required: boolean;
  readonly repeated: boolean;
  readonly documentation: string;
  readonly above: readonly Type[];
}

export function leavesOf(root: ElementDeclaration, prefixes: Prefixes): readonly Leaf[] {
  const leaves: Leaf[] = [];
  const start = { path: [], required: true, repeated: false, documentation: '', above: [] };
  const open: Place[] = [{ ...start, type: root.type() }];
  for (let visits = 0; visits < VISITS_MAX && leaves.length < LEAVES_MAX; visits += 1) {
    const place = open.shift();
    if (place === undefined) break;
    const { type } = place;
    if (type.kind === 'simple') {
      leaves.push(leafOf(place, kindOf(type)));
    } else if (type.key === ANY_TYPE) {
      // All the texts in whatever it holds: shown, but nothing to keep of messages, or to tell them apart by, unless it is
      // called as the id of a message is. Some standards (XBau) declare that without a type.
      const isId = MESSAGE_ID.test(place.path.at(-1) ?? '');
      leaves.push(leafOf({ ...place, repeated: place.repeated || !isId }, 'text'));
    } else if (isCode(type)) {
      leaves.push(leafOf(place, 'code'));
    } else if (!place.above.includes(type) && place.path.length < DEPTH_MAX) {
      if (type.text !== undefined) leaves.push(leafOf(place, kindOf(type.text)));
      leaves.push(...type.attributes.map((use) => attributeLeaf(use, place, prefixes)));
      open.push(...childrenOf(type, place, prefixes));
    }
  }
  // What the root itself says is called as it is.
  return leaves.map((leaf) => (leaf.path.length === 0 ? { ...leaf, name: root.name } : leaf));
}

function leafOf({ path, required, repeated, documentation }: Place, kind: Leaf['kind']): Leaf {
  return { path, name: localOf(path.at(-1) ?? '.'), kind, required, repeated, documentation };
}

function attributeLeaf(
  { name, namespace, required, type, documentation }: AttributeUse,
  place: Place,
  prefixes: Prefixes,
): Leaf {
  return {
    path: [...place.path, `@${prefixes.named(namespace, name)}`],
    name,
    kind: kindOf(type),
    required: required && place.required,
    repeated: place.repeated,
    documentation,
  };
}

function childrenOf(type: ComplexType, place: Place, prefixes: Prefixes): readonly Place[] {
  const found = new Map<string, Place>();
  visit(type.content, place.required, place.repeated);
  return [...found.values()];

  function visit(particle: Particle | undefined, required: boolean, repeated: boolean): void {
    if (particle === undefined || particle.kind === 'any') return;
    const isThere = required && particle.min > 0;
    const several = repeated || particle.max > 1;
    if (particle.kind === 'element') {
      const { element } = particle;
      // Another element stands for it, under a name of its own.
      if (element.abstract || element.missing !== undefined) return;
      const step = prefixes.named(element.namespace, element.name);
      const own = element.type();
      const again = found.get(step);
      const documentation = element.documentation || (own.kind === 'complex' ? own.documentation : '');
      found.set(step, {
        type: own,
        path: [...place.path, step],
        required: isThere || again?.required === true,
        repeated: several || again !== undefined,
        documentation,
        above: [...place.above, type],
      });
      return;
    }
    const isChoice = particle.kind === 'choice' && particle.parts.length > 1;
    for (const part of particle.parts) visit(part, isThere && !isChoice, several);
  }
}

/** XÖV: a list and a code from it. */
function isCode(type: ComplexType): boolean {
  const names = type.attributes.map(({ name }) => name);
  if (!names.includes('listURI') && !names.includes('listVersionID')) return false;
  return type.content !== undefined && firstElement(type.content) === 'code';
}

function firstElement(particle: Particle): string | undefined {
  if (particle.kind === 'any') return undefined;
  if (particle.kind === 'element') return particle.element.name;
  return particle.parts.map(firstElement).find((name) => name !== undefined);
}

function kindOf({ builtIn, variety }: SimpleType): Leaf['kind'] {
  if (variety !== 'atomic') return 'text';
  if (builtIn === 'date') return 'date';
  if (builtIn === 'dateTime') return 'date-time';
  if (builtIn === 'boolean') return 'boolean';
  return NUMBER.test(builtIn) ? 'number' : 'text';
}

function localOf(step: string): string {
  return step.replace(/^@?(?:[^:]*:)?/, '');
}
