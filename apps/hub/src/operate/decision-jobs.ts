import type { Journal } from '../access/journal.js';
import type { Permission } from '../access/permissions.js';
import type { PersonPrincipal } from '../access/principal.js';
import { readTenantSettings } from '../access/tenant-settings.js';
import type { Clock, Ids } from '../config/clock.js';
import { sqlState, type Database, type Transaction } from '../database/database.js';
import { HubError } from '../errors/hub-error.js';
import {
  changeJob,
  createJob,
  findJob,
  listItems,
  listJobs,
  previewJob,
  restartJob,
  type Job,
  type JobAction,
  type JobFilter,
  type JobItem,
  type JobState,
  type NewJob,
  type Preview,
  type Selection,
} from '../ledger/jobs.js';
import { isId } from './message-filter.js';

/** What may be done to a job, from which states, where it leads, and who may. */
export const CHANGES = {
  pause: { from: ['running'], to: 'paused', needs: 'message.decide', done: 'paused' },
  /** One that stopped by itself begins its waves again. */
  resume: { from: ['paused'], to: 'running', needs: 'message.decide', done: 'resumed' },
  cancel: {
    from: ['running', 'paused', 'awaiting-approval'],
    to: 'cancelled',
    needs: 'message.decide',
    done: 'cancelled',
  },
  approve: { from: ['awaiting-approval'], to: 'running', needs: 'message.approve', done: 'approved' },
  refuse: { from: ['awaiting-approval'], to: 'refused', needs: 'message.approve', done: 'refused' },
} as const satisfies Readonly<Record<string, ChangeFacts>>;
export type Change = keyof typeof CHANGES;

interface ChangeFacts {
  readonly from: readonly JobState[];
  readonly to: JobState;
  readonly needs: Permission;
  /** As the journal has it. */
  readonly done: string;
}

/** What people ask for about many messages at once; `JobRunner` carries it out. */
export class DecisionJobs {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Exactly what would happen, if nothing changed meanwhile, and whether it takes two people. */
  preview(
    tenant: string,
    action: JobAction,
    selection: Selection,
  ): Promise<{ readonly preview: Preview; readonly twoPeople: boolean }> {
    return this.database.inTenant(tenant, async (transaction) => ({
      preview: await previewJob(transaction, tenant, selection),
      twoPeople: await needsTwo(transaction, action),
    }));
  }

  /** @throws HubError `job.nothing-selected` */
  create(
    { tenant, name }: PersonPrincipal,
    asked: Pick<NewJob, 'action' | 'selection' | 'reason' | 'ratePerMinute'>,
  ): Promise<Job> {
    const { action, reason } = asked;
    const made = { ...asked, id: this.ids.uuid(), createdBy: name, createdAt: this.clock.now() };
    return this.database.inTenant(tenant, async (transaction) => {
      const twoPeople = await needsTwo(transaction, action);
      const total = await createJob(transaction, tenant, { ...made, twoPeople });
      if (total === 0) throw nothingSelected();
      // Not the selection: its words may say what messages say.
      this.note(transaction, tenant, name, made.id, 'created', { action, total, reason });
      return (await findJob(transaction, tenant, made.id))!;
    });
  }

  list(tenant: string, filter: JobFilter): Promise<readonly Job[]> {
    return listJobs(this.database, tenant, filter);
  }

  /** @throws HubError `job.not-found` */
  async find(tenant: string, id: string): Promise<Job> {
    const found = isId(id)
      ? await this.database.inTenant(tenant, (transaction) => findJob(transaction, tenant, id))
      : undefined;
    if (found === undefined) throw new HubError('rejected', 'job.not-found', 'There is no such job.');
    return found;
  }

  items(tenant: string, id: string, filter: Parameters<typeof listItems>[3]): Promise<readonly JobItem[]> {
    return listItems(this.database, tenant, id, filter);
  }

  /** @throws HubError `job.not-found`, `job.state`, `job.own`, `job.nothing-selected` */
  async change({ tenant, name }: PersonPrincipal, id: string, change: Change): Promise<Job> {
    const { needs, done, ...step } = CHANGES[change];
    await this.find(tenant, id);
    const decidedBy = needs === 'message.approve' ? { decidedBy: name } : {};
    const changing = this.database.inTenant(tenant, async (transaction) => {
      const left = change === 'resume' ? await restartJob(transaction, tenant, id) : undefined;
      if (left === 0) throw nothingSelected();
      const changed =
        left !== undefined ||
        (await changeJob(transaction, tenant, id, { ...step, ...decidedBy, at: this.clock.now() }));
      const found = (await findJob(transaction, tenant, id))!;
      if (!changed) {
        throw new HubError('rejected', 'job.state', `The job is ${found.state}.`, { values: { state: found.state } });
      }
      this.note(transaction, tenant, name, id, done, left === undefined ? {} : { left });
      return found;
    });
    return changing.catch(refused);
  }

  private note(
    transaction: Transaction,
    tenant: string,
    actor: string,
    id: string,
    done: string,
    details: Readonly<Record<string, unknown>> = {},
  ): void {
    this.journal.note(transaction, tenant, { actor, action: `job.${done}`, subject: { kind: 'job', id }, details });
  }
}

/** Whether a second person has to agree. */
async function needsTwo(transaction: Transaction, action: JobAction): Promise<boolean> {
  return action !== 'release' && (await readTenantSettings(transaction)).fourEyes.discard;
}

function refused(cause: unknown): never {
  // Another job was faster with one of its messages.
  if (sqlState(cause) === '23505') throw nothingSelected(cause);
  if (sqlState(cause) !== '23514') throw cause;
  const sentence = 'Another person than the one who made the job has to decide about it.';
  throw new HubError('rejected', 'job.own', sentence, {}, { cause });
}

function nothingSelected(cause?: unknown): HubError {
  const sentence = 'None of these messages is parked or waits now, or they are in another job already.';
  return new HubError('rejected', 'job.nothing-selected', sentence, {}, { cause });
}
