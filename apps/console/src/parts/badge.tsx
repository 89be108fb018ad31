import type { ReactNode } from 'react';

export type Tone = 'neutral' | 'good' | 'info' | 'warning' | 'bad';

/** A short word for a state. The word says it; the colour only helps to find it. */
export function Badge({ tone = 'neutral', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return <span className={`badge badge-${tone}`}>{children}</span>;
}
