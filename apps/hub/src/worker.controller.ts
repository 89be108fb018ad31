import { Catch, Controller, UseFilters, type RpcExceptionFilter } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { throwError, type Observable } from 'rxjs';
import { Log } from './config/log.js';
import { Database } from './database/database.js';
import { HubError } from './errors/hub-error.js';
import { BATCH, DEAD, TALLY } from './exchange/exchange-server.js';
import type { Delivery, Outcome } from './exchange/exchange.js';
import { writeTally, type TallyMessage } from './ledger/tallies.js';
import { WorkerPipeline } from './worker.pipeline.js';

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
    private readonly pipeline: WorkerPipeline,
    private readonly database: Database,
    private readonly log: Log,
  ) {}

  @MessagePattern(BATCH)
  batch(@Payload() batch: readonly Delivery[]): Promise<readonly Outcome[]> {
    return this.pipeline.handle(batch);
  }

  /** What the broker gave up on becomes a parked message with what the broker said about it. */
  @MessagePattern(DEAD)
  dead(@Payload() batch: readonly Delivery[]): Promise<readonly Outcome[]> {
    return this.pipeline.handle(batch);
  }

  @MessagePattern(TALLY)
  async tally(@Payload() batch: readonly Delivery[]): Promise<readonly Outcome[]> {
    for (const delivery of batch) await this.write(delivery);
    return batch.map(() => ({ do: 'settled' }));
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
