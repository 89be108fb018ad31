import { useCallback, useState } from 'react';
import type { Job } from '../../api/contract.js';
import { useJobChanges } from '../../api/live.js';
import { useResource } from '../../api/resource.js';
import { useFormats } from '../../language/formats.js';
import { useLanguage, useTexts } from '../../language/language.js';
import { Facts } from '../../parts/facts.js';
import { Loaded } from '../../parts/loaded.js';
import { Moment } from '../../parts/moment.js';
import { Notice } from '../../parts/notice.js';
import { Page } from '../../parts/page.js';
import { Link } from '../../routing/link.js';
import type { PageProps } from '../../shell/pages.js';
import { JobActions } from './job-actions.js';
import { JobBadge } from './job-badge.js';
import { JobCounts } from './job-counts.js';
import { JobItems } from './job-items.js';
import { Progress, settledOf } from './progress.js';
import { jobsTexts } from './texts.js';

/** Asked for even if nothing is told: a job must not look as if it stood still. */
const LOOK_MS = 5_000;

/** One job while it runs, and what became of it. */
export function JobPage({ values }: PageProps) {
  const id = values['id']!;
  const text = useTexts(jobsTexts);
  const found = useResource<Job>(`/v1/jobs/${encodeURIComponent(id)}`, { everyMs: LOOK_MS });
  const { data } = found;
  // What was told replaces what was asked for before, not what is asked for afterwards.
  const [told, setTold] = useState<{ readonly job: Job; readonly instead: Job | undefined }>();
  useJobChanges(useCallback((job) => (job.id === id ? setTold({ job, instead: data }) : undefined), [id, data]));
  const job = told?.instead === data ? (told?.job ?? data) : data;
  return (
    <Page
      title={job === undefined ? text.job : text.one(text.actions[job.action])}
      actions={job !== undefined && <JobActions job={job} onChanged={found.reload} />}
    >
      <Loaded resource={{ ...found, data: job }}>
        {(now) => (
          <>
            <JobState job={now} />
            <JobCounts job={now} />
            <JobItems job={now} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function JobState({ job }: { readonly job: Job }) {
  const text = useTexts(jobsTexts);
  const { number } = useFormats();
  const settled = number(settledOf(job));
  const { wave, ratePerMinute, reason, decidedBy, endedAt, selection } = job;
  const cause = selection.filter?.cause;
  return (
    <section aria-label={text.progress}>
      <p className="job-state">
        <JobBadge state={job.state} /> <span>{text.progressOf(settled, number(job.total))}</span>
        {job.state === 'running' && wave.size > 0 && (
          <span className="faint">{text.waveOf(number(wave.number), number(wave.size))}</span>
        )}
      </p>
      <Progress job={job} />
      <p className="visually-hidden" role="status">
        {text.live(text.states[job.state], settled, number(job.total))}
      </p>
      {job.stopped !== undefined && <Stopped job={job} stopped={job.stopped} />}
      <Facts
        facts={[
          { name: text.by, value: job.createdBy },
          { name: text.at, value: <Moment iso={job.createdAt} /> },
          decidedBy !== undefined && { name: text.decidedBy, value: decidedBy },
          endedAt !== undefined && { name: text.ended, value: <Moment iso={endedAt} /> },
          job.action === 'release' && {
            name: text.rate,
            value: ratePerMinute > 0 ? text.perMinute(number(ratePerMinute)) : text.unlimited,
          },
          reason !== undefined && { name: text.reason, value: reason },
          cause !== undefined && {
            name: text.cause,
            value: <Link to={`/parked/${encodeURIComponent(cause)}`}>{text.toCause}</Link>,
          },
        ]}
      />
    </section>
  );
}

function Stopped({ job, stopped }: { readonly job: Job; readonly stopped: NonNullable<Job['stopped']> }) {
  const text = useTexts(jobsTexts);
  const language = useLanguage();
  const { number } = useFormats();
  return (
    <Notice tone="bad" title={text.stoppedTitle} assertive>
      <p>{stopped.error.sentence[language]}</p>
      <p>{text.stoppedText(number(job.counts.pending + job.counts.untouched))}</p>
      <p>{text.stoppedNext}</p>
      <p>
        <Link to={`/messages/${stopped.messageId}`}>{text.stoppedAt}</Link>
      </p>
    </Notice>
  );
}
