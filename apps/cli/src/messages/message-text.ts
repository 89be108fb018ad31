/** Messages for people. */
import type { ErrorAnswer, Lang, MessageAnswer, MessageState } from '../hub/answers.js';
import type { Hub } from '../hub/hub.js';
import { facts, type Colour, type Paint, type Painted } from '../terminal/table.js';
import { shown } from '../terminal/time.js';
import { validationCell } from './validation-text.js';

const COLOURS: Readonly<Record<string, Colour>> = {
  accepted: 'cyan',
  filed: 'green',
  rejected: 'red',
  refused: 'red',
  unreachable: 'red',
  parked: 'yellow',
  waiting: 'yellow',
  delayed: 'yellow',
  held: 'yellow',
};

const WHO: Readonly<Record<string, Readonly<Record<Lang, string>>>> = {
  sender: { de: 'der Absender', en: 'the sender' },
  'connector-author': { de: 'der Autor des Konnektors', en: "the connector's author" },
  'records-clerk': { de: 'die Schriftgutverwaltung', en: 'a records clerk' },
  operator: { de: 'der Betrieb', en: 'an operator' },
};

export function stateCell(state: MessageState | string): Painted {
  return { text: state, colour: COLOURS[state] ?? 'bold' };
}

/** Of those in flight, a message that is held says so. */
export function wordOfState({ state, waitsFor }: MessageAnswer): string {
  return waitsFor === undefined ? state : 'held';
}

export function errorText({ code, sentence, path }: ErrorAnswer, lang: Lang): string {
  return `${code}${path === undefined ? '' : ` at ${path}`}: ${sentence[lang]}`;
}

export function whoActs({ whoActs: who }: ErrorAnswer, lang: Lang): string {
  return WHO[who]?.[lang] ?? who;
}

/** Everything about one message, one fact a line. */
export function messageText(message: MessageAnswer, hub: Hub, paint: Paint): string {
  const { receipt, validation } = message;
  const error = message.error ?? message.waiting;
  return facts(
    [
      ['message', message.id],
      ['procedure', message.procedure],
      ['state', stateCell(wordOfState(message))],
      ['accepted', shown(message.acceptedAt)],
      ['trace id', message.traceId],
      ['key', message.key],
      ['repeats', message.duplicateOf],
      ['waits for', message.waitsFor],
      ['official schema', validation === undefined ? undefined : validationCell(validation)],
      ['file reference', receipt?.fileReference],
      ['filed', receipt === undefined ? undefined : shown(receipt.filedAt)],
      ...(receipt?.documents ?? []).map(
        ({ fileName, version, content }) =>
          ['document', `${fileName} (version ${version})  ${hub.at(content).href}`] as const,
      ),
      [message.error === undefined ? 'waits' : 'error', error === undefined ? undefined : errorText(error, hub.lang)],
      ['must act', error === undefined ? undefined : whoActs(error, hub.lang)],
    ],
    paint,
  );
}
