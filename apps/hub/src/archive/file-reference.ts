import { HubError } from '../errors/hub-error.js';

/** A piece of a pattern: text, or one of `{plan}`, `{year}`, `{seq}` and `{seq:5}` (with leading zeros). */
const placeholder = /\{(plan|year|seq)(?::(\d))?\}/g;

/**
 * What a file reference (Aktenzeichen) looks like, for example `{plan}/{year}-{seq}` → `632.6/2026-17`. Numbers count
 * per scope, which is the pattern with everything but the number filled in.
 *
 * @throws HubError `misconfigured` when the pattern has no `{seq}`, or anything in braces that is not known
 */
export function scopeOf(pattern: string, plan: string, year: number): string {
  if (!pattern.includes('{seq') || pattern.replace(placeholder, '').match(/[{}]/)) {
    throw new HubError(
      'misconfigured',
      'archive.reference-pattern-invalid',
      `The pattern ${pattern} for file references is not valid: it needs {seq}, and may have {plan} and {year}.`,
      { values: { pattern } },
    );
  }
  return pattern.replace(placeholder, (whole, name: string) => {
    if (name === 'plan') return plan;
    return name === 'year' ? String(year) : whole;
  });
}

export function fileReference(scope: string, number: number): string {
  return scope.replace(placeholder, (_whole, _name, digits?: string) =>
    String(number).padStart(Number(digits ?? 1), '0'),
  );
}

/**
 * The reference of a part (Teilakte, Band): that of the whole and a running number, for example `632.6/2026-17-2`.
 * Registries append numbers of volumes with a hyphen, so nobody has to learn a sign, all parts of a file are found by the
 * beginning of their reference, and the same rule holds for parts of parts.
 */
export function partReference(whole: string, number: number): string {
  return `${whole}-${number}`;
}
