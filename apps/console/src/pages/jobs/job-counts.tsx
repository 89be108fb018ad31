import type { ItemState, Job } from '../../api/contract.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { jobsTexts } from './texts.js';

const STATES: readonly ItemState[] = [
  'pending',
  'sent',
  'filed',
  'rejected',
  'parked',
  'waiting',
  'held',
  'skipped',
  'untouched',
  'left',
];

/** How many messages of the job are where. */
export function JobCounts({ job }: { readonly job: Job }) {
  const text = useTexts(jobsTexts);
  const { number } = useFormats();
  return (
    <section aria-labelledby="job-counts">
      <h2 id="job-counts">{text.counts}</h2>
      <dl className="tiles">
        {STATES.filter(
          (state) => (job.counts[state] ?? 0) > 0 || (state === 'pending' && job.endedAt === undefined),
        ).map((state) => (
          <div key={state} className={`tile part-edge-${state}`}>
            <dt>{text.itemStates[state]}</dt>
            <dd>{number(job.counts[state] ?? 0)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
