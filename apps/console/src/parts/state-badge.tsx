import { useTexts } from '../language/language.js';
import { Badge, type Tone } from './badge.js';
import { wordFor, words } from './texts.js';

const tones: Readonly<Record<string, Tone>> = {
  accepted: 'info',
  filed: 'good',
  rejected: 'neutral',
  parked: 'bad',
  waiting: 'warning',
  held: 'warning',
};

/** Where a message is. */
export function StateBadge({ state }: { readonly state: string }) {
  const { states } = useTexts(words);
  return <Badge tone={tones[state] ?? 'neutral'}>{wordFor(states, state)}</Badge>;
}
