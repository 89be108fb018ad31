import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Log } from '../config/log.js';
import { ErrorTexts } from '../errors/codes.js';
import { HubError } from '../errors/hub-error.js';
import { traceParentIn } from '../ledger/trace.js';
import { isRefused } from '../receive/passage.js';
import { sendEarly } from '../receive/send-early.js';
import type { Metrics } from './metrics.js';
import { problemOf, unforeseen } from './problem.js';

const RETRY_AFTER_SECONDS = 5;
/** The front door of messages, as the router knows it. What is refused there is counted. */
const DOOR = '/v1/procedures/:procedure/messages';

/** Every error of the HTTP interface as `application/problem+json` (RFC 9457), with our `code`. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly texts: ErrorTexts,
    private readonly log: Log,
    private readonly metrics: Metrics,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const known = asHubError(error, request);
    const status = error instanceof HttpException ? error.getStatus() : this.texts.status(known.code, known.kind);
    if (status >= 500 && known.kind === 'defect')
      this.log.error('request failed', {
        code: known.code,
        path: pathOf(request),
        traceId: traceParentIn(request.headers['traceparent'])?.slice(3, 35),
        error: known.cause,
      });
    isRefused(request, known);
    if (reply.sent) return;
    if (request.method === 'POST' && request.routeOptions.url === DOOR) this.metrics.onRefused(known.code);

    if (status === 401) void reply.header('www-authenticate', challengeOf(known.code));
    if (status === 503 || status === 429) {
      const seconds = known.details.retryAfterSeconds ?? RETRY_AFTER_SECONDS;
      void reply.header('retry-after', String(seconds));
    }
    const problem = problemOf(known, this.texts, status);
    void reply.status(status).type('application/problem+json');
    if (request.raw.complete) void reply.send(problem);
    else sendEarly(reply, request.raw, JSON.stringify(problem));
  }
}

/** What somebody looks for, or brings along from a provider of identities, is in the query. */
function pathOf({ url }: FastifyRequest): string {
  return url.split('?', 1)[0]!;
}

/** A browser that is offered Basic asks for a password itself, in the middle of a page that has a sign-in of its own. */
function challengeOf(code: string): string {
  if (code !== 'access.unauthorised') return 'Bearer realm="fachwerk"';
  return 'Bearer realm="fachwerk", Basic realm="fachwerk", charset="UTF-8"';
}

function asHubError(error: unknown, request: FastifyRequest): HubError {
  if (error instanceof HubError) return error;
  // The framework refuses some requests itself, before a route is reached.
  const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: unknown }).statusCode;
  if (status === 415) {
    const mime = request.headers['content-type'] || '(none)';
    const sentence = `The Content-Type ${mime} is no media type.`;
    return new HubError('rejected', 'message.type-unsupported', sentence, { values: { mime } }, { cause: error });
  }
  if (typeof status === 'number' && status < 500) {
    return new HubError('rejected', 'request.refused', (error as Error).message, {}, { cause: error });
  }
  return unforeseen(error);
}
