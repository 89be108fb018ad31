import { Controller, Delete, Get, Header, HttpCode, Param, Post, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccessGuard } from '../../access/access.guard.js';
import { may, permitted } from '../../access/permissions.js';
import { ErrorTexts } from '../../errors/codes.js';
import { HubError } from '../../errors/hub-error.js';
import type { Channel, ListedChannel } from '../../ledger/alerts/channels.js';
import { jsonBody } from '../json-body.js';
import { AlertAdministration, shownTo } from './alert-administration.js';
import { channelIn } from './alert-bodies.js';
import { errorOf } from './alert-view.js';
import { Mailer } from './mailer.js';

/** Ways to tell people of alerts. */
@Controller('v1/alert-channels')
@UseGuards(AccessGuard)
export class AlertChannelsController {
  constructor(
    private readonly alerts: AlertAdministration,
    private readonly mailer: Mailer,
    private readonly texts: ErrorTexts,
  ) {}

  @Get()
  async list(@Req() request: FastifyRequest): Promise<object> {
    const person = permitted(request, 'state.read');
    const whole = may(person, 'alert.administer');
    const channels = await this.alerts.channels(person.tenant);
    return { mail: this.mailer.isSetUp, channels: channels.map((channel) => this.view(channel, whole)) };
  }

  @Post()
  @HttpCode(201)
  @Header('cache-control', 'no-store')
  async create(@Req() request: FastifyRequest): Promise<object> {
    const by = permitted(request, 'alert.administer');
    const given = channelIn(await jsonBody(request));
    if (given.kind === 'mail' && !this.mailer.isSetUp)
      throw new HubError('rejected', 'mail.not-set-up', 'The hub knows no mail server.');
    const { channel, secret } = await this.alerts.createChannel(by, given);
    return { channel: channelView(channel, true), ...(secret === undefined ? {} : { secret }) };
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Param('id') id: string, @Req() request: FastifyRequest): Promise<void> {
    await this.alerts.removeChannel(permitted(request, 'alert.administer'), id);
  }

  /** Tells what came back: that it was not taken is an answer, too. */
  @Post(':id/test')
  @HttpCode(200)
  async test(@Param('id') id: string, @Req() request: FastifyRequest): Promise<object> {
    const by = permitted(request, 'alert.administer');
    try {
      await this.alerts.testChannel(by, id);
      return { delivered: true };
    } catch (error) {
      if (!(error instanceof HubError) || !/^(webhook|mail)\./.test(error.code)) throw error;
      const { code, message, details } = error;
      return { delivered: false, error: { code, sentence: this.texts.sentence(code, message, details.values) } };
    }
  }

  private view({ last, ...channel }: ListedChannel, whole: boolean): object {
    if (last === null) return channelView(channel, whole);
    return {
      ...channelView(channel, whole),
      last: { state: last.state, at: last.at, ...errorOf(last.error, this.texts) },
    };
  }
}

function channelView({ id, kind, title, address, language, createdAt, createdBy }: Channel, whole: boolean): object {
  const shown = whole ? address : shownTo({ kind, address });
  return { id, kind, title, address: shown, language, createdAt: createdAt.toISOString(), createdBy };
}
