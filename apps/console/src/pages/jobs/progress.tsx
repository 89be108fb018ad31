import type { ItemState, Job } from '../../api/contract.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { jobsTexts } from './texts.js';

/** In the order in which they are drawn. */
const PARTS: readonly ItemState[] = ['filed', 'rejected', 'sent', 'waiting', 'held', 'parked', 'skipped', 'left'];

/** Those whose outcome is known. */
export function settledOf({ total, counts }: Job): number {
  return total - counts.pending - counts.sent - counts.untouched - counts.left;
}

/** How far a job is, and what became of the part that is done. */
export function Progress({ job }: { readonly job: Job }) {
  const text = useTexts(jobsTexts);
  const { number } = useFormats();
  const settled = settledOf(job);
  return (
    <div
      className="progress"
      role="progressbar"
      aria-label={text.progress}
      aria-valuemin={0}
      aria-valuemax={job.total}
      aria-valuenow={settled}
      aria-valuetext={text.progressOf(number(settled), number(job.total))}
    >
      <svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
        {stretchesOf(job).map(({ part, from, width }) => (
          <rect key={part} className={`part-${part}`} x={from} y="0" width={width} height="10" />
        ))}
      </svg>
    </div>
  );
}

/** One behind the other, on a line of 1000. */
function stretchesOf({ counts, total }: Job): readonly { part: ItemState; from: number; width: number }[] {
  const stretches: { part: ItemState; from: number; width: number }[] = [];
  let from = 0;
  for (const part of PARTS) {
    const width = ((counts[part] ?? 0) / Math.max(total, 1)) * 1_000;
    if (width > 0) stretches.push({ part, from, width });
    from += width;
  }
  return stretches;
}
