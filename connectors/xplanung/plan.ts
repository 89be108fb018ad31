import type { Element, IsoDate, Metadata } from '../contract/index.js';
import { cut, firstLine, keyOf, oneLine, present } from '../xoev/index.js';
import type { XplanungSettings } from './generated/settings.js';
import type { PlanKind } from './plan-kinds.js';

/** A plan as its case file is made from it. */
export interface Plan {
  readonly element: Element;
  readonly kind: PlanKind;
  readonly key: string;
  readonly subject: string;
  /** How far it has got (Rechtsstand); some plans do not say. */
  readonly state: State | undefined;
  /** Of the plan as it is in the message: when it was made, else since when it is in its state. */
  readonly date: IsoDate | undefined;
  readonly metadata: Metadata;
}

export interface State {
  readonly code: string;
  readonly name: string;
  readonly since: IsoDate | undefined;
}

/** Days of a plan, and what we call them. */
const DAYS = [
  ['aufstellungsbeschlussDatum', 'initiated-on'],
  ['entwurfsbeschlussDatum', 'draft-resolved-on'],
  ['planbeschlussDatum', 'plan-resolved-on'],
  ['satzungsbeschlussDatum', 'bylaw-resolved-on'],
  ['rechtsverordnungsDatum', 'ordinance-of'],
  ['genehmigungsDatum', 'approved-on'],
  ['ausfertigungsDatum', 'issued-on'],
  ['inkrafttretensDatum', 'in-force-since'],
  ['inkrafttretenDatum', 'in-force-since'],
  ['datumDesInkrafttretens', 'in-force-since'],
  ['wirksamkeitsDatum', 'in-force-since'],
  ['untergangsDatum', 'out-of-force-since'],
  ['technHerstellDatum', 'produced-on'],
] as const;
/** Days that a plan may have several of, and a plan for regional planning calls a little differently. */
const SEVERAL_DAYS = [
  ['auslegungsStartDatum', 'displayed-from'],
  ['auslegungStartDatum', 'displayed-from'],
  ['auslegungsEndDatum', 'displayed-until'],
  ['auslegungEndDatum', 'displayed-until'],
] as const;

export function readPlan(element: Element, kind: PlanKind, settings: XplanungSettings): Plan {
  const name = oneLine(element.text('name'));
  const number = element.maybe.text('nummer');
  const municipalities = element.many('gemeinde/XP_Gemeinde');
  const state = stateOf(element, kind);
  return {
    element,
    kind,
    key: keyFor(element, kind, municipalities, settings),
    subject: subjectOf(kind, name, number),
    state,
    date: element.maybe.date('technHerstellDatum') ?? state?.since,
    metadata: present({
      'plan-kind': kind.name,
      'plan-type': element.many('planArt').flatMap((type) => type.maybe.text('.') ?? []),
      'plan-name': name,
      'plan-number': number,
      'internal-id': element.maybe.text('internalId'),
      municipalities: municipalities.flatMap((one) => one.maybe.text('gemeindeName') ?? []),
      'municipality-keys': municipalities.flatMap((one) => one.maybe.text('ags') ?? one.maybe.text('rs') ?? []),
      districts: municipalities.flatMap((one) => one.maybe.text('ortsteilName') ?? []),
      'plan-giver': element.maybe.text('plangeber/XP_Plangeber/name'),
    }),
  };
}

/** Many a plan says in its name what it is. */
function subjectOf({ element, name: kind }: PlanKind, name: string, number: string | undefined): string {
  const saysItself = element === 'SO_Plan' || name.toLowerCase().includes(kind.toLowerCase());
  return firstLine(`${saysItself ? '' : `${kind} `}${name}${number === undefined ? '' : ` (Nr. ${number})`}`, kind);
}

/** What is true of the plan in this state, and may be another thing in the next. */
export function stateMetadata({ element, state }: Plan): Metadata {
  return present({
    'legal-state': state?.code,
    'legal-state-label': state?.name,
    ...Object.fromEntries(DAYS.flatMap(([path, word]) => dayAt(element, path, word))),
    ...Object.fromEntries(SEVERAL_DAYS.flatMap(([path, word]) => daysAt(element, path, word))),
  });
}

function dayAt(element: Element, path: string, word: string): readonly (readonly [string, string])[] {
  const day = element.maybe.date(path);
  return day === undefined ? [] : [[word, day]];
}

function daysAt(element: Element, path: string, word: string): readonly (readonly [string, readonly string[]])[] {
  const days = element.many(path).flatMap((one) => one.maybe.date('.') ?? []);
  return days.length === 0 ? [] : [[word, days]];
}

/**
 * Numbers of plans are unique in one city, and only within a district in another; names change while a plan is made. So
 * what the planning system calls it goes first, else number and name together: two plans never become one file.
 */
function keyFor(
  element: Element,
  { element: kind }: PlanKind,
  municipalities: readonly Element[],
  { filePer }: XplanungSettings,
): string {
  // A plan of a whole region has many; the first ones tell it apart from others of the same name.
  const where = [...new Set(municipalities.map(identityOf))].toSorted().slice(0, 5).join('+');
  const [name, number, id] = [element.text('name'), element.maybe.text('nummer'), element.maybe.text('internalId')];
  const key = (...parts: readonly string[]): string => keyOf(kind, where, ...parts);
  if (filePer === 'number' && number !== undefined) return key('number', number);
  if (filePer === 'name') return key('name', name);
  if (filePer !== 'number' && id !== undefined) return key('id', id);
  return key(number ?? '', name);
}

function identityOf(municipality: Element): string {
  const { maybe } = municipality;
  return maybe.text('ags') ?? maybe.text('rs') ?? maybe.text('gemeindeName') ?? '';
}

function stateOf(element: Element, { states }: PlanKind): State | undefined {
  const code = element.maybe.text('rechtsstand');
  if (code === undefined) return undefined;
  const known = states[code];
  const since = known?.since?.flatMap((path) => element.many(path)[0]?.maybe.date('.') ?? [])[0];
  return { code, name: known?.name ?? `Rechtsstand ${cut(code, 20)}`, since };
}
