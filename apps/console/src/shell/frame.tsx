/** What is around every page: the skip link, the bar at the top, the sections, the foot. */
import { useState, type ReactNode } from 'react';
import { useLive, useLiveConnection } from '../api/live.js';
import { useSessionState } from '../api/session.js';
import { useTexts } from '../language/language.js';
import { Said } from '../parts/say.js';
import { Link } from '../routing/link.js';
import { Account } from './account.js';
import { Sections } from './sections.js';
import { shellTexts } from './texts.js';

export function Frame({ children }: { readonly children: ReactNode }) {
  const text = useTexts(shellTexts);
  const state = useSessionState();
  const [menuOpen, setMenuOpen] = useState(false);
  const inside = state.is === 'signed-in' && !state.session.passwordChangeDue;
  return (
    <div className={`frame${inside ? '' : ' frame-outside'}`}>
      <a className="skip" href="#content">
        {text.skip}
      </a>
      <header className="top">
        {inside && (
          <button
            type="button"
            className="menu-button"
            aria-expanded={menuOpen}
            aria-controls="sections"
            onClick={() => setMenuOpen(!menuOpen)}
          >
            <span className="menu-bars" aria-hidden="true" />
            {text.menu}
          </button>
        )}
        <Link to="/" className="brand">
          <Mark />
          {text.product}
        </Link>
        {state.is === 'signed-in' && <span className="tenant">{state.session.tenant.title}</span>}
        <Account />
      </header>
      {inside && <Sections open={menuOpen} onFollow={() => setMenuOpen(false)} />}
      <main id="content" className="content" tabIndex={-1}>
        {inside && <LiveState />}
        {children}
      </main>
      <footer className="foot">
        <Link to="/accessibility">{text.accessibility}</Link>
      </footer>
      <Said />
    </div>
  );
}

/** Holds the connection, and says when it is broken: numbers that stand still look like a quiet day. */
function LiveState() {
  const text = useTexts(shellTexts);
  useLiveConnection();
  const { connected, overview } = useLive();
  if (connected || overview === undefined) return null;
  return (
    <p className="stale" role="status">
      {text.stale}
    </p>
  );
}

/** A gable of timber: four lines that hold each other. */
function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true">
      <path d="M5 27V13L16 5l11 8v14M5 13h22M5 20h22M16 5v22M5 27l11-14 11 14" />
    </svg>
  );
}
