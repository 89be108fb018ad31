import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { OpenSpan, Tracing } from './tracing.js';

/** The front doors of messages, as the router knows them. */
const DOORS = new Set(['/v1/procedures/:procedure/messages', '/soap/:connector/:service', '/xta/2.1.1/:port']);

/** A span for each message that somebody hands over, whether it is accepted or refused. */
export function watchDoor(fastify: FastifyInstance, tracing: Tracing): void {
  const open = new WeakMap<FastifyRequest, OpenSpan>();
  fastify.addHook('onRequest', (request, _reply, done) => {
    const door = request.routeOptions.url;
    if (request.method === 'POST' && door !== undefined && DOORS.has(door)) {
      const { headers } = request;
      const parent = headers['traceparent'];
      const span = tracing.begin({
        name: `POST ${door}`,
        role: 'server',
        ...(typeof parent === 'string' ? { parent } : {}),
        facts: { 'http.request.method': 'POST', 'http.route': door, 'url.path': request.url.split('?', 1)[0] },
      });
      open.set(request, span);
      // As a proxy in front of the hub would: what comes behind this span belongs to it.
      headers['traceparent'] = span.traceParent;
    }
    done();
  });
  fastify.addHook('onRequestAbort', (request, done) => {
    open.get(request)?.end({ problem: 'aborted' });
    done();
  });
  fastify.addHook('onResponse', (request, { statusCode }, done) => {
    open.get(request)?.end({
      facts: { 'http.response.status_code': statusCode },
      ...(statusCode >= 500 ? { problem: String(statusCode) } : {}),
    });
    done();
  });
}
