/** Light or dark: as the system says, unless the reader chose one. `index.html` applies the choice before painting. */
import { useSyncExternalStore } from 'react';

export type Theme = 'system' | 'light' | 'dark';

const KEPT = 'fachwerk.theme';
const dark = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();
let chosen: Theme = kept();

dark.addEventListener('change', apply);
apply();

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, () => chosen);
}

/** What is painted: charts cannot ask a style sheet. */
export function useDark(): boolean {
  return useSyncExternalStore(subscribe, isDark);
}

export function setTheme(theme: Theme): void {
  chosen = theme;
  try {
    if (theme === 'system') localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, theme);
  } catch {
    // Then it is chosen again next time.
  }
  apply();
}

function isDark(): boolean {
  return chosen === 'dark' || (chosen === 'system' && dark.matches);
}

function apply(): void {
  document.documentElement.dataset['kernTheme'] = isDark() ? 'dark' : 'light';
  for (const listener of listeners) listener();
}

function kept(): Theme {
  try {
    const found = localStorage.getItem(KEPT);
    return found === 'light' || found === 'dark' ? found : 'system';
  } catch {
    return 'system';
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
