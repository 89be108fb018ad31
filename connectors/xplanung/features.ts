import { Rejected, type Element } from '../contract/index.js';
import type { XplanungSettings } from './generated/settings.js';
import { readPlan, type Plan } from './plan.js';
import { planKinds } from './plan-kinds.js';

/** A plan with everything that belongs to it: its areas, texts and objects. */
export interface PlanWithFeatures {
  readonly plan: Plan;
  readonly features: readonly Element[];
}

/**
 * The plans of an extract. Which object belongs to which plan say the references between them, in either direction and
 * over any number of steps, as long as these do not lead over another plan. What nothing leads to belongs to the first.
 */
export function plansIn(root: Element, settings: XplanungSettings): readonly PlanWithFeatures[] {
  const features = root.many('featureMember').flatMap(({ children }) => children);
  const plans = features.flatMap((element) => {
    const kind = planKinds.find((one) => one.element === element.name);
    return kind === undefined ? [] : [readPlan(element, kind, settings)];
  });
  const [first, ...others] = plans;
  if (first === undefined) {
    const names = planKinds.map(({ element }) => element).join(', ');
    throw new Rejected('xplanung.no-plan', `The message has no plan. Send one of ${names} in it.`, root.path);
  }
  if (others.length === 0) return [{ plan: first, features }];
  const owners = ownersOf(features, plans);
  return plans.map((plan) => ({
    plan,
    features: features.filter((feature) => (owners.get(feature) ?? first) === plan),
  }));
}

function ownersOf(features: readonly Element[], plans: readonly Plan[]): ReadonlyMap<Element, Plan> {
  const neighbours = neighboursOf(features);
  const owners = new Map(plans.map((plan) => [plan.element, plan]));
  for (const plan of plans) {
    const open = [plan.element];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const feature of neighbours.get(next) ?? []) {
        if (owners.has(feature)) continue;
        owners.set(feature, plan);
        open.push(feature);
      }
    }
  }
  return owners;
}

function neighboursOf(features: readonly Element[]): ReadonlyMap<Element, readonly Element[]> {
  const byId = new Map(features.map((feature) => [feature.maybe.text('@id') ?? '', feature]));
  const neighbours = new Map<Element, Element[]>(features.map((feature) => [feature, []]));
  for (const feature of features) {
    for (const reference of referencesIn(feature)) {
      const other = reference.startsWith('#') ? byId.get(reference.slice(1)) : undefined;
      if (other === undefined || other === feature) continue;
      neighbours.get(feature)?.push(other);
      neighbours.get(other)?.push(feature);
    }
  }
  return neighbours;
}

/** References are properties of an object itself (`xlink:href`), and never deep in its geometry. */
function referencesIn(feature: Element): readonly string[] {
  return feature.children.flatMap((property) => property.maybe.text('@href') ?? []);
}
