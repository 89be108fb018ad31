import type { AttemptAnswer } from '../hub/answers.js';

const STAGES = [
  ['receivedMs', 'received'],
  ['waitedMs', 'in the queue'],
  ['openedMs', 'opened'],
  ['validatedMs', 'validated'],
  ['translatedMs', 'translated'],
  ['othersMs', 'waited for others'],
  ['filedMs', 'filed'],
  ['confirmedMs', 'of this confirmed'],
] as const;

/** How long the stages of a try took, in one line. */
export function stagesText(attempt: AttemptAnswer | undefined): readonly string[] {
  const { stages = {}, batchMessages = 1, deliveries = 1 } = attempt ?? {};
  const times = STAGES.flatMap(([stage, name]) =>
    stages[stage] === undefined ? [] : `${name} ${took(stages[stage])}`,
  );
  const company = [
    ...(batchMessages > 1 ? [`${batchMessages} messages in one transaction`] : []),
    ...(deliveries > 1 ? [`delivery ${deliveries}`] : []),
  ];
  return times.length === 0 ? [] : [`  ${[...times, ...company].join(', ')}`];
}

function took(ms: number): string {
  if (ms < 1_000) return `${ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms)} ms`;
  return `${Math.round(ms / 100) / 10} s`;
}
