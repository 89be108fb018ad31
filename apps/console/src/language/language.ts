/** Which language is shown: what was chosen here before, else what the browser asks for, else German. */
import { useSyncExternalStore } from 'react';

export type Language = 'de' | 'en';

const KEPT = 'fachwerk.language';
const listeners = new Set<() => void>();
let current = initial();
tellDocument();

/** A text in both languages. The second has to have everything that the first has. */
export interface Both<T> {
  readonly de: T;
  readonly en: T;
}

export function both<T>(de: T, en: NoInfer<T>): Both<T> {
  return { de, en };
}

export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, languageNow);
}

export function useTexts<T>(texts: Both<T>): T {
  return texts[useLanguage()];
}

export function languageNow(): Language {
  return current;
}

export function setLanguage(language: Language): void {
  current = language;
  keep(language);
  tellDocument();
  for (const listener of listeners) listener();
}

/** What the account says, unless this browser was told otherwise. */
export function suggestLanguage(language: Language | undefined): void {
  if (language === undefined || language === current || kept() !== undefined) return;
  current = language;
  tellDocument();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function initial(): Language {
  return kept() ?? navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'de';
}

function isLanguage(text: string | null): text is Language {
  return text === 'de' || text === 'en';
}

/** A browser may refuse to keep anything. */
function kept(): Language | undefined {
  try {
    const found = localStorage.getItem(KEPT);
    return isLanguage(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

function keep(language: Language): void {
  try {
    localStorage.setItem(KEPT, language);
  } catch {
    // Then it is asked for again next time.
  }
}

function tellDocument(): void {
  document.documentElement.lang = current;
}
