import type { Element } from '../contract/index.js';

/** A court, an office or somebody else who runs a proceeding or writes a message (Behörde, Kommunikationspartner). */
export interface Authority {
  /** Of a court the number of the justice administration (XJustiz-ID), of others what they are called. */
  readonly id: string;
  readonly name: string;
  /** A court, a prosecutor or another office of the justice administration. */
  readonly isJustice: boolean;
}

/**
 * @param choice `auswahl_…`: names it by a code of a list, or in words. The children are called differently in each
 * place (`gericht`, `absender.gericht`), and mean the same.
 */
export function authorityIn(choice: Element | undefined): Authority | undefined {
  const [named] = choice?.children ?? [];
  if (named === undefined || named.name.endsWith('beteiligter')) return undefined;
  const code = named.maybe.code('.');
  if (code === undefined) return undefined;
  return { id: code.code, name: code.name ?? code.code, isJustice: named.name.endsWith('gericht') };
}
