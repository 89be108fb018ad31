// Foreign code in the interpreter, as a thread of the hub runs it: what it says is bounded, and so is its time.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Connector, Manifest, Message } from '@fachwerk/connectors/contract';
import { describe, expect, it } from 'vitest';
import { HubError } from '../../errors/hub-error.js';
import { ELEMENT_CODES } from '../../xml/element.js';
import { orderKeyOf, translate } from '../translate.js';
import { foreignConnector } from './foreign-connector.js';
import { Interpreter } from './interpreter.js';

const manifest = { name: 'notes', version: '1.0.0' } as Manifest;

async function connectorOf(functions: string, timeoutMs = 5_000): Promise<Connector> {
  const module = `import { Rejected } from '@fachwerk/connectors/contract';
    const long = () => "x".repeat(100_000);
    export const connector = { manifest: {}, types: { note: { ${functions} } } };`;
  const limits = { timeoutMs, memoryMib: 64 };
  const interpreter = await Interpreter.start({ entry: 'connector.js', source: () => module }, limits);
  return foreignConnector(
    { manifest, functions: { note: ['key', 'order', 'translate', 'ask', 'reply'] } },
    interpreter,
  );
}

function message(): Message {
  return { type: 'note', body: {}, mime: 'application/json', sizeBytes: 2, sha256: '', attachments: [] };
}

function errorOf(call: () => unknown): HubError {
  try {
    call();
  } catch (error) {
    if (error instanceof HubError) return error;
    throw error;
  }
  throw new Error('It did not throw.');
}

describe('what foreign code says', () => {
  it.each([
    ['throws', 'throw new Error(long());', 'connector.threw'],
    ['cannot be asked for', 'return { toJSON() { throw new Error(long()); } };', 'connector.invalid-commands'],
    ['refuses with', 'throw new Rejected("notes.long", long(), long());', 'notes.long'],
    ['ends itself with', 'throw new InternalError(long());', 'connector.threw'],
  ])('is bounded in what it %s', async (_what, body, code) => {
    const connector = await connectorOf(`key: () => "1", translate() { ${body} }`);
    const error = errorOf(() => translate(connector, 'note', message(), {}, () => []));
    expect(error.code).toBe(code);
    expect(JSON.stringify({ ...error, message: error.message }).length).toBeLessThan(10_000);
    const { stack = '' } = error.cause instanceof Error ? error.cause : {};
    expect(stack.length).toBeLessThan(10_000);
  });

  it('never ends in half of a character', async () => {
    const connector = await connectorOf(
      `key: () => "1", translate() { throw new Rejected("notes.long", "x".repeat(1_999) + "😀", "/x"); }`,
    );
    const error = errorOf(() => translate(connector, 'note', message(), {}, () => []));
    expect(error.message).toBe('x'.repeat(1_999));
  });

  it.each([
    ['notes.no-number', 'notes.no-number'],
    ['xml.path-missing', 'xml.path-missing'],
    ['xml.depth', 'connector.invalid-commands'],
    ['read.process-ended', 'connector.invalid-commands'],
  ])('may be the code %s or not: %s', async (code, expected) => {
    const connector = await connectorOf(`key: () => "1", translate() { throw new Rejected("${code}", "No."); }`);
    expect(errorOf(() => translate(connector, 'note', message(), {}, () => [])).code).toBe(expected);
  });

  it('may be every code that reading XML refuses with', () => {
    const source = readFileSync(join(import.meta.dirname, '../../xml/element.ts'), 'utf8');
    const thrown = [...source.matchAll(/new Rejected\(\s*'([^']+)'/g)].map(([, code]) => code!);
    expect([...ELEMENT_CODES].toSorted()).toEqual(thrown.toSorted());
  });
});

describe('foreign code that answers', () => {
  it('is asked for questions and replies, and finds neither the outcome nor the message changed', async () => {
    const connector = await connectorOf(`
      ask: (message, settings) => [{ do: 'view', what: 'file', key: message.type + settings.end }],
      reply(outcome, { type }) {
        try { outcome.answers.push(1); } catch { /* It is frozen. */ }
        return { name: type, namespace: '', text: outcome.state + outcome.answers.length };
      }`);
    const { ask, reply } = connector.types['note']!;
    const one = message();
    expect(ask!(one, { end: '!' })).toEqual([{ do: 'view', what: 'file', key: 'note!' }]);
    const outcome = { state: 'answered', records: [], answers: [{ do: 'view' }] } as const;
    expect(reply!(outcome, one, {})).toEqual({ name: 'note', namespace: '', text: 'answered1' });
  });
});

describe('the time of foreign code', () => {
  it('is for one message, whatever it is asked about it', async () => {
    const functions = `translate: () => [],
      key({ body }) { for (let i = 0; i < body.rounds; i += 1); return "1"; }`;
    const one: Message = { ...message(), body: { rounds: 2e6 } };
    const measured = await connectorOf(functions, 60_000);
    const begunAt = performance.now();
    measured.types['note']!.key(one, {});
    const connector = await connectorOf(functions, 5 * (performance.now() - begunAt));
    const { key } = connector.types['note']!;
    const again = (): void => {
      for (let count = 0; count < 30; count += 1) key(one, {});
    };
    expect(errorOf(again).code).toBe('connector.limit-time');
    expect(key(message(), {})).toBe('1');
  });

  it('is over for the message that used it up, not for the next', async () => {
    const connector = await connectorOf('order() { for (;;); }, key: () => "1", translate: () => []', 300);
    const one = message();
    expect(errorOf(() => orderKeyOf(connector, 'note', one)).code).toBe('connector.limit-time');
    expect(errorOf(() => translate(connector, 'note', one, {}, () => [])).code).toBe('connector.limit-time');
    expect(translate(connector, 'note', message(), {}, () => [])).toMatchObject({ key: '1' });
  });
});
