import {
  Rejected,
  type AddDocument,
  type ArchiveCommand,
  type Element,
  type Message,
  type Metadata,
} from '../contract/index.js';
import {
  cut,
  dayOf,
  fileNameOf,
  firstLine,
  keyBelow,
  oneLine,
  otherAttachments,
  present,
  presentList,
  refuseTest,
  xmlOf,
} from '../xoev/index.js';
import { plansIn, type PlanWithFeatures } from './features.js';
import type { XplanungSettings } from './generated/settings.js';
import { stateMetadata, type Plan } from './plan.js';
import { REFERENCE_TYPES } from './reference-types.js';
import { nameBeside, referencesOf, type Reference } from './references.js';
import { textsOf } from './texts.js';

type Place = AddDocument['in'];

/** Where what belongs to a plan goes, and the beginning of its keys. */
interface Placing {
  readonly place: Place;
  readonly key: string;
  /** Name of the XML in its ZIP. */
  readonly part: string | undefined;
}

/**
 * One case file for each plan, a case in it for each legal state (Aufstellungsbeschluss, Entwurf, Satzung): the plan as
 * XPlanGML with the documents it refers to. Delivered again in the same state, it is a further version.
 */
export function filePlans(message: Message<Element>, settings: XplanungSettings): readonly ArchiveCommand[] {
  refuseTest('xplanung', message.body, settings);
  const plans = plansIn(message.body, settings).map((one): Delivered => ({
    ...one,
    references: referencesOf(one.features, message),
    placing: placingOf(one.plan, message.part, settings),
  }));
  refuseSame(plans);
  if (settings.missingDocuments !== 'file') refuseMissing(plans.flatMap(({ references }) => references));
  const commands = plans.flatMap((one) => filePlan(one, message, settings));
  const named = new Set(commands.flatMap(contentOf));
  const strays = plans.slice(0, 1).flatMap(({ placing }) => otherAttachments(message, planDocumentKey(placing), named));
  return [...commands, ...strays];
}

interface Delivered extends PlanWithFeatures {
  readonly references: readonly Reference[];
  readonly placing: Placing;
}

function filePlan(
  { plan, features, references, placing }: Delivered,
  message: Message<Element>,
  settings: XplanungSettings,
): readonly ArchiveCommand[] {
  const { key, subject, kind, state, date, metadata } = plan;
  const whenChanged = settings.changedDocument ?? 'add-version';
  const filePlanCode = settings.filePlanCodes?.[kind.element] ?? settings.filePlanCode;
  return [
    { do: 'open-file', key, filePlanCode, subject, metadata },
    ...('case' in placing.place && state !== undefined ? [openState(plan, placing.key)] : []),
    {
      do: 'add-document',
      key: planDocumentKey(placing),
      in: placing.place,
      subject: oneLine(`${subject}, XPlanGML${date === undefined ? '' : ` vom ${dayOf(date)}`}`),
      content: xmlOf(message),
      fileName: fileNameOf(message.part ?? '', 'xplan.gml'),
      documentType: 'XPlanGML',
      ...(date === undefined ? {} : { documentDate: date }),
      metadata: { ...metadata, ...stateMetadata(plan), ...textsOf(features), ...linksOf(references) },
      whenChanged,
    },
    ...once(references.flatMap((reference) => fileReference(reference, placing, settings))),
  ];
}

function placingOf({ key, state }: Plan, part: string | undefined, { casePer }: XplanungSettings): Placing {
  if (casePer === 'none' || state === undefined) return { place: { file: key }, key, part };
  const within = keyBelow(key, state.code);
  return { place: { case: within }, key: within, part };
}

function planDocumentKey({ key }: Placing): string {
  return keyBelow(key, 'xplangml');
}

function openState({ key, state }: Plan, within: string): ArchiveCommand {
  return {
    do: 'open-case',
    key: within,
    inFile: key,
    subject: firstLine(state?.name, 'Rechtsstand'),
    ...(state?.since === undefined ? {} : { openedOn: state.since }),
    metadata: present({ 'legal-state': state?.code }),
  };
}

/** A file that came with the message; where a scan lies in the world belongs to the scan. */
function fileReference(
  { element, name, type = '', attachment, position }: Reference,
  placing: Placing,
  { documentTypes, changedDocument }: XplanungSettings,
): readonly AddDocument[] {
  if (attachment === undefined) return [];
  const documentKey = keyWithin(placing, attachment.name);
  const documentDate = element.maybe.date('datum');
  const whenChanged = changedDocument ?? 'add-version';
  const document: AddDocument = {
    do: 'add-document',
    key: documentKey,
    in: placing.place,
    subject: firstLine(name, fileNameOf(attachment.name)),
    content: { attachment: attachment.name },
    fileName: fileNameOf(attachment.name),
    documentType: documentTypes?.[type] ?? REFERENCE_TYPES[type] ?? 'Dokument zum Plan',
    ...(documentDate === undefined ? {} : { documentDate }),
    metadata: present({ 'reference-type': type, description: element.maybe.text('beschreibung') }),
    whenChanged,
  };
  if (position === undefined) return [document];
  return [
    document,
    {
      do: 'add-document',
      key: keyWithin(placing, position.name),
      in: { document: documentKey },
      subject: fileNameOf(position.name),
      content: { attachment: position.name },
      fileName: fileNameOf(position.name),
      documentType: 'Georeferenzierung',
      whenChanged,
    },
  ];
}

function keyWithin({ key, part }: Placing, name: string): string {
  return keyBelow(key, 'documents', nameBeside(name, part));
}

/** Several objects of a plan refer to one document: it is filed once, as the first of them says. */
function once(documents: readonly AddDocument[]): readonly AddDocument[] {
  const keys = new Set<string>();
  return documents.filter(({ key }) => !keys.has(key) && keys.add(key));
}

/** Documents that lie elsewhere, or did not come. */
function linksOf(references: readonly Reference[]): Metadata {
  const links = references.filter(({ attachment }) => attachment === undefined);
  return presentList(
    'documents-elsewhere',
    links.map(({ name, url, type }) => ({ name, url, type })),
  );
}

function refuseMissing(references: readonly Reference[]): void {
  const missing = references.filter(({ attachment, isElsewhere }) => attachment === undefined && !isElsewhere);
  const [first] = missing;
  if (first === undefined) return;
  const names = [...new Set(missing.map(({ url }) => cut(url, 200)))];
  const shown = names.slice(0, 10).join(', ');
  const more = names.length > 10 ? ` and ${names.length - 10} more` : '';
  throw new Rejected(
    'xplanung.document-missing',
    `The plan refers to documents that did not come with it: ${shown}${more}. Send them together, or have plans filed without them (setting missingDocuments).`,
    first.element.path,
  );
}

/** Their documents would be versions of each other. */
function refuseSame(plans: readonly PlanWithFeatures[]): void {
  const keys = new Map<string, Plan>();
  for (const { plan } of plans) {
    if (keys.has(plan.key)) {
      const sentence = `The message has two plans that cannot be told apart: ${cut(plan.subject, 200)}. Give each a name or a number of its own.`;
      throw new Rejected('xplanung.plan-repeated', sentence, plan.element.path);
    }
    keys.set(plan.key, plan);
  }
}

function contentOf(command: ArchiveCommand): readonly string[] {
  if (command.do !== 'add-document' || command.content === 'message') return [];
  return [command.content.attachment];
}
