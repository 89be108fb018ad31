import type { Job } from '../../api/contract.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { DataTable, type Column } from '../../parts/data-table.js';
import { Moment } from '../../parts/moment.js';
import { words } from '../../parts/texts.js';
import { Link } from '../../routing/link.js';
import { JobBadge } from './job-badge.js';
import { Progress, settledOf } from './progress.js';
import { jobsTexts } from './texts.js';

export function JobsTable({ jobs }: { readonly jobs: readonly Job[] }) {
  const text = useTexts(jobsTexts);
  const word = useTexts(words);
  const { number } = useFormats();
  const columns: readonly Column<Job>[] = [
    {
      id: 'action',
      title: text.action,
      rowHeader: true,
      kind: 'tight',
      cell: ({ id, action, total }) => (
        <Link to={`/jobs/${id}`}>
          {text.actions[action]} ({number(total)})
        </Link>
      ),
    },
    { id: 'state', title: word.state, kind: 'tight', cell: ({ state }) => <JobBadge state={state} /> },
    {
      id: 'progress',
      title: text.progress,
      kind: 'grow',
      cell: (job) => (
        <>
          <Progress job={job} />
          <span className="faint">{text.progressOf(number(settledOf(job)), number(job.total))}</span>
        </>
      ),
    },
    { id: 'by', title: text.by, kind: 'tight', cell: ({ createdBy }) => createdBy },
    { id: 'at', title: text.at, kind: 'tight', cell: ({ createdAt }) => <Moment iso={createdAt} /> },
    { id: 'reason', title: text.reason, wideOnly: true, cell: ({ reason }) => reason },
  ];
  return <DataTable caption={text.caption} columns={columns} rows={jobs} rowKey={({ id }) => id} />;
}
