import type { Output } from '../terminal/output.js';

const EVERY_MS = 1_000;

/** Tells how far it is, at most once a second, and not to machines. */
export function progressOn(output: Output): (what: string) => void {
  let toldAt = 0;
  return (what) => {
    const now = performance.now();
    if (now - toldAt < EVERY_MS) return;
    toldAt = now;
    output.note(what);
  };
}

export const HUB_HELP = `
Works directly on the hub's data: FACHWERK_DATABASE_URL, or the PostgreSQL that comes along in FACHWERK_DATA_DIR, and
FACHWERK_CONTENT_DIR, as for the hub itself. The hub may run meanwhile.`;
