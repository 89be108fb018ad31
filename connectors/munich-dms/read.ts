/** What reads records: one by its address, or what lies in it. */
import {
  Rejected,
  type ArchivedKind,
  type ArchivedRecord,
  type ArchiveQuestion,
  type Element,
  type Message,
  type Outcome,
} from '../contract/index.js';
import { addressAt } from './address.js';
import { CLASSES, type ObjectClass } from './classes.js';
import { ownProblem, type Problem } from './problems.js';
import {
  businessObjectList,
  extensionOf,
  kept,
  leaf,
  metadataFields,
  metadataList,
  nameWithout,
  objclassOf,
  objectList,
  objnameOf,
  people,
  type Fields,
} from './response.js';

type Request = Message<Element>;
export type Answered = Fields | { readonly problem: Problem };

/** A request that is answered from the archive. */
export interface Reading {
  ask(message: Request): readonly ArchiveQuestion[];
  well(outcome: Outcome): Answered;
}

/** The most that one answer lists. */
export const LISTED_MAX = 1_000;
const ALL = Object.keys(CLASSES) as ObjectClass[];

/**
 * @param fields of the response in its order: what the hub knows, or what the request that made the record said
 * @param within what lies in it, for the lists among these
 */
export function record(allowed: readonly ObjectClass[], fields: readonly string[], within?: ArchivedKind): Reading {
  return {
    ask: ({ body }) => {
      const { address, objectClass } = addressAt(body, 'objaddress', allowed);
      return [viewed(address, objectClass), ...(within === undefined ? [] : [lyingIn(address, objectClass, within)])];
    },
    well: (outcome) => {
      const found = recordOf(outcome);
      if (found === undefined) return { problem: ownProblem('munich-dms.address-unknown') };
      const { records, more } = foundIn(outcome, 1);
      if (more) return { problem: ownProblem('munich-dms.too-many') };
      return fields.flatMap((name) => KNOWN[name]?.(found, records) ?? leaf(name, kept(found, name)));
    },
  };
}

/** @param as of which type the list is */
export function objectsIn(allowed: readonly ObjectClass[], within: ArchivedKind, as: 'objects' | 'metadata'): Reading {
  const { well } = record(allowed, [as === 'objects' ? 'giobjecttype' : 'businessobjecttype']);
  return {
    ask: ({ body }) => {
      for (const name of ['docstate', 'bostate']) {
        if (body.maybe.text(name) === undefined) continue;
        throw new Rejected('munich-dms.filter', `${name} is nothing that is filtered by here.`, body.one(name).path);
      }
      const { address, objectClass } = addressAt(body, 'objaddress', allowed);
      return [viewed(address, objectClass), lyingIn(address, objectClass, within)];
    },
    well,
  };
}

export const metadataOfAny: Reading = record(ALL, [
  'objname',
  'objclass',
  'objcreatedat',
  'objcreatedby',
  'objmodifiedat',
]);

/** A content with its bytes, which go out as an attachment or as base64. */
export const content: Reading = {
  ask: ({ body }) => {
    const { address, objectClass } = addressAt(body, 'objaddress', ['content']);
    return [viewed(address, objectClass), { do: 'content', key: address }];
  },
  well: (outcome) => {
    const [found, bytes] = [recordOf(outcome), outcome.answers[1]];
    if (found === undefined || bytes?.do !== 'content' || bytes.content === undefined)
      return { problem: ownProblem('munich-dms.address-unknown') };
    return [
      ...leaf('referrednumber', kept(found, 'referrednumber')),
      {
        name: 'giattachmenttype',
        children: [
          ...leaf('LHMBAI_15_1700_filename', nameWithout(found)),
          ...leaf('LHMBAI_15_1700_fileextension', extensionOf(found)),
          { name: 'LHMBAI_15_1700_filecontent', content: 1 },
          ...leaf('LHMBAI_15_1700_contsize', String(bytes.content.sizeBytes)),
        ],
      },
    ];
  },
};

export const contentMetadata: Reading = {
  ...record(['content'], []),
  well: (outcome) => {
    const found = recordOf(outcome);
    if (found === undefined) return { problem: ownProblem('munich-dms.address-unknown') };
    return [
      ...leaf('referrednumber', kept(found, 'referrednumber')),
      { name: 'gimetadatatype', children: metadataFields(found) },
    ];
  },
};

export function viewed(address: string, objectClass: ObjectClass): ArchiveQuestion {
  return { do: 'view', what: CLASSES[objectClass].what, key: address };
}

/** The record that was asked for first. */
export function recordOf({ answers: [first] }: Outcome): ArchivedRecord | undefined {
  return first?.do === 'view' ? first.record : undefined;
}

export function foundIn(
  { answers }: Outcome,
  position: number,
): { readonly records: readonly ArchivedRecord[]; readonly more: boolean } {
  const found = answers[position];
  return found?.do === 'find' ? found : { records: [], more: false };
}

function lyingIn(address: string, objectClass: ObjectClass, what: ArchivedKind): ArchiveQuestion {
  const by = { file: { inFile: address }, case: { inCase: address }, document: { inDocument: address } };
  return { do: 'find', what, by: by[CLASSES[objectClass].what], limit: LISTED_MAX };
}

type FieldOf = (found: ArchivedRecord, within: readonly ArchivedRecord[]) => Fields;

/** Fields that the hub knows; all others are told as they were sent. */
const KNOWN: Readonly<Record<string, FieldOf>> = {
  objname: (found) => leaf('objname', objnameOf(found)),
  objclass: (found) => leaf('objclass', objclassOf(found)),
  objcreatedat: ({ createdAt }) => leaf('objcreatedat', createdAt),
  objcreatedby: (found) => people('objcreatedby', kept(found, 'userlogin')),
  objmodifiedat: ({ changedAt }) => leaf('objmodifiedat', changedAt),
  giobjecttype: (_found, within) => [objectList(within)],
  businessobjecttype: (_found, within) => [businessObjectList(within)],
  gimetadatatype: (_found, within) => [metadataList(within)],
};
