import type { Element, IsoDate, Metadata } from '../contract/index.js';
import {
  codeFields,
  dateTimeAt,
  isTrue,
  keyOf,
  present,
  presentList,
  readHeader,
  uuidAt,
  type XoevHeader,
} from '../xoev/index.js';
import { documentEntries } from './documents.js';
import { facilityOf, type Facility } from './facility.js';

/** What a message about a process (Vorgang) says, as far as the case file needs it. */
export interface WaterMessage {
  readonly header: XoevHeader;
  /** Of the process: a UUID in all its messages. */
  readonly processId: string;
  /** Its file reference (Aktenzeichen) with whoever leads it. */
  readonly reference: string | undefined;
  /** What 2010 transports; the other messages only talk about it. */
  readonly content: WaterContent | undefined;
  readonly facility: Facility | undefined;
  readonly metadata: Metadata;
}

/** An examination plan (Untersuchungsplan), a report of a laboratory (Prüfbericht), or that of an operator (OLB). */
export interface WaterContent {
  readonly kind: 'plan' | 'report' | 'operator-report';
  /** Of its document: the next version of a report has the same. */
  readonly key: string;
  /** What it is, in German. */
  readonly word: string;
  readonly title: string;
  /** What names it without a title. */
  readonly number: string;
  readonly date: IsoDate | undefined;
  readonly metadata: Metadata;
}

export function readWaterMessage(root: Element): WaterMessage {
  const header = readHeader('xwasser', root);
  const [process] = root.many('vorgang');
  const identification = (process ?? root).one('identifikationVorgang');
  const processId = uuidAt('xwasser', identification, 'vorgangsID');
  const reference = identification.maybe.text('aktenzeichen');
  const transported = process?.one('vorgangType').children[0];
  const content = transported === undefined ? undefined : readContent(transported, processId);
  const isDocument = content?.kind === 'operator-report' && transported !== undefined;
  const documents = documentEntries([...(isDocument ? [transported] : []), ...(process ?? root).many('anlage')]);
  return {
    header,
    processId,
    reference,
    content,
    facility: transported === undefined ? undefined : facilityOf(transported, root),
    metadata: {
      ...present({
        'process-id': processId,
        'process-reference': reference,
        'answers-message': root.maybe.text('nachrichtenkopf.g2g/referenzUUID'),
        'status-reason': root.maybe.text('status/grund'),
      }),
      ...codeFields(root, 'status/aktuellerStatusFachlich', 'status'),
      ...codeFields(root, 'status/vorherigerStatusFachlich', 'status-before'),
      ...content?.metadata,
      ...presentList('documents', documents),
    },
  };
}

function readContent(element: Element, processId: string): WaterContent {
  if (element.name === 'pruefbericht') return readReport(element, processId);
  if (element.name === 'untersuchungsplan') return readPlan(element, processId);
  return readOperatorReport(element, processId);
}

/** The UUID of a report stays when it is corrected or completed; its number of version grows (PruefberichtType). */
function readReport(report: Element, processId: string): WaterContent {
  const id = uuidAt('xwasser', report, 'pruefberichtUUID');
  return {
    kind: 'report',
    // It lies in the case of its process: the same report in another process is another document.
    key: keyOf(processId, 'report', id),
    word: 'Prüfbericht',
    title: report.maybe.text('titel') ?? id,
    number: report.maybe.text('pruefberichtIDLabor') ?? id,
    date: dateTimeAt('xwasser', report, 'zeitpunktValidierungPruefbericht').slice(0, 10),
    metadata: {
      ...present({
        'report-id': id,
        'report-version': report.text('versionsnummer'),
        'report-number': report.maybe.text('pruefberichtIDLabor'),
        'report-title': report.maybe.text('titel'),
        'order-number': report.maybe.text('auftragsnummer'),
        'correction-note': report.maybe.text('korrekturvermerk'),
        findings: report.many('auffaelligkeiten').flatMap((finding) => finding.maybe.text('.') ?? []),
        samples: String(report.many('probe').length),
      }),
      ...codeFields(report, 'gesamtbewertung', 'assessment'),
      ...(isTrue(report, 'pruefberichtEnthaeltTeilergebnisse') ? { 'partial-results': true } : {}),
      ...(isTrue(report, 'gefahrInVerzug') ? { 'imminent-danger': true } : {}),
    },
  };
}

function readPlan(plan: Element, processId: string): WaterContent {
  const id = plan.text('untersuchungsplanID');
  const years = plan.many('jahr').map((year) => year.text('.'));
  return {
    kind: 'plan',
    key: keyOf(processId, 'plan', id),
    word: 'Untersuchungsplan',
    title: [plan.maybe.text('titelUntersuchungsplan') ?? id, ...years].join(' '),
    number: [id, ...years].join(' '),
    date: undefined,
    metadata: {
      ...present({
        'plan-id': id,
        'plan-title': plan.maybe.text('titelUntersuchungsplan'),
        years,
        'sampling-dates': String(plan.many('terminplan').length),
      }),
      ...codeFields(plan, 'statusUntersuchungsplan', 'plan-status'),
    },
  };
}

function readOperatorReport(report: Element, processId: string): WaterContent {
  const name = report.maybe.text('name');
  const id = report.text('@dokumentID');
  return {
    kind: 'operator-report',
    key: keyOf(processId, 'operator-report', id),
    word: 'OLB-Bericht',
    title: name ?? id,
    number: id,
    date: undefined,
    metadata: { ...present({ 'report-title': name }), ...codeFields(report, 'dokumentTyp', 'document-type') },
  };
}
