import type { Principal } from '../access/principal.js';
import type { SpecialistProcedure } from '../access/snapshot.js';
import { dayBounds } from '../config/day.js';
import { invalid, limitOf, procedureOf, text } from '../operate/message-filter.js';
import type { RecordKind } from './filing-load.js';
import type { SearchFilter } from './search.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const KINDS: readonly RecordKind[] = ['case-file', 'case', 'document'];
/** What people type is shorter; what is longer costs more than it finds. */
const LENGTH_MAX = 200;
const WORDS_MAX = 20;

/** The question of `GET /v1/search`. A procedure's key finds its own records, whatever it asks for. */
export function questionOf(
  query: Readonly<Record<string, unknown>>,
  principal: Principal,
  procedures: readonly SpecialistProcedure[],
  timeZone: string,
): { readonly filter: SearchFilter; readonly procedureId: string | undefined } {
  const procedureId =
    principal.kind === 'procedure' ? principal.procedureId : procedureOf(query['procedure'], procedures);
  const asked = (text(query, 'q') ?? '').replaceAll('\0', ' ').trim();
  if (asked === '' || asked.length > LENGTH_MAX || asked.split(/\s+/).length > WORDS_MAX)
    throw invalid('q', `1 to ${WORDS_MAX} words, ${LENGTH_MAX} characters at most`);
  const kind = text(query, 'type') as RecordKind | undefined;
  if (kind !== undefined && !KINDS.includes(kind)) throw invalid('type', `one of ${KINDS.join(', ')}`);
  const after = text(query, 'after');
  if (after !== undefined && !UUID.test(after)) throw invalid('after', 'the "after" of the page before');
  const given = {
    filePlanCode: plain(query, 'filePlanCode'),
    kind,
    documentType: plain(query, 'documentType'),
    from: day(query, 'from', timeZone)?.from,
    to: day(query, 'to', timeZone)?.to,
    after,
  };
  const some = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { filter: { ...(some as Partial<SearchFilter>), asked, limit: limitOf(query) }, procedureId };
}

/** The database takes no NUL, and nothing there has one. */
function plain(query: Readonly<Record<string, unknown>>, name: string): string | undefined {
  return text(query, name)?.replaceAll('\0', ' ');
}

function day(
  query: Readonly<Record<string, unknown>>,
  name: string,
  timeZone: string,
): { readonly from: Date; readonly to: Date } | undefined {
  const given = text(query, name);
  if (given === undefined) return undefined;
  const bounds = dayBounds(given, timeZone);
  if (bounds === undefined) throw invalid(name, 'a day such as 2026-11-23');
  return bounds;
}
