/** What is known of a request at a door: who it is of, and what became of it. Told once, when it is over. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HubError } from '../errors/hub-error.js';
import { receivedBytes } from './rest/paced-body.js';

/** The doors over HTTP, as the router knows them. */
const ROUTES: Readonly<Record<string, PassageDoor>> = {
  '/v1/procedures/:procedure/messages': 'rest',
  '/soap/:connector/:service': 'soap',
  '/xta/2.1.1/:port': 'xta',
};

export type PassageDoor = 'rest' | 'soap' | 'xta';

/** `answered`: it brought no message. */
export type PassageOutcome = 'accepted' | 'answered' | 'refused';

export interface PassageError {
  readonly code: string;
  readonly message: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

type Of = { readonly tenant: string; readonly id: string };

export interface Passed {
  readonly door: PassageDoor;
  /** Undefined when nobody known sent it. */
  readonly procedure: Of | undefined;
  readonly outcome: PassageOutcome;
  /** Why it was refused. */
  readonly error: PassageError | undefined;
  /** Of its body, as far as it was read. */
  readonly bytes: number;
  readonly seconds: number;
}

/** A request at a door. Controllers say what they find out; what they do not know of, as requests of tests, is nowhere. */
class Passage {
  readonly since = performance.now();
  procedure: Of | undefined;
  accepted = false;
  error: PassageError | undefined;
  isOver = false;

  constructor(readonly door: PassageDoor) {}
}

const passages = new WeakMap<object, Passage>();

/** Its sender is known. */
export function passes(request: object, { tenant, id }: Of): void {
  const passage = passages.get(request);
  if (passage !== undefined) passage.procedure = { tenant, id };
}

/** Its message is durable. */
export function isAccepted(request: object): void {
  const passage = passages.get(request);
  if (passage !== undefined) passage.accepted = true;
}

/** It is answered with an error. */
export function isRefused(request: object, error: Omit<PassageError, 'values'> & Pick<HubError, 'details'>): void {
  const passage = passages.get(request);
  if (passage === undefined) return;
  const { code, message, details } = error;
  passage.error = { code, message, ...(details.values === undefined ? {} : { values: details.values }) };
}

/** @param onPassed called once for each request at a door; it must not fail */
export function watchPassages(fastify: FastifyInstance, onPassed: (passed: Passed) => void): void {
  const end = (request: FastifyRequest, error?: PassageError): void => {
    const passage = passages.get(request);
    if (passage === undefined || passage.isOver) return;
    passage.isOver = true;
    const { door, procedure, accepted, since } = passage;
    const problem = accepted ? undefined : (passage.error ?? error);
    const outcome = accepted ? 'accepted' : problem === undefined ? 'answered' : 'refused';
    const seconds = (performance.now() - since) / 1_000;
    onPassed({ door, procedure, outcome, error: problem, bytes: receivedBytes(request.raw), seconds });
  };
  fastify.addHook('onRequest', (request, _reply, done) => {
    const door = request.method === 'POST' ? ROUTES[request.routeOptions.url ?? ''] : undefined;
    if (door !== undefined) passages.set(request, new Passage(door));
    done();
  });
  // Its sender waits for no answer any more. When its message becomes durable after that, it comes again, and is counted then.
  fastify.addHook('onRequestAbort', (request, done) => {
    end(request, GONE);
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    end(request, reply.statusCode >= 400 ? UNNAMED : undefined);
    done();
  });
}

const GONE: PassageError = {
  code: 'request.incomplete',
  message: 'The connection ended before the whole body of the request was there.',
};
const UNNAMED: PassageError = { code: 'request.refused', message: 'The request was refused.' };
