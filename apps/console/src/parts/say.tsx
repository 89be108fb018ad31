/** What has just happened, said once: shown at the foot of the page and read out by a screen reader. */
import { useEffect, useState, useSyncExternalStore } from 'react';

const SHOWN_MS = 8_000;
const listeners = new Set<() => void>();
let said: { readonly text: string; readonly turn: number } = { text: '', turn: 0 };

export function say(text: string): void {
  said = { text, turn: said.turn + 1 };
  for (const listener of listeners) listener();
}

/** Once on each page, and there from the beginning: a region that comes together with its text is not read out. */
export function Said() {
  const { text, turn } = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => said,
  );
  const [over, setOver] = useState(0);
  useEffect(() => {
    if (turn === 0) return undefined;
    const timer = setTimeout(() => setOver(turn), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [turn]);
  const shown = turn > over;
  return (
    <div className="said" role="status">
      {shown && (
        <p key={turn} className="said-text">
          {text}
        </p>
      )}
    </div>
  );
}
