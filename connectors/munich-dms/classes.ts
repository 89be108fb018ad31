import type { ArchivedKind } from '../contract/index.js';

/** What an address names. An address begins with it, so that nobody has to be asked. */
export type ObjectClass = 'file' | 'procedure' | 'incoming' | 'outgoing' | 'internal' | 'content';
export type DocumentClass = Extract<ObjectClass, 'incoming' | 'outgoing' | 'internal'>;

interface ClassFacts {
  /** In the archive of the hub. */
  readonly what: ArchivedKind;
  /** Reference of the object class, as clients of the DMS name it. */
  readonly objclass: string;
  /** What people call it; title of one that has none. */
  readonly word: string;
}

export const CLASSES: Readonly<Record<ObjectClass, ClassFacts>> = {
  file: { what: 'file', objclass: 'DEPRECONFIG@15.1001:SubjectAreaFile', word: 'Sachakte' },
  procedure: { what: 'case', objclass: 'DEPRECONFIG@15.1001:Procedure', word: 'Vorgang' },
  incoming: { what: 'document', objclass: 'COOELAK@1.1001:Incoming', word: 'Eingang' },
  outgoing: { what: 'document', objclass: 'COOELAK@1.1001:Outgoing', word: 'Ausgang' },
  internal: { what: 'document', objclass: 'COOELAK@1.1001:InternalFile', word: 'Internes Dokument' },
  content: { what: 'document', objclass: 'COOSYSTEM@1.1:ContentObject', word: 'Schriftstück' },
};

export const DOCUMENTS: readonly DocumentClass[] = ['incoming', 'outgoing', 'internal'];

/** Entry of the file plan (Aktenplaneintrag): it is in the settings, not in the archive. */
export const SUBJECT_AREA = 'COOELAK@1.1001:SubjectArea';

/** What a search by object class looks for. */
export function classesOf(objclass: string): readonly ObjectClass[] {
  if (objclass === 'COOELAK@1.1001:SubFileDocument') return DOCUMENTS;
  return (Object.keys(CLASSES) as ObjectClass[]).filter((name) => CLASSES[name].objclass === objclass);
}
