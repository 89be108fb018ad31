import { setTimeout as delay } from 'node:timers/promises';
import { Failure } from '../failure.js';
import type { Hub } from '../hub/hub.js';
import type { Output } from '../terminal/output.js';
import type { JobAnswer } from './answers.js';

const LOOK_MS = 1_000;

/** Says how far a job is until it is over. @throws Failure `job.stopped`, `job.incomplete` */
export async function followJob(job: JobAnswer, hub: Hub, authorization: string, output: Output): Promise<void> {
  let now = job;
  output.note(`Job ${job.id}: ${job.total} messages.`);
  let told = '';
  while (now.state === 'running' || now.state === 'paused') {
    await delay(LOOK_MS);
    now = await hub.get<JobAnswer>(`/v1/jobs/${job.id}`, authorization);
    const standing = standingOf(now);
    if (standing !== told) output.note((told = standing));
  }
  output.answer(now, () => `${now.state}: ${standingOf(now)}`);
  const { filed = 0 } = now.counts;
  if (now.stopped !== undefined) {
    const next = `Put the cause right, then: fachwerk parked resume ${job.id}`;
    throw new Failure('job.stopped', `It stopped: ${now.stopped.error.sentence[hub.lang]} ${next}`);
  }
  if (filed < now.total)
    throw new Failure('job.incomplete', `${now.total - filed} of ${now.total} messages were not filed.`);
}

function standingOf({ state, wave, counts, total }: JobAnswer): string {
  const told = Object.entries(counts).filter(([, count]) => count > 0);
  return `${state === 'paused' ? 'paused by somebody, ' : ''}wave ${wave.number} of ${wave.size}; ${told.map(([of, count]) => `${count} ${of}`).join(', ')} of ${total}`;
}
