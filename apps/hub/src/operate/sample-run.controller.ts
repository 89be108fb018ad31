import { Controller, HttpCode, Param, Post, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccessGuard } from '../access/access.guard.js';
import { AccessDirectory } from '../access/directory.js';
import { may, permitted } from '../access/permissions.js';
import { unknownProcedure } from '../access/procedures.js';
import { Clock } from '../config/clock.js';
import { ErrorTexts } from '../errors/codes.js';
import { HubError } from '../errors/hub-error.js';
import { jsonBody, onlyIn, optionalTextIn, type JsonBody } from './json-body.js';
import { invalid } from './message-filter.js';
import { settingsIn, versionIn } from './procedure-body.js';
import { SAMPLE_BYTES_MAX, SampleRuns, type Sample, type SampleRun } from './sample-runs.js';
import { errorView } from './views.js';

/** A text in JSON needs up to six bytes for one. */
const BODY_BYTES_MAX = 6 * SAMPLE_BYTES_MAX + 65_536;
const NAME_LENGTH_MAX = 63;
const ATTACHMENTS_MAX = 20;
const ATTACHMENT = /^[^\p{Cc}\p{Surrogate}/\\]{1,255}$/u;

/** What a connector makes of a pasted message, with settings that nobody has saved. Nothing is filed by it. */
@Controller('v1/connectors')
@UseGuards(AccessGuard)
export class SampleRunController {
  constructor(
    private readonly runs: SampleRuns,
    private readonly directory: AccessDirectory,
    private readonly texts: ErrorTexts,
    private readonly clock: Clock,
  ) {}

  @Post(':name/dry-run')
  @HttpCode(200)
  async dryRun(@Param('name') connector: string, @Req() request: FastifyRequest): Promise<object> {
    const person = permitted(request, 'procedure.administer');
    const { tenant } = person;
    const body = await jsonBody(request, BODY_BYTES_MAX);
    onlyIn(body, ['connectorVersion', 'settings', 'message', 'attachments', 'procedure']);
    const name = optionalTextIn(body, 'procedure', NAME_LENGTH_MAX);
    const procedure = this.directory.proceduresOf(tenant).find((known) => known.name === name);
    if (name !== undefined && procedure === undefined) throw unknownProcedure(name);
    const sample: Sample = {
      connector,
      connectorVersion: Object.hasOwn(body, 'connectorVersion') ? versionIn(body) : ownVersion(procedure, connector),
      settings: settingsIn(body),
      message: messageIn(body),
      attachments: attachmentsIn(body),
      procedure,
      // One that is not there yet has no records.
      rehearses: procedure === undefined || may(person, 'content.read'),
    };
    return sampleRunView(await this.runs.of(tenant, sample, this.clock.now()), this.texts);
  }
}

/** Null for the newest. */
function ownVersion(procedure: Sample['procedure'], connector: string): string | null {
  return procedure?.connector === connector ? procedure.connectorVersion : null;
}

function messageIn({ message }: JsonBody): string {
  if (typeof message !== 'string' || message.trim() === '')
    throw invalid('message', 'a message in XML or JSON, as text');
  const sizeBytes = Buffer.byteLength(message);
  if (sizeBytes <= SAMPLE_BYTES_MAX) return message;
  const sentence = `A sample has at most ${SAMPLE_BYTES_MAX} bytes; this one has ${sizeBytes}. Leave something out.`;
  throw new HubError('rejected', 'dry-run.too-large', sentence, { values: { max: SAMPLE_BYTES_MAX, sizeBytes } });
}

function attachmentsIn({ attachments = [] }: JsonBody): readonly string[] {
  const isName = (name: unknown): name is string => typeof name === 'string' && ATTACHMENT.test(name);
  const isList = Array.isArray(attachments) && attachments.length <= ATTACHMENTS_MAX && attachments.every(isName);
  if (isList && new Set(attachments).size === attachments.length) return attachments as readonly string[];
  throw invalid('attachments', `a list of at most ${ATTACHMENTS_MAX} file names, each once`);
}

function sampleRunView({ error, problems, ...run }: SampleRun, texts: ErrorTexts): object {
  return {
    ...run,
    result: error === undefined && problems.length === 0 ? 'filed' : 'refused',
    ...(error === undefined ? {} : { error: errorView(error, texts, true) }),
    ...(problems.length === 0 ? {} : { problems }),
  };
}
