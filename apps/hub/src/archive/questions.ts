/**
 * What connectors ask the archive: records of their own procedure alone, as it sees them over HTTP. Every look-up begins
 * with an index (a key, a file reference, what lies in what, words of the search), whatever narrows it further.
 */
import type {
  ArchiveAnswer,
  ArchivedContent,
  ArchivedKind,
  ArchivedRecord,
  ArchiveQuestion,
  FindRecords,
} from '@fachwerk/connectors/contract';
import type { Database, Transaction } from '../database/database.js';
import type { RecordKind } from './filing-load.js';
import { KIND_OF, loadRecords, type LoadedRecord, type ProcedureScope } from './question-records.js';
import { Records, type ReadableContent } from './records.js';
import { Search } from './search.js';

export interface AnsweredQuestion {
  readonly answer: ArchiveAnswer;
  /** Of a `content` question: what it takes to read the bytes, which the answer does not tell. */
  readonly content?: ReadableContent;
}

const LIMIT = 100;
/** The search is asked page by page, for as long as what it finds is not what is wanted. */
const SEARCH_PAGE = 200;
const SEARCH_PAGES_MAX = 10;

export class ArchiveQuestions {
  private readonly records: Records;
  private readonly search: Search;

  constructor(private readonly database: Database) {
    this.records = new Records(database);
    this.search = new Search(database);
  }

  /** One answer for each question, same order. @throws HubError `unavailable-shared` while the database is away */
  async answer(scope: ProcedureScope, questions: readonly ArchiveQuestion[]): Promise<readonly AnsweredQuestion[]> {
    const answers: AnsweredQuestion[] = [];
    for (const question of questions) answers.push(await this.answerOne(scope, question));
    return answers;
  }

  /** Those that are there, in the given order. */
  async named(
    { tenant, procedureId }: ProcedureScope,
    keys: readonly { readonly what: ArchivedKind; readonly key: string }[],
  ): Promise<readonly ArchivedRecord[]> {
    if (keys.length === 0) return [];
    return this.database.inTenant(tenant, async (transaction) => {
      const found = new Map<string, ArchivedRecord>();
      for (const what of ['file', 'case', 'document'] as const) {
        const wanted = keys.filter((one) => one.what === what).map(({ key }) => key);
        const ids = await idsOf(transaction, { tenant, procedureId }, what, wanted);
        for (const record of await loadRecords(transaction, { tenant, procedureId }, what, [...ids.keys()])) {
          const key = ids.get(record.id)!;
          found.set(`${what} ${key}`, shown(record, key));
        }
      }
      return keys.flatMap(({ what, key }) => found.get(`${what} ${key}`) ?? []);
    });
  }

  private async answerOne(scope: ProcedureScope, question: ArchiveQuestion): Promise<AnsweredQuestion> {
    switch (question.do) {
      case 'find': {
        const limit = question.limit ?? LIMIT;
        const { records, isWhole } = await this.find(scope, question, limit + 1);
        const more = records.length > limit || !isWhole;
        return { answer: { do: 'find', records: records.slice(0, limit), more } };
      }
      case 'view': {
        const [record] = await this.named(scope, [question]);
        return { answer: { do: 'view', ...(record === undefined ? {} : { record }) } };
      }
      case 'content':
        return this.content(scope, question);
      default:
        throw new Error(`Unknown question: ${JSON.stringify(question satisfies never)}`);
    }
  }

  private async content(
    scope: ProcedureScope,
    { key, version }: { readonly key: string; readonly version?: number },
  ): Promise<AnsweredQuestion> {
    const ids = await this.database.inTenant(scope.tenant, (transaction) =>
      idsOf(transaction, scope, 'document', [key]),
    );
    const [id] = ids.keys();
    const content =
      id === undefined ? undefined : await this.records.content(scope, id, version === undefined ? {} : { version });
    return content === undefined
      ? { answer: { do: 'content' } }
      : { answer: { do: 'content', content: contentFacts(content) }, content };
  }

  /** `isWhole`: whether nothing was left that might be asked for as well. */
  private async find(
    scope: ProcedureScope,
    question: FindRecords,
    limit: number,
  ): Promise<{ readonly records: readonly ArchivedRecord[]; readonly isWhole: boolean }> {
    const { words } = question.by;
    if (words === undefined) {
      const found = await this.database.inTenant(scope.tenant, async (transaction) =>
        this.asked(transaction, scope, question, await candidates(transaction, scope, question, limit)),
      );
      return { records: found, isWhole: true };
    }
    const records: ArchivedRecord[] = [];
    let after: string | undefined;
    for (let page = 0; page < SEARCH_PAGES_MAX && records.length < limit; page += 1) {
      const hits = await this.searched(scope, question, words, after);
      records.push(
        ...(await this.database.inTenant(scope.tenant, (transaction) =>
          this.asked(transaction, scope, question, hits.ids),
        )),
      );
      after = hits.last;
      if (after === undefined) break;
    }
    return { records, isWhole: after === undefined };
  }

  private async searched(
    scope: ProcedureScope,
    { what, by }: FindRecords,
    asked: string,
    after: string | undefined,
  ): Promise<{ readonly ids: readonly string[]; readonly last: string | undefined }> {
    const kind: RecordKind = KIND_OF[what];
    const filter = {
      asked,
      kind,
      limit: SEARCH_PAGE,
      ...(by.filePlanCode === undefined ? {} : { filePlanCode: by.filePlanCode }),
      ...(after === undefined ? {} : { after }),
    };
    const found = await this.search.find(scope, filter);
    if (found === undefined) return { ids: [], last: undefined };
    const hits = [...(after === undefined ? found.exact : []), ...found.hits].filter((hit) => hit.kind === kind);
    return { ids: hits.map(({ id }) => id), last: found.more ? found.hits.at(-1)?.id : undefined };
  }

  /** Of what an index found, what is just so. */
  private async asked(
    transaction: Transaction,
    scope: ProcedureScope,
    { what, by }: FindRecords,
    ids: readonly string[],
  ): Promise<readonly ArchivedRecord[]> {
    const within = await placesOf(transaction, scope, by);
    if (within === undefined) return [];
    const [named] = by.key === undefined ? [] : (await idsOf(transaction, scope, what, [by.key])).keys();
    if (by.key !== undefined && named === undefined) return [];
    const part = by.subjectContains?.toLowerCase() ?? '';
    return (await loadRecords(transaction, scope, what, ids))
      .filter((record) => named === undefined || record.id === named)
      .filter((record) => by.reference === undefined || record.reference === by.reference)
      .filter((record) => by.filePlanCode === undefined || record.filePlanCode === by.filePlanCode)
      .filter((record) => within.every(([kind, id]) => liesIn(record, what, kind, id)))
      .filter(({ subject }) => subject.toLowerCase().includes(part))
      .map((record) => shown(record, by.key));
  }
}

type Place = readonly [ArchivedKind, string];

/** Ids of the records that it is to lie in; undefined when one of them is not there. */
async function placesOf(
  transaction: Transaction,
  scope: ProcedureScope,
  { inFile, inCase, inDocument }: FindRecords['by'],
): Promise<readonly Place[] | undefined> {
  const asked = { file: inFile, case: inCase, document: inDocument };
  const places: Place[] = [];
  for (const kind of ['file', 'case', 'document'] as const) {
    const key = asked[kind];
    if (key === undefined) continue;
    const [id] = (await idsOf(transaction, scope, kind, [key])).keys();
    if (id === undefined) return undefined;
    places.push([kind, id]);
  }
  return places;
}

/** Directly, not within what lies in it. */
function liesIn(record: LoadedRecord, what: ArchivedKind, kind: ArchivedKind, id: string): boolean {
  if (kind === 'document') return what === 'document' && record.parentId === id;
  if (kind === 'case')
    return what === 'case' ? record.parentId === id : record.caseId === id && record.parentId === null;
  if (what === 'file') return record.parentId === id;
  return record.caseFileId === id && record.parentId === null && (record.caseId ?? null) === null;
}

/** By the narrowest index there is. */
async function candidates(
  transaction: Transaction,
  scope: ProcedureScope,
  question: FindRecords,
  limit: number,
): Promise<readonly string[]> {
  const { what, by } = question;
  if (by.key !== undefined) return [...(await idsOf(transaction, scope, what, [by.key])).keys()];
  const places = await placesOf(transaction, scope, by);
  if (places === undefined) return [];
  const part = by.subjectContains ?? null;
  const [kind, id] = places.at(-1) ?? [undefined, undefined];
  const statement = kind === undefined ? BY_REFERENCE[what] : (WITHIN[kind][what] ?? undefined);
  if (statement === undefined) return [];
  const rows = await transaction.query<{ id: string }>(statement, [
    scope.tenant,
    scope.procedureId,
    id ?? by.reference ?? '',
    part,
    limit,
  ]);
  return rows.map((row) => row.id);
}

/** `$4` narrows it before the limit does; it is looked at row by row. */
function containing(alias: string): string {
  return `($4::text IS NULL OR position(lower($4) IN lower(${alias}.subject)) > 0)`;
}

const OWN = `JOIN case_file AS file ON file.tenant_id = $1 AND file.id = found.case_file_id AND file.procedure_id = $2`;

/** What lies directly in the record `$3` of a kind. */
const WITHIN: Readonly<Record<ArchivedKind, Readonly<Partial<Record<ArchivedKind, string>>>>> = {
  file: {
    file: `SELECT id FROM case_file AS found WHERE tenant_id = $1 AND procedure_id = $2 AND parent_id = $3::uuid AND ${containing('found')}
      ORDER BY part_number LIMIT $5`,
    case: `SELECT found.id FROM file_case AS found ${OWN}
      WHERE found.tenant_id = $1 AND found.case_file_id = $3::uuid AND found.parent_id IS NULL AND ${containing('found')}
      ORDER BY found.number LIMIT $5`,
    document: `SELECT found.id FROM document AS found ${OWN}
      WHERE found.tenant_id = $1 AND found.case_file_id = $3::uuid AND found.case_id IS NULL AND found.parent_id IS NULL
        AND ${containing('found')}
      ORDER BY found.created_at, found.id LIMIT $5`,
  },
  case: {
    case: `SELECT found.id FROM file_case AS whole
      JOIN file_case AS found ON found.tenant_id = $1 AND found.case_file_id = whole.case_file_id AND found.parent_id = whole.id ${OWN}
      WHERE whole.tenant_id = $1 AND whole.id = $3::uuid AND ${containing('found')} ORDER BY found.number LIMIT $5`,
    document: `SELECT found.id FROM file_case AS whole
      JOIN document AS found ON found.tenant_id = $1 AND found.case_file_id = whole.case_file_id AND found.case_id = whole.id ${OWN}
      WHERE whole.tenant_id = $1 AND whole.id = $3::uuid AND found.parent_id IS NULL AND ${containing('found')}
      ORDER BY found.created_at, found.id LIMIT $5`,
  },
  document: {
    document: `SELECT found.id FROM document AS found ${OWN}
      WHERE found.tenant_id = $1 AND found.parent_id = $3::uuid AND ${containing('found')}
      ORDER BY found.created_at, found.id LIMIT $5`,
  },
};

/** The case file of the reference `$3`, or what lies in it at any depth. */
const BY_REFERENCE: Readonly<Record<ArchivedKind, string>> = {
  file: `SELECT id FROM case_file AS found WHERE tenant_id = $1 AND procedure_id = $2 AND reference = $3 AND ${containing('found')}
    LIMIT $5`,
  case: `SELECT found.id FROM case_file AS file JOIN file_case AS found ON found.tenant_id = $1 AND found.case_file_id = file.id
    WHERE file.tenant_id = $1 AND file.procedure_id = $2 AND file.reference = $3 AND ${containing('found')}
    ORDER BY found.created_at DESC, found.id DESC LIMIT $5`,
  document: `SELECT found.id FROM case_file AS file JOIN document AS found ON found.tenant_id = $1 AND found.case_file_id = file.id
    WHERE file.tenant_id = $1 AND file.procedure_id = $2 AND file.reference = $3 AND ${containing('found')}
    ORDER BY found.created_at DESC, found.id DESC LIMIT $5`,
};

/** Id → key, of those that are there. */
async function idsOf(
  transaction: Transaction,
  { tenant, procedureId }: ProcedureScope,
  what: ArchivedKind,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (keys.length === 0) return new Map();
  const rows = await transaction.query<{ id: string; key: string }>(
    `SELECT record_id AS id, key FROM record_key
     WHERE tenant_id = $1 AND procedure_id = $2 AND kind = $3 AND key = ANY ($4::text[])`,
    [tenant, procedureId, KIND_OF[what], keys],
  );
  return new Map(rows.map(({ id, key }) => [id, key]));
}

function shown(loaded: LoadedRecord, key: string | undefined): ArchivedRecord {
  const { id: _id, parentId: _parent, caseId: _case, caseFileId: _file, ...record } = loaded;
  return key === undefined ? record : { ...record, key };
}

function contentFacts({ number, fileName, mime, sizeBytes, sha256, createdAt }: ReadableContent): ArchivedContent {
  return { version: number, fileName, mime, sizeBytes, sha256, createdAt: createdAt.toISOString() };
}
