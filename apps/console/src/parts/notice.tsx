import type { ReactNode } from 'react';
import type { Tone } from './badge.js';

interface NoticeProps {
  readonly tone: Exclude<Tone, 'neutral'>;
  readonly title: string;
  readonly children?: ReactNode;
  /** Told at once by a screen reader, because it answers what somebody has just done. */
  readonly assertive?: boolean;
}

export function Notice({ tone, title, children, assertive = false }: NoticeProps) {
  return (
    <div className={`notice notice-${tone}`} role={assertive ? 'alert' : undefined}>
      <p className="notice-title">{title}</p>
      {children !== undefined && <div className="notice-body">{children}</div>}
    </div>
  );
}
