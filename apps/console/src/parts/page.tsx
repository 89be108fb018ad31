import { useEffect, useRef, type ReactNode } from 'react';
import { useSessionState } from '../api/session.js';
import { cameFromAnotherPage } from '../routing/location.js';

interface PageProps {
  readonly title: string;
  /** Under the heading: one sentence on what the page is for. */
  readonly lead?: ReactNode;
  /** Beside the heading: what can be done with the whole page. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** One page: its heading takes the focus when the reader comes from another one, so that it is read out. */
export function Page({ title, lead, actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const state = useSessionState();
  const tenant = state.is === 'signed-in' ? ` · ${state.session.tenant.title}` : '';
  useEffect(() => {
    if (cameFromAnotherPage()) heading.current?.focus();
  }, []);
  return (
    <>
      <title>{`${title}${tenant} · Fachwerk`}</title>
      <div className="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {actions !== undefined && <div className="page-actions">{actions}</div>}
      </div>
      {lead !== undefined && <p className="page-lead">{lead}</p>}
      {children}
    </>
  );
}
