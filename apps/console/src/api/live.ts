/**
 * What the hub tells by itself (server-sent events): one connection for the whole console, open while anybody looks at
 * it: tabs in the background would take up the connections that the hub has for a person. When it breaks off the
 * browser opens it again; meanwhile what was last told stays, and is marked as old.
 */
import { useEffect, useSyncExternalStore } from 'react';
import type { Alert, Job, Overview } from './contract.js';
import { lookForSession } from './session.js';

interface Live {
  readonly connected: boolean;
  readonly overview: Overview | undefined;
  /** The newest of those that are open. */
  readonly alerts: readonly Alert[] | undefined;
  /** Of all that are open. */
  readonly alertCount: number;
}

type JobListener = (job: Job) => void;

const RECONNECT_MS = 5_000;
const listeners = new Set<() => void>();
const jobListeners = new Set<JobListener>();
const NOTHING: Live = { connected: false, overview: undefined, alerts: undefined, alertCount: 0 };
let live = NOTHING;
let source: EventSource | undefined;
let users = 0;

export function useLive(): Live {
  return useSyncExternalStore(subscribe, () => live);
}

/** Each change of each job of the tenant. */
export function useJobChanges(listener: JobListener): void {
  useEffect(() => {
    jobListeners.add(listener);
    return () => {
      jobListeners.delete(listener);
    };
  }, [listener]);
}

/** Held by the frame of the console as long as somebody is signed in. */
export function useLiveConnection(): void {
  useEffect(() => {
    users += 1;
    openOrClose();
    document.addEventListener('visibilitychange', openOrClose);
    return () => {
      document.removeEventListener('visibilitychange', openOrClose);
      users -= 1;
      if (users > 0) return;
      close();
      live = NOTHING;
    };
  }, []);
}

function openOrClose(): void {
  if (document.hidden) close();
  else open();
}

function open(): void {
  if (source !== undefined) return;
  const opened = new EventSource('/v1/events');
  source = opened;
  opened.addEventListener('open', () => become({ connected: true }));
  opened.addEventListener('overview', (event) => become({ overview: JSON.parse(event.data as string) as Overview }));
  opened.addEventListener('alerts', (event) => {
    const { alerts, count } = JSON.parse(event.data as string) as { alerts: readonly Alert[]; count: number };
    become({ alerts, alertCount: count });
  });
  opened.addEventListener('job', (event) => {
    const job = JSON.parse(event.data as string) as Job;
    for (const listener of jobListeners) listener(job);
  });
  opened.addEventListener('error', () => {
    become({ connected: false });
    // The browser tries again by itself, unless it was refused.
    if (opened.readyState !== EventSource.CLOSED || source !== opened) return;
    source = undefined;
    void lookForSession();
    setTimeout(() => {
      if (users > 0) openOrClose();
    }, RECONNECT_MS);
  });
}

function close(): void {
  source?.close();
  source = undefined;
}

function become(change: Partial<Live>): void {
  live = { ...live, ...change };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
