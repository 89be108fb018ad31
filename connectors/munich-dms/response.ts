/** Responses: elements in the order of the WSDL. */
import type { ArchivedRecord, Element, Message, Outcome, ReplyElement } from '../contract/index.js';
import { classOf } from './address.js';
import { CLASSES } from './classes.js';
import { problemOf, type Problem } from './problems.js';

/** Of all versions of the WSDL. */
export const NAMESPACE = 'http://schemas.fabasoft.com/websvc/LHMBAI_15_1700_GIWSD/';

/** What a request that went well is answered with, between its status and the name of the application. */
export type Fields = readonly ReplyElement[];

/** @param well called when it went well; it may find that it did not */
export function respond(
  outcome: Outcome,
  { body }: Message<Element>,
  well: () => Fields | { readonly problem: Problem },
): ReplyElement {
  const problem = problemOf(outcome);
  const answered = problem === undefined ? well() : { problem };
  const businessapp = textOf(body, 'businessapp');
  return {
    name: `${body.name}Response`,
    namespace: NAMESPACE,
    children: [
      ...('problem' in answered
        ? [...leaf('status', String(answered.problem.status)), ...leaf('errormessage', answered.problem.sentence)]
        : [...leaf('status', '0'), ...answered]),
      ...leaf('businessapp', businessapp),
    ],
  };
}

/** Of a request of which anything may be wrong. */
function textOf(body: Element, name: string): string | undefined {
  return body.many(name)[0]?.maybe.text('.');
}

/** None for what is not there. */
export function leaf(name: string, text: string | undefined): Fields {
  return text === undefined ? [] : [{ name, text }];
}

/** A text of the metadata, as it was sent. */
export function kept({ metadata }: ArchivedRecord, name: string): string | undefined {
  const value = metadata[name];
  return typeof value === 'string' ? value : undefined;
}

/** Undefined for a record that another connector filed. */
export function addressIn(record: ArchivedRecord): string | undefined {
  return record.key ?? kept(record, 'objaddress');
}

/** What people know it by: with its file reference (Aktenzeichen), which no other field has. */
export function objnameOf(record: ArchivedRecord): string {
  const { what, subject, reference, number, content } = record;
  if (what === 'file') return `${reference}, ${subject}`;
  if (what === 'case') return `${reference}-${number ?? 0}, ${subject}`;
  return classOf(addressIn(record) ?? '') === 'content' ? (content?.fileName ?? subject) : subject;
}

export function objclassOf(record: ArchivedRecord): string | undefined {
  const objectClass = classOf(addressIn(record) ?? '');
  return objectClass === undefined ? undefined : CLASSES[objectClass].objclass;
}

/** Of the type ArrayOfLHMBAI_15_1700_GIObjectType. */
export function objectList(records: readonly ArchivedRecord[]): ReplyElement {
  return list('giobjecttype', 'LHMBAI_15_1700_GIObjectType', records, (record) => [
    ...leaf('LHMBAI_15_1700_objname', objnameOf(record)),
    ...leaf('LHMBAI_15_1700_objaddress', addressIn(record)),
  ]);
}

/** Of the type ArrayOfLHMBAI_15_1700_BusinessObjectType. */
export function businessObjectList(records: readonly ArchivedRecord[]): ReplyElement {
  return list('businessobjecttype', 'LHMBAI_15_1700_BusinessObjectType', records, (record) => [
    ...leaf('LHMBAI_15_1700_objname', objnameOf(record)),
    ...leaf('LHMBAI_15_1700_objaddress', addressIn(record)),
    ...leaf('LHMBAI_15_1700_objclass', objclassOf(record)),
    ...leaf('LHMBAI_15_1700_objcreatedat', record.createdAt),
    ...people('LHMBAI_15_1700_objcreatedby', kept(record, 'userlogin')),
    ...leaf('LHMBAI_15_1700_objmodifiedat', record.changedAt),
    ...leaf('LHMBAI_15_1700_fileextension', extensionOf(record)),
    ...leaf('LHMBAI_15_1700_contsize', record.content === undefined ? undefined : String(record.content.sizeBytes)),
  ]);
}

/** Of the type ArrayOfLHMBAI_15_1700_GIMetadataType. */
export function metadataList(records: readonly ArchivedRecord[]): ReplyElement {
  return list('gimetadatatype', 'LHMBAI_15_1700_GIMetadataType', records, metadataFields);
}

/** Of the type LHMBAI_15_1700_GIMetadataType. */
export function metadataFields(record: ArchivedRecord): Fields {
  const { content } = record;
  return [
    ...leaf('LHMBAI_15_1700_objaddress', addressIn(record)),
    ...leaf('LHMBAI_15_1700_filename', nameWithout(record)),
    ...leaf('LHMBAI_15_1700_fileextension', extensionOf(record)),
    ...leaf('LHMBAI_15_1700_objclass', objclassOf(record)),
    ...leaf('LHMBAI_15_1700_contsize', content === undefined ? undefined : String(content.sizeBytes)),
    ...people('LHMBAI_15_1700_objcreatedby', kept(record, 'userlogin')),
    ...leaf('LHMBAI_15_1700_objcreatedat', record.createdAt),
    ...leaf('LHMBAI_15_1700_objmodifiedat', record.changedAt),
  ];
}

export function people(name: string, login: string | undefined): Fields {
  return login === undefined ? [] : [{ name, children: [{ name: 'string', text: login }] }];
}

/** Of the current version: that of a new one may be another. */
export function extensionOf({ content }: ArchivedRecord): string | undefined {
  return /\.([^.]+)$/.exec(content?.fileName ?? '')?.[1];
}

export function nameWithout({ content }: ArchivedRecord): string | undefined {
  return content?.fileName.replace(/(?<=.)\.[^.]+$/, '');
}

function list(
  name: string,
  item: string,
  records: readonly ArchivedRecord[],
  fieldsOf: (record: ArchivedRecord) => Fields,
): ReplyElement {
  const known = records.filter((record) => addressIn(record) !== undefined);
  return { name, children: known.map((record) => ({ name: item, children: fieldsOf(record) })) };
}
