import { Readable } from 'node:stream';
import { Controller, HttpCode, Post, Req, StreamableFile, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccessGuard } from '../access/access.guard.js';
import { ContentLooks } from '../access/content-looks.js';
import { AccessDirectory } from '../access/directory.js';
import { permitted } from '../access/permissions.js';
import { Clock } from '../config/clock.js';
import { ErrorTexts } from '../errors/codes.js';
import { HubError } from '../errors/hub-error.js';
import type { SpecialistProcedure } from '../access/snapshot.js';
import { jsonBody, onlyIn, optionalTextIn, textIn, wordIn, type JsonBody } from './json-body.js';
import { instant, invalid, procedureOf } from './message-filter.js';
import { REPLAY_OUTCOMES, Replays, type Replay, type ReplayedMessage, type ReplayRequest } from './replays.js';
import { errorView } from './views.js';

const LIMIT_DEFAULT = 1_000;
const LIMIT_MAX = 100_000;
const STATES = ['filed', 'rejected', 'parked'] as const;

/** Past messages through another version of their connector. Nothing is filed by it. */
@Controller('v1/replays')
@UseGuards(AccessGuard)
export class ReplaysController {
  constructor(
    private readonly replays: Replays,
    private readonly directory: AccessDirectory,
    private readonly looks: ContentLooks,
    private readonly texts: ErrorTexts,
    private readonly clock: Clock,
  ) {}

  /** Answered line by line while it goes on; whoever closes the connection ends it. */
  @Post()
  @HttpCode(200)
  async replay(@Req() request: FastifyRequest): Promise<StreamableFile> {
    permitted(request, 'message.decide');
    // Changes have in them what messages say.
    const person = permitted(request, 'content.read');
    const asked = requestIn(await jsonBody(request), this.directory.proceduresOf(person.tenant));
    const replay = this.replays.begin(asked, this.clock.now());
    await this.looks.note(person, { kind: 'procedure', id: asked.procedure.name });
    return new StreamableFile(Readable.from(linesOf(replay, this.texts)), { type: 'application/x-ndjson' });
  }
}

function requestIn(body: JsonBody, procedures: readonly SpecialistProcedure[]): ReplayRequest {
  onlyIn(body, ['procedure', 'version', 'against', 'state', 'from', 'to', 'limit']);
  const id = procedureOf(textIn(body, 'procedure', 100), procedures)!;
  const state = Object.hasOwn(body, 'state') ? wordIn(body, 'state', STATES) : 'filed';
  const [from, to] = [instant(body, 'from'), instant(body, 'to')];
  return {
    procedure: procedures.find((procedure) => procedure.id === id)!,
    version: optionalTextIn(body, 'version', 100) ?? null,
    against: optionalTextIn(body, 'against', 100),
    filter: { state, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) },
    limit: limitIn(body),
  };
}

function limitIn({ limit = LIMIT_DEFAULT }: JsonBody): number {
  if (typeof limit === 'number' && Number.isInteger(limit) && limit >= 1 && limit <= LIMIT_MAX) return limit;
  throw invalid('limit', `a number from 1 to ${LIMIT_MAX}`);
}

/** What is compared, each message, and the sum of them; an error in place of the sum when it could not be ended. */
async function* linesOf({ facts, messages }: Replay, texts: ErrorTexts): AsyncGenerator<string> {
  const counts = new Map(REPLAY_OUTCOMES.map((outcome) => [outcome, 0]));
  yield line({ replay: facts });
  try {
    for await (const message of messages) {
      counts.set(message.outcome, counts.get(message.outcome)! + 1);
      yield line({ message: messageView(message, texts) });
    }
    yield line({ summary: Object.fromEntries(counts) });
  } catch (error) {
    const { code, message } =
      error instanceof HubError ? error : { code: 'hub.defect', message: 'Something went wrong in the hub.' };
    yield line({ error: { code, sentence: texts.sentence(code, message) } });
  }
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

export function messageView(message: ReplayedMessage, texts: ErrorTexts): object {
  const { id, key, acceptedAt, outcome, changes, error } = message;
  return {
    id,
    ...(key === null ? {} : { key }),
    acceptedAt: acceptedAt.toISOString(),
    outcome,
    ...(changes === undefined ? {} : { changes }),
    ...(error === undefined ? {} : { error: errorView(error, texts, true) }),
  };
}
