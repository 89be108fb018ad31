import type { AlertChannel, AlertRule } from '../../api/contract.js';
import { numberIn, type Limits } from '../../parts/number-field.js';

/** A rule as it stands in the form. */
export interface RuleDraft {
  readonly enabled: boolean;
  readonly severity: AlertRule['severity'];
  readonly threshold: string;
  readonly minimum: string;
  readonly forMinutes: string;
  readonly repeatHours: string;
  /** Names, and ids; undefined for all. */
  readonly procedures: readonly string[] | undefined;
  readonly channels: readonly string[] | undefined;
}

export const LIMITS = {
  threshold: ({ thresholdMax = 0 }: AlertRule): Limits => ({ min: 0, max: thresholdMax }),
  minimum: { min: 1, max: 1_000_000 },
  forMinutes: { min: 0, max: 1_440 },
  repeatHours: { min: 1, max: 720 },
} as const;

export function draftOf(rule: AlertRule, channels: readonly Pick<AlertChannel, 'id'>[]): RuleDraft {
  // One that somebody has removed meanwhile could be neither seen nor taken away.
  const chosen = rule.channels?.filter((id) => channels.some((channel) => channel.id === id));
  const shown = (value: number | undefined): string => (value === undefined ? '' : String(value));
  return {
    enabled: rule.enabled,
    severity: rule.severity,
    threshold: shown(rule.threshold),
    minimum: shown(rule.minimum),
    forMinutes: shown(rule.forMinutes),
    repeatHours: shown(rule.repeatHours),
    procedures: rule.procedures,
    channels: chosen?.length === 0 ? undefined : chosen,
  };
}

/** @returns what the hub is sent; undefined while something in it is wrong */
export function bodyOf(draft: RuleDraft, rule: AlertRule): object | undefined {
  const { enabled, severity, procedures, channels } = draft;
  const threshold = rule.threshold === undefined ? 0 : numberIn(draft.threshold, LIMITS.threshold(rule));
  const minimum = rule.minimum === undefined ? 1 : numberIn(draft.minimum, LIMITS.minimum);
  const forMinutes = numberIn(draft.forMinutes, LIMITS.forMinutes);
  const isRepeated = draft.repeatHours.trim() !== '';
  const repeatHours = isRepeated ? numberIn(draft.repeatHours, LIMITS.repeatHours) : 1;
  const isRight = [threshold, minimum, forMinutes, repeatHours].every((value) => value !== undefined);
  if (!isRight || procedures?.length === 0 || channels?.length === 0) return undefined;
  return {
    enabled,
    severity,
    forMinutes,
    ...(rule.threshold === undefined ? {} : { threshold }),
    ...(rule.minimum === undefined ? {} : { minimum }),
    ...(isRepeated ? { repeatHours } : {}),
    ...(procedures === undefined || rule.about === 'hub' ? {} : { procedures }),
    ...(channels === undefined ? {} : { channels }),
  };
}
