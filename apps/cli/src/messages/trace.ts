import type { Command } from 'commander';
import type { AttemptAnswer, Lang, TraceAnswer } from '../hub/answers.js';
import { anyAuthorization } from '../hub/credentials.js';
import { Hub, withHubOptions, type HubOptions } from '../hub/hub.js';
import { Output } from '../terminal/output.js';
import { table, type Paint } from '../terminal/table.js';
import { shown } from '../terminal/time.js';
import { findingsText } from './validation-text.js';
import { stagesText } from './stages-text.js';
import { errorText, messageText, stateCell, whoActs } from './message-text.js';

const HELP = `
Examples:
  fachwerk messages trace 019ac1f2-7d1a-8c3e-9f00-5c1d2e3f4a5b --demo
  fachwerk messages trace 019ac1f2-7d1a-8c3e-9f00-5c1d2e3f4a5b --demo --lang de`;

interface Options extends HubOptions {
  readonly json?: true;
}

export function addTrace(group: Command): void {
  const command = group
    .command('trace <id>')
    .summary('show a message and every attempt')
    .description(
      'Shows one message and every attempt, oldest first: stage, outcome, reason, who must act, and how long it took.',
    );
  withHubOptions(command)
    .addHelpText('after', HELP)
    .action(async (id: string) => trace(id, command.optsWithGlobals<Options>()));
}

async function trace(id: string, options: Options): Promise<void> {
  const output = new Output(options.json === true);
  const hub = await Hub.of(options);
  const authorization = await anyAuthorization(hub.credentials);
  const found = await hub.get<TraceAnswer>(`/v1/messages/${encodeURIComponent(id)}/attempts`, authorization);
  output.answer(found, () => {
    const { message, attempts } = found;
    const findings = message.validation === undefined ? '' : findingsText(message.validation, output.paint);
    const parts = [messageText(message, hub, output.paint), findings, timeline(attempts, hub.lang, output.paint)];
    return parts.filter((part) => part !== '').join('\n\n');
  });
}

export function timeline(attempts: readonly AttemptAnswer[], lang: Lang, paint: Paint): string {
  if (attempts.length === 0) return 'No attempt has ended yet.';
  const rows = attempts.map(({ endedAt, stage, outcome, actor, connector, connectorVersion }) => [
    shown(endedAt),
    stage,
    stateCell(outcome),
    actor,
    [connector, connectorVersion].filter((part) => part != null).join(' '),
  ]);
  const lines = table(['TIME', 'STAGE', 'OUTCOME', 'BY', 'CONNECTOR'], rows, paint).split('\n');
  return lines
    .flatMap((line, index) => [line, ...reason(attempts[index - 1], lang, paint), ...stagesText(attempts[index - 1])])
    .join('\n');
}

function reason(attempt: AttemptAnswer | undefined, lang: Lang, paint: Paint): readonly string[] {
  if (attempt?.error === undefined) return attempt?.reason === undefined ? [] : [`  ${attempt.reason}`];
  const { error } = attempt;
  return [
    `  ${paint(errorText(error, lang))}`,
    `  ${paint({ text: 'must act:', colour: 'dim' })} ${whoActs(error, lang)}`,
  ];
}
