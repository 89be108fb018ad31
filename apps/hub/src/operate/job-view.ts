import type { ErrorTexts } from '../errors/codes.js';
import { ITEM_STATES, WAVES, type Job, type JobItem, type Preview } from '../ledger/jobs.js';
import { errorView } from './views.js';

/** @param showsContents to somebody who may read what messages say; a stack, and words that were looked for, may tell it */
export function jobView(
  job: Job,
  nameOf: (procedure: string) => string,
  texts: ErrorTexts,
  showsContents: boolean,
): object {
  const { selection, stopped, wave, waveEnd } = job;
  const { procedureId, q, ...filter } = selection.filter ?? {};
  return {
    id: job.id,
    action: job.action,
    state: job.state,
    selection:
      selection.filter === undefined
        ? { messages: selection.messages?.length ?? 0 }
        : {
            filter: {
              ...filter,
              ...(procedureId === undefined ? {} : { procedure: nameOf(procedureId) }),
              ...(q === undefined ? {} : { q: showsContents ? q : '…' }),
            },
          },
    ...(job.reason === null ? {} : { reason: job.reason }),
    ratePerMinute: job.ratePerMinute,
    total: job.total,
    createdBy: job.createdBy,
    createdAt: job.createdAt.toISOString(),
    ...(job.decidedBy === null ? {} : { decidedBy: job.decidedBy }),
    ...(job.decidedAt === null ? {} : { decidedAt: job.decidedAt.toISOString() }),
    ...(job.endedAt === null ? {} : { endedAt: job.endedAt.toISOString() }),
    wave: { number: wave, size: wave === 0 ? 0 : waveSize(wave), end: waveEnd },
    counts: Object.fromEntries(ITEM_STATES.map((state) => [state, job.counts[state] ?? 0])),
    ...(stopped === null
      ? {}
      : { stopped: { messageId: stopped.messageId, error: errorView(stopped.error, texts, showsContents) } }),
  };
}

export function itemView(
  { position, messageId, key, acceptedAt, state, error, at }: JobItem,
  texts: ErrorTexts,
  showsContents: boolean,
): object {
  return {
    position,
    messageId,
    ...(key === null ? {} : { key }),
    acceptedAt: acceptedAt.toISOString(),
    state,
    ...(error === null ? {} : { error: errorView(error, texts, showsContents) }),
    ...(at === null ? {} : { at: at.toISOString() }),
  };
}

export function previewView(preview: Preview, nameOf: (procedure: string) => string, twoPeople: boolean): object {
  const { total, procedures, causes, oldest, newest, inOtherJobs } = preview;
  return {
    total,
    procedures: procedures.map(({ id, count }) => ({ name: nameOf(id), count })),
    causes,
    ...(oldest === null ? {} : { oldest: oldest.toISOString() }),
    ...(newest === null ? {} : { newest: newest.toISOString() }),
    waves: wavesOf(total),
    inOtherJobs,
    approval: twoPeople,
  };
}

function waveSize(number: number): number {
  return WAVES[Math.min(number, WAVES.length) - 1]!;
}

/** The sizes of the first waves; after that the last one is repeated. */
function wavesOf(total: number): number[] {
  const waves: number[] = [];
  for (let rest = total; rest > 0 && waves.length <= WAVES.length; rest -= waves.at(-1)!) {
    waves.push(Math.min(rest, waveSize(waves.length + 1)));
  }
  return waves;
}
