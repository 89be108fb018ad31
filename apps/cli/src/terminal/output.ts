import type { Failure } from '../failure.js';
import { paintWith, type Paint } from './table.js';

/**
 * Where a command says what it found. With `--json` there is one JSON value on stdout and nothing else, and an error is
 * one JSON value on stderr.
 */
export class Output {
  readonly paint: Paint;

  constructor(readonly json: boolean) {
    this.paint = paintWith(process.stdout.isTTY === true && (process.env['NO_COLOR'] ?? '') === '' && !json);
  }

  /** The answer: `value` for machines, `text` for people. */
  answer(value: unknown, text: () => string): void {
    process.stdout.write(`${this.json ? JSON.stringify(value, null, 2) : text()}\n`);
  }

  /** A part of the answer that people see as soon as it is known; machines get it with the rest. */
  line(text: string): void {
    if (!this.json) process.stdout.write(`${text}\n`);
  }

  /** What people want to know beside the answer; never part of what is piped on. */
  note(text: string): void {
    if (!this.json) process.stderr.write(`${text}\n`);
  }

  failure({ code, message }: Failure): void {
    process.stderr.write(this.json ? `${JSON.stringify({ error: { code, message } })}\n` : `${message}\n`);
  }
}
