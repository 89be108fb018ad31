/** What requests have in common. */
import { Rejected, type Element, type Metadata } from '../contract/index.js';
import { dateTimeAt, firstLine, present } from '../xoev/index.js';
import type { MunichDmsSettings } from './generated/settings.js';

/** Who asks, and on behalf of which post. */
export const ASKING: readonly string[] = ['userlogin', 'jobposition', 'joboe', 'businessapp'];

/** Of a file, as the WSDL calls them and in its order. */
export const FILE_FIELDS: readonly string[] = [
  'apentry',
  'fileouobj',
  'shortname',
  'filesubj',
  'accdef',
  'procedureaccdef',
  'objterms',
  'definition',
];
export const PROCEDURE_FIELDS: readonly string[] = [
  'referrednumber',
  'shortname',
  'filesubj',
  'procremark',
  'accdef',
  'proccostcenter',
  'filetype',
  'objterms',
  'definition',
];
export const DOCUMENT_FIELDS: readonly string[] = [
  'referrednumber',
  'shortname',
  'accdef',
  'foreignnr',
  'referredincoming',
  'filesubj',
  'documentremarks',
  'subfiletype',
  'doctemplate',
  'incattachments',
  'searchalso',
  'objterms',
  'definition',
];
const TIMES: readonly string[] = ['fileruntimefrom', 'fileruntimetill', 'delivery', 'outgoingdate', 'deliverydate'];

/** What a record keeps of the request that made it, beside its own address. */
export function keptOf(body: Element, fields: readonly string[], address: string): Metadata {
  const texts = [...fields, 'userlogin', 'joboe', 'businessapp'].map((name): [string, string | undefined] => [
    name,
    body.maybe.text(name),
  ]);
  const times = TIMES.map((name): [string, string | undefined] => [name, timeAt(body, name)]);
  const forms = body.many('userformsdata/LHMBAI_15_1700_GIUserFormsType').map((form) => ({
    reference: form.text('LHMBAI_15_1700_ufreference'),
    value: form.many('LHMBAI_15_1700_ufvalue/string').flatMap((value) => value.maybe.text('.') ?? []),
  }));
  const userForms = forms.map(({ reference, value }) => `${reference}=${value.join('; ')}`);
  return present({ objaddress: address, ...Object.fromEntries([...texts, ...times]), userformsdata: userForms });
}

/** The day of a time, as it was written. */
export function dayAt(body: Element, name: string): string | undefined {
  return timeAt(body, name)?.slice(0, 10);
}

function timeAt(body: Element, name: string): string | undefined {
  return body.maybe.text(name) === undefined ? undefined : dateTimeAt('munich-dms', body, name);
}

/** Short name (Kurzbezeichnung), else subject (Betreff). */
export function titleOf(body: Element, shortname: string, otherwise: string): string {
  return firstLine(body.maybe.text(shortname), body.maybe.text('filesubj'), otherwise);
}

/**
 * Who may see a record is decided in the archive, not by the sender. A request that restricts it must not look as if it had
 * been heard.
 */
export function refuseAccessDefinition(body: Element, { accessDefinition }: MunichDmsSettings): void {
  if (accessDefinition === 'keep') return;
  for (const name of ['accdef', 'procedureaccdef']) {
    if (body.maybe.text(name) === undefined) continue;
    const sentence = `${name} names an access definition, which is not carried out here. Send the request without it.`;
    throw new Rejected('munich-dms.access-definition', sentence, body.one(name).path);
  }
}
