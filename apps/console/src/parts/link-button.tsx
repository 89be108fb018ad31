import type { ReactNode } from 'react';
import { Link } from '../routing/link.js';

interface LinkButtonProps {
  readonly to: string;
  readonly look?: 'primary' | 'secondary' | 'quiet';
  readonly children: ReactNode;
}

/** Goes somewhere, so it is a link; it only looks like a button. */
export function LinkButton({ to, look = 'secondary', children }: LinkButtonProps) {
  return (
    <Link to={to} className={`button button-${look}`}>
      {children}
    </Link>
  );
}
