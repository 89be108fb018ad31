import type { JobState } from '../../api/contract.js';
import { useTexts } from '../../language/language.js';
import { Badge, type Tone } from '../../parts/badge.js';
import { jobsTexts } from './texts.js';

const tones: Readonly<Record<JobState, Tone>> = {
  'awaiting-approval': 'warning',
  running: 'info',
  paused: 'warning',
  stopped: 'bad',
  done: 'good',
  cancelled: 'neutral',
  refused: 'neutral',
};

export function JobBadge({ state }: { readonly state: JobState }) {
  const { states } = useTexts(jobsTexts);
  return <Badge tone={tones[state]}>{states[state]}</Badge>;
}
