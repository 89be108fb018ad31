import { Controller, Get, HttpCode, Param, Post, Query, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccessGuard } from '../access/access.guard.js';
import { AccessDirectory } from '../access/directory.js';
import { permitted } from '../access/permissions.js';
import { Clock } from '../config/clock.js';
import { ErrorTexts } from '../errors/codes.js';
import { HubError } from '../errors/hub-error.js';
import { Causes, type CauseGroup, type CauseNote } from '../ledger/causes.js';
import type { StoppedFilter, StoppedState } from '../ledger/stopped.js';
import { CauseNotes } from './cause-notes.js';
import { causeView } from './cause-view.js';
import { jsonBody, proseIn } from './json-body.js';
import { isId, procedureOf, text, wordOf } from './message-filter.js';

const STATES: readonly StoppedState[] = ['parked', 'waiting'];
const NOTE_CHARACTERS_MAX = 4_000;

/** Why messages stand still: parked or waiting ones, grouped by cause, and what operators found out about it. */
@Controller('v1/causes')
@UseGuards(AccessGuard)
export class CausesController {
  constructor(
    private readonly causes: Causes,
    private readonly notes: CauseNotes,
    private readonly directory: AccessDirectory,
    private readonly texts: ErrorTexts,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest): Promise<object> {
    // Words are looked for in what messages say, too.
    const needed = text(query, 'q') === undefined ? 'state.read' : 'content.read';
    const { tenant } = permitted(request, needed);
    const filter = this.filterOf(query, tenant);
    const groups = await this.causes.groups(tenant, filter, this.clock.now());
    return { causes: groups.map((group) => this.view(group, filter.state)), counts: await this.causes.counts(tenant) };
  }

  /** Also one in which nothing stands now: what was written down about it stays. */
  @Get(':id')
  async one(@Param('id') id: string, @Req() request: FastifyRequest): Promise<object> {
    const { tenant } = permitted(request, 'state.read');
    const notes = isId(id) ? await this.causes.notes(tenant, id) : undefined;
    if (notes === undefined) throw notFound();
    const views = await Promise.all(
      STATES.map(async (state) =>
        (await this.causes.groups(tenant, { state, cause: id }, this.clock.now())).map((group) =>
          this.view(group, state),
        ),
      ),
    );
    const groups = views.flat();
    // Some of its messages may be parked while others wait: those that a person decides about come first.
    return { cause: groups[0] ?? null, groups, notes: notes.map(noteView) };
  }

  @Post(':id/notes')
  @HttpCode(201)
  async note(@Param('id') id: string, @Req() request: FastifyRequest): Promise<object> {
    const person = permitted(request, 'message.decide');
    const content = proseIn(await jsonBody(request), 'text', NOTE_CHARACTERS_MAX);
    const note = isId(id) ? await this.notes.write(person, id, content) : undefined;
    if (note === undefined) throw notFound();
    return noteView(note);
  }

  private view(group: CauseGroup, tab: StoppedState): object {
    return causeView(group, tab, (id) => this.directory.nameOf(id), this.texts);
  }

  private filterOf(query: Record<string, unknown>, tenant: string): StoppedFilter {
    const state = wordOf(query, 'tab', STATES) ?? 'parked';
    const procedureId = procedureOf(text(query, 'procedure'), this.directory.proceduresOf(tenant));
    const code = text(query, 'code');
    const q = text(query, 'q');
    return {
      state,
      ...(procedureId === undefined ? {} : { procedureId }),
      ...(code === undefined ? {} : { code }),
      ...(q === undefined ? {} : { q }),
    };
  }
}

function noteView({ at, author, content }: CauseNote): object {
  return { at: at.toISOString(), by: author, text: content };
}

function notFound(): HubError {
  return new HubError('rejected', 'cause.not-found', 'There is no such cause.');
}
