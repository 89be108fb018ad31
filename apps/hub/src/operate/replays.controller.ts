import { Readable } from 'node:stream';
import { Controller, HttpCode, Post, Req, StreamableFile, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccessGuard } from '../access/access.guard.js';
import { Authentication } from '../access/authentication.js';
import { ContentLooks } from '../access/content-looks.js';
import { AccessDirectory } from '../access/directory.js';
import { forbidden, may, permitted, type Permission } from '../access/permissions.js';
import type { PersonPrincipal } from '../access/principal.js';
import { HubError } from '../errors/hub-error.js';
import type { SpecialistProcedure } from '../access/snapshot.js';
import { jsonBody, onlyIn, optionalTextIn, textIn, wordIn, type JsonBody } from './json-body.js';
import { instant, invalid, procedureOf } from './message-filter.js';
import { ReplayLines } from './replay-lines.js';
import { Replays, type ReplayRequest } from './replays.js';

const LIMIT_DEFAULT = 1_000;
const LIMIT_MAX = 100_000;
const STATES = ['filed', 'rejected', 'parked'] as const;
/** Changes have in them what messages say. */
const NEEDED = ['message.decide', 'content.read'] as const satisfies readonly Permission[];

/** Past messages through another version of their connector. Nothing is filed by it. */
@Controller('v1/replays')
@UseGuards(AccessGuard)
export class ReplaysController {
  constructor(
    private readonly replays: Replays,
    private readonly directory: AccessDirectory,
    private readonly looks: ContentLooks,
    private readonly authentication: Authentication,
    private readonly lines: ReplayLines,
  ) {}

  /** Answered line by line while it goes on; whoever closes the connection ends it. */
  @Post()
  @HttpCode(200)
  async replay(@Req() request: FastifyRequest): Promise<StreamableFile> {
    const person = NEEDED.map((permission) => permitted(request, permission))[0]!;
    const asked = requestIn(await jsonBody(request), this.directory.proceduresOf(person.tenant));
    const stillPermitted = (): Promise<void> => this.checkStill(request, person);
    const replay = this.replays.begin({ ...asked, stillPermitted });
    await this.looks.note(person, { kind: 'procedure', id: asked.procedure.name });
    return new StreamableFile(Readable.from(this.lines.of(replay)), { type: 'application/x-ndjson' });
  }

  /** Whoever was signed out, or lost a role, or went to another tenant in the meantime reads no further. */
  private async checkStill(request: FastifyRequest, { tenant }: PersonPrincipal): Promise<void> {
    const now =
      request.headers.authorization === undefined
        ? await this.authentication.stillSignedIn(request)
        : (await this.authentication.identify(request)).principal;
    if (now?.tenant !== tenant) {
      throw new HubError('rejected', 'access.not-signed-in', 'Nobody is signed in, or the session has ended.');
    }
    for (const permission of NEEDED) if (!may(now, permission)) throw forbidden(permission);
  }
}

function requestIn(body: JsonBody, procedures: readonly SpecialistProcedure[]): Omit<ReplayRequest, 'stillPermitted'> {
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
