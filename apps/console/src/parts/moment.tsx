import { useSyncExternalStore } from 'react';
import { useFormats } from '../language/formats.js';

/** A point in time, short; the whole of it on pointing at it, and for machines. */
export function Moment({ iso, whole = false }: { readonly iso: string; readonly whole?: boolean }) {
  const { instant, moment } = useFormats();
  return (
    <time dateTime={iso} title={instant(iso)} className="moment">
      {whole ? instant(iso) : moment(iso)}
    </time>
  );
}

/** How long ago something was; goes on by itself. */
export function Age({ since }: { readonly since: string }) {
  const { duration, instant } = useFormats();
  const now = useNow();
  return (
    <time dateTime={since} title={instant(since)} className="moment">
      {duration(Math.max(0, now - Date.parse(since)))}
    </time>
  );
}

const TICK_MS = 10_000;
let now = Date.now();
const listeners = new Set<() => void>();
let ticking: ReturnType<typeof setInterval> | undefined;

/** The time of day, a new one every ten seconds; one timer for all that show it. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    now = Date.now();
    ticking = setInterval(() => {
      now = Date.now();
      for (const each of listeners) each();
    }, TICK_MS);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(ticking);
  };
}
