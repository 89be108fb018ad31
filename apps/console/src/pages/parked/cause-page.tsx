import type { Cause, CauseWithNotes, Job } from '../../api/contract.js';
import { useResource } from '../../api/resource.js';
import { useMay } from '../../api/session.js';
import { useFormats } from '../../language/formats.js';
import { useLanguage, useTexts } from '../../language/language.js';
import { Empty } from '../../parts/empty.js';
import { Facts } from '../../parts/facts.js';
import { Loaded } from '../../parts/loaded.js';
import { Moment } from '../../parts/moment.js';
import { Notice } from '../../parts/notice.js';
import { Page } from '../../parts/page.js';
import { wordFor, words } from '../../parts/texts.js';
import { CaseFileClosing, FILE_CLOSED } from '../case-files/case-file-closing.js';
import { DecideButtons } from '../jobs/decide-buttons.js';
import { JobsTable } from '../jobs/jobs-table.js';
import { ProcedureContacts, SettingLinks } from '../procedures/procedure-links.js';
import { withQuery } from '../../routing/location.js';
import type { PageProps } from '../../shell/pages.js';
import { CauseMessages } from './cause-messages.js';
import { CauseNotes } from './cause-notes.js';
import { Trend } from './trend.js';
import { parkedTexts } from './texts.js';

/** One cause: what is known of it, its messages, what colleagues wrote, what was done about it. */
export function CausePage({ values }: PageProps) {
  const id = values['cause']!;
  const text = useTexts(parkedTexts);
  const language = useLanguage();
  const { number } = useFormats();
  const found = useResource<CauseWithNotes>(`/v1/causes/${encodeURIComponent(id)}`);
  const done = useResource<{ jobs: readonly Job[] }>(withQuery('/v1/jobs', { cause: id }));
  const mayDecide = useMay('message.decide');
  const known = found.data?.cause;
  return (
    <Page
      title={known?.sentence[language] ?? text.causePage}
      actions={
        known?.tab === 'parked' &&
        mayDecide && (
          <DecideButtons selection={{ filter: { cause: id, state: 'parked' } }} count={known.count} what="all" />
        )
      }
    >
      <Loaded resource={found}>
        {({ cause, groups, notes }) => (
          <>
            {cause === null ? <Empty title={text.gone}>{text.goneHelp}</Empty> : <Known cause={cause} />}
            {groups.length > 1 && <p>{text.bothStates(number(groups[1]!.count))}</p>}
            {cause !== null && <CauseMessages cause={cause} />}
            <CauseNotes cause={id} notes={notes} onAdded={found.reload} />
            <section aria-labelledby="cause-jobs">
              <h2 id="cause-jobs">{text.jobs}</h2>
              <Loaded resource={done}>
                {({ jobs }) => (jobs.length === 0 ? <p className="faint">{text.noJobs}</p> : <JobsTable jobs={jobs} />)}
              </Loaded>
            </section>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Known({ cause }: { readonly cause: Cause }) {
  const text = useTexts(parkedTexts);
  const word = useTexts(words);
  const { code, connector, type, path, target } = cause;
  const names = cause.procedures.map(({ name }) => name);
  return (
    <section aria-label={text.facts}>
      {cause.tab === 'waiting' && (
        <Notice tone="info" title={text.waitingTodo.title}>
          <p>{text.waitingTodo.text}</p>
          {cause.kind === 'misconfigured' && <SettingLinks procedures={names} />}
        </Notice>
      )}
      <Facts
        facts={[
          { name: text.whoActs, value: wordFor(word.whoActs, cause.whoActs) },
          cause.whoActs === 'sender' && { name: text.contact, value: <ProcedureContacts procedures={names} /> },
          { name: text.procedures, value: cause.procedures.map(({ name, count }) => `${name} (${count})`).join(', ') },
          { name: text.first, value: <Moment iso={cause.firstSeen} /> },
          { name: text.last, value: <Moment iso={cause.lastSeen} /> },
          { name: text.kind, value: wordFor(word.kinds, cause.kind) },
          { name: text.stage, value: wordFor(word.stages, cause.stage) },
          { name: text.code, value: <code>{code}</code> },
          connector !== undefined && { name: text.connector, value: `${connector.name} ${connector.version ?? ''}` },
          type !== undefined && { name: text.type, value: type },
          path !== undefined && { name: text.path, value: <code>{path}</code> },
          target !== undefined && { name: text.target, value: target },
          { name: text.trend, value: <Trend hours={cause.trend} /> },
        ]}
      />
      {code === FILE_CLOSED && target !== undefined && <CaseFileClosing reference={target} />}
    </section>
  );
}
