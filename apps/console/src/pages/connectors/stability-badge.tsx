import type { ConnectorSummary } from '../../api/contract.js';
import { useTexts } from '../../language/language.js';
import { Badge, type Tone } from '../../parts/badge.js';
import { connectorsTexts } from './texts.js';

type Stability = ConnectorSummary['stability'];

const tones: Readonly<Record<Stability, Tone>> = {
  draft: 'warning',
  pilot: 'info',
  stable: 'good',
  retired: 'neutral',
};

export function StabilityBadge({ stability }: { readonly stability: Stability }) {
  const text = useTexts(connectorsTexts);
  return <Badge tone={tones[stability]}>{text.stabilities[stability]}</Badge>;
}
