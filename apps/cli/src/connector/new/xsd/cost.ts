/**
 * How many elements the smallest instance of a type has. Schemas contain themselves (a file in a file): where there is a
 * choice, the way that ends is taken.
 */
import type { ComplexType, ElementDeclaration, Particle, Type } from './model.js';
import { keyOf } from './symbols.js';
import type { Types } from './types.js';

export class Costs {
  readonly #types = new Map<Type, number>();
  readonly #open = new Set<Type>();
  readonly #substitutes = new Map<string, ElementDeclaration | undefined>();
  readonly #derived = new Map<string, ComplexType | undefined>();

  constructor(private readonly types: Types) {}

  /** Infinity: no instance that ends was found. */
  ofParticle(particle: Particle | undefined): number {
    return particle === undefined || particle.min === 0 ? 0 : particle.min * this.ofOne(particle);
  }

  /** One occurrence. */
  ofOne(particle: Particle): number {
    if (particle.kind === 'element') return this.ofElement(particle.element);
    if (particle.kind === 'any') return 2;
    const costs = particle.parts.map((part) => this.ofParticle(part));
    if (particle.kind === 'choice') return costs.length === 0 ? 0 : Math.min(...costs);
    return costs.reduce((sum, cost) => sum + cost, 0);
  }

  ofElement(element: ElementDeclaration): number {
    const stands = this.standIn(element);
    if (stands === undefined || stands.missing !== undefined) return Number.POSITIVE_INFINITY;
    return 1 + this.ofType(stands.type());
  }

  ofType(type: Type): number {
    if (type.kind === 'simple') return 0;
    const known = this.#types.get(type);
    if (known !== undefined) return known;
    if (this.#open.has(type)) return Number.POSITIVE_INFINITY;
    this.#open.add(type);
    const concrete = this.concrete(type);
    const cost =
      concrete === undefined
        ? Number.POSITIVE_INFINITY
        : concrete === type
          ? this.ofParticle(type.content)
          : 1 + this.ofType(concrete);
    this.#open.delete(type);
    // What was cut off by a type that is open may turn out better later; what ends, ends.
    if (cost < Number.POSITIVE_INFINITY || this.#open.size === 0) this.#types.set(type, cost);
    return cost;
  }

  /** The element itself, or the cheapest of those that may stand for it when it is abstract. */
  standIn(element: ElementDeclaration): ElementDeclaration | undefined {
    if (!element.abstract) return element;
    const key = keyOf(element.namespace, element.name);
    if (this.#substitutes.has(key)) return this.#substitutes.get(key);
    const candidates = this.types.substitutesOf(key).flatMap((name) => this.types.element(name) ?? []);
    const found = this.#cheapest(
      candidates.filter(({ abstract }) => !abstract),
      (candidate) => this.ofType(candidate.type()),
    );
    if (found !== undefined) this.#substitutes.set(key, found);
    return found;
  }

  /** The type itself, or the cheapest that is derived from it when it is abstract. */
  concrete(type: ComplexType): ComplexType | undefined {
    if (!type.abstract) return type;
    const key = type.key ?? '';
    if (this.#derived.has(key)) return this.#derived.get(key);
    const candidates = this.types.derivedFrom(key).filter(({ abstract }) => !abstract);
    const found = this.#cheapest(candidates, (candidate) => this.ofType(candidate));
    if (found !== undefined) this.#derived.set(key, found);
    return found;
  }

  #cheapest<T>(candidates: readonly T[], costOf: (candidate: T) => number): T | undefined {
    let best: T | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const candidate of candidates) {
      const cost = costOf(candidate);
      if (cost >= least) continue;
      best = candidate;
      least = cost;
    }
    return best;
  }
}
