import type { AccessDirectory } from '../../access/directory.js';
import type { Database } from '../../database/database.js';
import type { ErrorTexts } from '../../errors/codes.js';
import { listOpenJobs } from '../../ledger/jobs.js';
import { jobView } from '../job-view.js';
import type { LiveSource, LiveState } from './live-source.js';

/** Jobs that are not over, and for a moment those that are: how they ended is the news people wait for. */
export class JobsSource implements LiveSource {
  constructor(
    private readonly database: Database,
    private readonly directory: AccessDirectory,
    private readonly texts: ErrorTexts,
  ) {}

  async look(tenant: string): Promise<readonly LiveState[]> {
    const jobs = await listOpenJobs(this.database, tenant);
    const nameOf = (procedure: string): string => this.directory.nameOf(procedure);
    return jobs.map((job) => ({ event: 'job', key: job.id, data: jobView(job, nameOf, this.texts, false) }));
  }
}
