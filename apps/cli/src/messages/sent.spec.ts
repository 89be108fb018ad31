import { describe, expect, it } from 'vitest';
import { Failure } from '../failure.js';
import type { MessageAnswer, MessageState } from '../hub/answers.js';
import { summaryFailure, summaryText, type Sent } from './sent.js';

const accepted: Sent = { file: 'a', id: '1' };
const refused: Sent = { file: 'b', id: undefined, failure: new Failure('message.too-large', 'Too large.') };
const away: Sent = { file: 'c', id: undefined, failure: new Failure('hub.unreachable', 'Away.', 3) };

function settled(state: MessageState): Sent {
  const message: MessageAnswer = { id: '1', state, procedure: 'p', acceptedAt: '2026-11-23T10:00:00Z' };
  return { file: 'd', id: '1', message };
}

describe('the end of sending', () => {
  it('counts what became of the files', () => {
    expect(summaryText([accepted, accepted, refused, away], ['e'])).toBe(
      '5 files: 2 accepted, 1 refused, 1 unreachable, 1 not sent',
    );
  });

  it('is well when everything was accepted, and with --wait when everything was filed', () => {
    expect(summaryFailure([accepted], [], false)).toBeUndefined();
    expect(summaryFailure([settled('filed')], [], true)).toBeUndefined();
    expect(summaryFailure([accepted], [], true)).toMatchObject({ code: 'messages.not-filed', exitCode: 1 });
    expect(summaryFailure([settled('parked')], [], true)).toMatchObject({ exitCode: 1 });
  });

  it('gives the reason of a single file, and counts several', () => {
    expect(summaryFailure([refused], [], false)).toBe(refused.failure);
    expect(summaryFailure([accepted, refused], [], false)?.message).toBe('1 of 2 files were not accepted.');
  });

  it('ends with 3 when the hub was away', () => {
    expect(summaryFailure([accepted, away], ['e'], false)).toMatchObject({ exitCode: 3 });
  });
});
