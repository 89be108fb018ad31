/** The five kinds of plans (XP_Plan), and what their codes mean (Rechtsstand). */
export interface PlanKind {
  /** Name of the element. */
  readonly element: string;
  readonly name: string;
  /** Legal state → what people call it, and the day on which it came about, where the plan has one. */
  readonly states: Readonly<Record<string, LegalState>>;
}

export interface LegalState {
  readonly name: string;
  /** Elements of the plan; the first that is there counts. */
  readonly since?: readonly string[];
}

/** What plans of municipalities go through alike (BauGB). */
const procedure: Readonly<Record<string, LegalState>> = {
  '1000': { name: 'Aufstellungsbeschluss', since: ['aufstellungsbeschlussDatum'] },
  '2000': { name: 'Entwurf' },
  '2100': { name: 'Frühzeitige Beteiligung der Behörden', since: ['traegerbeteiligungsStartDatum'] },
  '2200': { name: 'Frühzeitige Beteiligung der Öffentlichkeit' },
  '2250': { name: 'Entwurfsbeschluss', since: ['entwurfsbeschlussDatum'] },
  '2300': { name: 'Beteiligung der Behörden', since: ['traegerbeteiligungsStartDatum'] },
  '2400': { name: 'Öffentliche Auslegung', since: ['auslegungsStartDatum'] },
  '5000': { name: 'Außer Kraft', since: ['untergangsDatum'] },
  '50000': { name: 'Aufgehoben', since: ['untergangsDatum'] },
  '50001': { name: 'Außer Kraft ohne förmliches Verfahren', since: ['untergangsDatum'] },
};

export const planKinds: readonly PlanKind[] = [
  {
    element: 'BP_Plan',
    name: 'Bebauungsplan',
    states: {
      ...procedure,
      '3000': { name: 'Satzung', since: ['satzungsbeschlussDatum', 'rechtsverordnungsDatum'] },
      '4000': { name: 'In Kraft', since: ['inkrafttretensDatum'] },
      '4500': { name: 'Teilweise außer Kraft' },
      '45000': { name: 'Teilweise aufgehoben' },
      '45001': { name: 'Teilweise außer Kraft ohne förmliches Verfahren' },
    },
  },
  {
    element: 'FP_Plan',
    name: 'Flächennutzungsplan',
    states: {
      ...procedure,
      '3000': { name: 'Plan', since: ['planbeschlussDatum'] },
      '4000': { name: 'Wirksam', since: ['wirksamkeitsDatum'] },
    },
  },
  {
    element: 'LP_Plan',
    name: 'Landschaftsplan',
    states: {
      '1000': { name: 'Aufstellungsbeschluss', since: ['aufstellungsbeschlussDatum'] },
      '2000': { name: 'Vorentwurf' },
      '3000': { name: 'Plan', since: ['planbeschlussDatum'] },
      '4000': { name: 'Wirksam', since: ['inkrafttretenDatum'] },
      '5000': { name: 'Außer Kraft', since: ['untergangsDatum'] },
      '6000': { name: 'In Fortschreibung' },
    },
  },
  {
    element: 'RP_Plan',
    name: 'Raumordnungsplan',
    states: {
      '1000': { name: 'Aufstellungsbeschluss', since: ['aufstellungsbeschlussDatum'] },
      '2000': { name: 'Entwurf', since: ['entwurfsbeschlussDatum'] },
      '2001': { name: 'Entwurf genehmigt' },
      '2002': { name: 'Entwurf geändert' },
      '2003': { name: 'Entwurf aufgegeben' },
      '2004': { name: 'Entwurf ruht' },
      '3000': { name: 'Plan', since: ['planbeschlussDatum'] },
      '4000': { name: 'In Kraft', since: ['datumDesInkrafttretens'] },
      '5000': { name: 'Allgemeine Planungsabsicht' },
      '5500': { name: 'Teilweise außer Kraft' },
      '6000': { name: 'Außer Kraft', since: ['untergangsDatum'] },
      '7000': { name: 'Ungültig' },
    },
  },
  { element: 'SO_Plan', name: 'Sonstiger Plan', states: {} },
];
