import type { Element, IsoDate, Metadata } from '../contract/index.js';
import { codeFields, isTrue, present, presentList, readHeader, type XoevHeader } from '../xoev/index.js';
import { readAnnexes, withoutNames, type Annex } from './annexes.js';

/** What a message says about a participation (Beteiligungsverfahren), as far as the case file needs it. */
export interface Participation {
  readonly header: XoevHeader;
  /** Of the participation (vorgangsID): the same in all its messages. */
  readonly procedureId: string;
  /** Of the plan (planID); some answers do not say it. */
  readonly planId: string | undefined;
  readonly planName: string | undefined;
  readonly statement: Statement | undefined;
  readonly annexes: readonly Annex[];
  readonly metadata: Metadata;
}

/** A statement (Stellungnahme), without what it says. */
export interface Statement {
  readonly id: string;
  /** By whom it is, in words that name no private person. */
  readonly by: string | undefined;
  readonly isPrivate: boolean;
  readonly date: IsoDate | undefined;
  readonly metadata: Metadata;
}

/** A round of participation (Durchgang), and whom it is for. */
const AUDIENCES = [
  ['beteiligungOeffentlichkeit', 'public'],
  ['beteiligungTOEB', 'authorities'],
] as const;
/** The kinds of procedures; 0750 wraps them. */
const KINDS = ['kommunal', 'raumordnung', 'planfeststellung'] as const;

export function procedureIdOf(root: Element): string {
  return root.text('nachrichteninhalt/vorgangsID');
}

export function readParticipation(root: Element): Participation {
  const content = root.one('nachrichteninhalt');
  const plan = planIn(content);
  const statement = content.maybe.one('stellungnahme');
  const told = statement === undefined ? undefined : readStatement(statement);
  const planId =
    content.maybe.text('planID') ?? plan?.maybe.text('planID') ?? statement?.maybe.text('planID') ?? undefined;
  return {
    header: readHeader('xbeteiligung', root),
    procedureId: procedureIdOf(root),
    planId,
    planName: plan?.maybe.text('planname'),
    statement: told,
    annexes: [
      ...(plan === undefined ? [] : annexesOf(plan)),
      ...(statement === undefined ? [] : readAnnexes(statement, 'statement')).map((annex, index) =>
        told?.isPrivate ? withoutNames(annex, index) : annex,
      ),
    ],
    metadata: {
      ...contentMetadata(content, planId),
      ...(plan === undefined ? {} : planMetadata(plan)),
    },
  };
}

/** What is said about the plan, wherever the message type has it. */
function planIn(content: Element): Element | undefined {
  const plan = content.maybe.one('beteiligung');
  if (plan === undefined) return undefined;
  const [wrapped] = KINDS.flatMap((kind) => plan.many(kind));
  return wrapped ?? plan;
}

function annexesOf(plan: Element): readonly Annex[] {
  const ofRounds = AUDIENCES.flatMap(([name, audience]) =>
    plan.many(name).flatMap((round) => readAnnexes(round, audience)),
  );
  return [...readAnnexes(plan, 'plan'), ...ofRounds];
}

function contentMetadata(content: Element, planId: string | undefined): Metadata {
  return present({
    'procedure-id': content.text('vorgangsID'),
    'plan-id': planId,
    'participation-id': content.maybe.text('beteiligungsID'),
    'statement-id': content.maybe.text('stellungnahmeID'),
    'starts-on': content.maybe.date('datumStartBeteiligung'),
    'published-on': content.maybe.date('datumVeroeffentlichungBeteiligung'),
    errors: content.many('fehler').flatMap((error) => error.maybe.text('beschreibung') ?? []),
    'wrong-documents': content
      .many('fehlerhafteUnterlagen')
      .map((document) =>
        [document.maybe.text('dokumentID'), document.maybe.text('fehlerbeschreibung')]
          .filter((part) => part !== undefined)
          .join(': '),
      )
      .filter((told) => told !== ''),
  });
}

function planMetadata(plan: Element): Metadata {
  const all = [
    ['plan-type', 'planart'],
    ['procedure-type', 'verfahrensart'],
    ['procedure-step', 'verfahrensschritt'],
  ] as const;
  const suffixes = ['', 'Kommunal', 'Planfeststellung'];
  return {
    ...present({
      'plan-name': plan.maybe.text('planname'),
      'working-title': plan.maybe.text('arbeitstitel'),
      initiator: plan.maybe.text('akteurVorhaben/veranlasser/name/name'),
      occasion: plan.maybe.text('beschreibungPlanungsanlass'),
      area: plan.maybe.text('raeumlicheBeschreibung'),
      url: plan.maybe.text('beteiligungURL'),
    }),
    ...Object.assign({}, ...all.flatMap(([word, name]) => suffixes.map((end) => codeFields(plan, name + end, word)))),
    ...presentList('rounds', roundsOf(plan)),
  };
}

type Round = Readonly<Record<string, string | undefined>>;

/** Whom the participation is for and from when to when; a plan that has one round only says it itself. */
function roundsOf(plan: Element): readonly Round[] {
  const rounds = AUDIENCES.flatMap(([name, audience]) => plan.many(name).map((round) => roundOf(round, audience)));
  return plan.maybe.text('durchgang') === undefined ? rounds : [roundOf(plan, undefined), ...rounds];
}

function roundOf(round: Element, audience: string | undefined): Round {
  return {
    audience,
    'participation-id': round.maybe.text('beteiligungsID'),
    round: round.maybe.text('durchgang'),
    announced: round.maybe.text('bekanntmachung'),
    from: round.maybe.date('zeitraum/beginn'),
    until: round.maybe.date('zeitraum/ende'),
    'published-from': round.maybe.date('veroeffentlichungszeitraum/beginn'),
    'published-until': round.maybe.date('veroeffentlichungszeitraum/ende'),
  };
}

/** Who wrote it privately is in the message alone, and so is what was written. */
function readStatement(statement: Element): Statement {
  const author = statement.maybe.one('verfasser');
  const organisation = author?.maybe.text('organisation/name');
  const isPrivate = author !== undefined && (organisation === undefined || isTrue(author, 'privatperson'));
  return {
    id: statement.text('stellungnahmeID'),
    isPrivate,
    by: isPrivate ? 'einer Privatperson' : organisation && `von ${organisation}`,
    date: statement.maybe.date('datum'),
    metadata: {
      ...present({
        'statement-id': statement.text('stellungnahmeID'),
        'participation-id': statement.maybe.text('beteiligungsID'),
        round: statement.maybe.text('durchgang'),
        organisation: isPrivate ? undefined : organisation,
      }),
      ...(isPrivate ? { 'private-person': true } : {}),
      ...codeFields(statement, 'status', 'status'),
      ...codeFields(statement, 'artDerStellungnahme', 'statement-type'),
      ...codeFields(statement, 'artDerRueckmeldung', 'response-type'),
    },
  };
}
