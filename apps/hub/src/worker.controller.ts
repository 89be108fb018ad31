import { Catch, Controller, UseFilters, type RpcExceptionFilter } from '@nestjs/common';
import { Ctx, MessagePattern, Payload } from '@nestjs/microservices';
import { throwError, type Observable } from 'rxjs';
import { AccessDirectory } from './access/directory.js';
import { Log } from './config/log.js';
import { Database } from './database/database.js';
import { HubError } from './errors/hub-error.js';
import { laneOf } from './exchange/lane.js';
import { BATCH, DEAD, TALLY, type BatchContext } from './exchange/exchange-server.js';
import type { Delivery, Lane, Outcome } from './exchange/exchange.js';
import { decodeEnvelope, type Envelope } from './ledger/envelope.js';
import { Messages } from './ledger/messages.js';
import { writeTally, type TallyMessage } from './ledger/tallies.js';
import { WorkerPipeline } from './worker.pipeline.js';
import { Suspects } from './worker.suspects.js';

/** Hands an error to the exchange as it is: it decides between suspending and going on. */
@Catch()
export class PassOn implements RpcExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

/** Where batches from the exchange arrive. */
@Controller()
@UseFilters(PassOn)
export class WorkerController {
  constructor(
    private readonly suspects: Suspects,
    private readonly pipeline: WorkerPipeline,
    private readonly database: Database,
    private readonly messages: Messages,
    private readonly directory: AccessDirectory,
    private readonly log: Log,
  ) {}

  @MessagePattern(BATCH)
  batch(@Payload() batch: readonly Delivery[], @Ctx() { turn }: BatchContext): Promise<readonly Outcome[]> {
    return this.suspects.handle(batch, turn);
  }

  /**
   * What the broker gave up on becomes a parked message with what the broker said about it. What the books say is
   * waiting was only handed back too often: it goes on waiting where it came from.
   */
  @MessagePattern(DEAD)
  async dead(@Payload() batch: readonly Delivery[], @Ctx() { turn }: BatchContext): Promise<readonly Outcome[]> {
    const returned = new Map<Delivery, Outcome>();
    for (const delivery of batch) {
      const lane = await this.waitsIn(delivery);
      if (lane !== undefined) returned.set(delivery, { do: 'return', to: lane });
    }
    const given = batch.filter((delivery) => !returned.has(delivery));
    const outcomes = await this.pipeline.handle(given, turn);
    return batch.map((delivery) => returned.get(delivery) ?? outcomes[given.indexOf(delivery)]!);
  }

  @MessagePattern(TALLY)
  async tally(@Payload() batch: readonly Delivery[]): Promise<readonly Outcome[]> {
    for (const delivery of batch) await this.write(delivery);
    return batch.map(() => ({ do: 'settled' }));
  }

  private async waitsIn({ bytes }: Delivery): Promise<Lane | undefined> {
    const envelope = envelopeIn(bytes);
    if (envelope === undefined) return undefined;
    const { tenant, procedure, id } = envelope;
    const message = await this.messages.find(tenant, id);
    if (message?.waiting == null) return undefined;
    return laneOf(this.directory.procedure(procedure) ?? { tenant, id: procedure });
  }

  private async write(delivery: Delivery): Promise<void> {
    try {
      await writeTally(this.database, JSON.parse(delivery.bytes.toString('utf8')) as TallyMessage);
    } catch (error) {
      if (error instanceof HubError && error.kind === 'unavailable-shared') throw error;
      // Nothing is lost: the numbers stay unconfirmed, and reconciliation shows them by what the workers saw.
      this.log.error('tally not usable, dropped', { id: delivery.id, error });
    }
  }
}

/** Undefined for bytes that are no message: the pipeline says so. */
function envelopeIn(bytes: Buffer): Envelope | undefined {
  try {
    return decodeEnvelope(bytes).envelope;
  } catch {
    return undefined;
  }
}
