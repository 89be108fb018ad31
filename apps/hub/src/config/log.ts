import { Injectable, type LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

/** Fields of a log line: message id, procedure, stage and the like. Never a payload, never personal data, no secrets. */
export type LogFields = Readonly<Record<string, unknown>>;

/** One JSON line per event. Also what Nest writes to. */
@Injectable()
export class Log implements LoggerService {
  private readonly pino: Logger;

  constructor(level: string) {
    this.pino = pino({
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    });
  }

  info(message: string, fields: LogFields = {}): void {
    this.pino.info(fields, message);
  }
  warn(message: unknown, fields: unknown = {}): void {
    this.pino.warn(asFields(fields), String(message));
  }
  error(message: unknown, fields: unknown = {}): void {
    this.pino.error(asFields(fields), String(message));
  }
  /** Nest's own lines are about wiring; they matter to developers only. */
  log(message: unknown, context?: unknown): void {
    this.pino.debug(asFields(context), String(message));
  }
  debug(message: unknown, context?: unknown): void {
    this.pino.debug(asFields(context), String(message));
  }
  verbose(message: unknown, context?: unknown): void {
    this.pino.trace(asFields(context), String(message));
  }
  fatal(message: unknown, fields: unknown = {}): void {
    this.pino.fatal(asFields(fields), String(message));
  }
}

function asFields(given: unknown): LogFields {
  if (typeof given === 'string') return { context: given };
  if (typeof given !== 'object' || given === null) return {};
  const fields = { ...given } as Record<string, unknown>;
  if (fields['error'] instanceof Error) fields['error'] = described(fields['error']);
  return fields;
}

/** An error with its causes: what the driver said is in the last of them. */
function described(error: Error): LogFields {
  const { name, message, stack } = error;
  const code = (error as { code?: unknown }).code;
  const cause = error.cause instanceof Error ? described(error.cause) : undefined;
  return { name, message, ...(code === undefined ? {} : { code }), ...(cause === undefined ? { stack } : { cause }) };
}
