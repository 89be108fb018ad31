import type { Message, TimelineEntry } from '../../api/contract.js';
import { useResource } from '../../api/resource.js';
import { useMay } from '../../api/session.js';
import { useTexts } from '../../language/language.js';
import { CopyButton } from '../../parts/copy-button.js';
import { Facts } from '../../parts/facts.js';
import { Loaded } from '../../parts/loaded.js';
import { Moment } from '../../parts/moment.js';
import { Page } from '../../parts/page.js';
import { StateBadge } from '../../parts/state-badge.js';
import { words } from '../../parts/texts.js';
import { Link } from '../../routing/link.js';
import type { PageProps } from '../../shell/pages.js';
import { DecideButtons } from '../jobs/decide-buttons.js';
import { stateOf } from '../messages/message-columns.js';
import { CaseFileClosing, FILE_CLOSED } from '../case-files/case-file-closing.js';
import { Corrections } from './corrections.js';
import { DryRunSection } from './dry-run.js';
import { ErrorDetails } from './error-details.js';
import { FiledDetails } from './filed-details.js';
import { PayloadView } from './payload-view.js';
import { RerunButton } from './rerun-button.js';
import { messageTexts } from './texts.js';
import { Timeline } from './timeline.js';
import { ValidationDetails } from './validation-details.js';

/** As long as a message is in flight the page looks again; afterwards only when something is done with it. */
const LOOK_MS = 3_000;

interface Answer {
  readonly message: Message;
  readonly entries: readonly TimelineEntry[];
}

/** Everything about one message: what became of it, every step, and what was sent. */
export function MessagePage({ values }: PageProps) {
  const id = values['id']!;
  const text = useTexts(messageTexts);
  const found = useResource<Answer>(`/v1/messages/${encodeURIComponent(id)}/timeline`, {
    everyMs: LOOK_MS,
    while: ({ message }) => message.state === 'accepted',
  });
  const mayDecide = useMay('message.decide');
  const known = found.data?.message;
  return (
    <Page
      title={known === undefined ? text.facts : text.title(known.key ?? known.id)}
      actions={
        mayDecide && (
          <>
            {known?.state === 'parked' && <DecideButtons selection={{ messages: [id] }} count={1} what="selected" />}
            {known?.state === 'rejected' && <RerunButton id={id} onDone={found.reload} />}
          </>
        )
      }
    >
      <Loaded resource={found}>
        {({ message, entries }) => (
          <>
            <MessageFacts message={message} />
            {message.error !== undefined && (
              <ErrorDetails title={text.error} error={message.error} procedure={message.procedure} />
            )}
            {message.error?.code === FILE_CLOSED && message.error.target !== undefined && (
              <CaseFileClosing reference={message.error.target} />
            )}
            {message.waiting !== undefined && (
              <ErrorDetails title={text.waiting} error={message.waiting} procedure={message.procedure} />
            )}
            {message.receipt !== undefined && <FiledDetails message={message} receipt={message.receipt} />}
            <Timeline entries={entries} />
            {message.validation !== undefined && <ValidationDetails validation={message.validation} />}
            <PayloadView id={id} />
            <DryRunSection id={id} procedure={message.procedure} />
            {message.state === 'parked' && <Corrections id={id} onChanged={found.reload} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function MessageFacts({ message }: { readonly message: Message }) {
  const text = useTexts(messageTexts);
  const word = useTexts(words);
  const { id, key, procedure, acceptedAt, duplicateOf, waitsFor, traceId } = message;
  return (
    <section aria-label={text.facts}>
      <Facts
        facts={[
          { name: word.state, value: <StateBadge state={stateOf(message)} /> },
          { name: word.procedure, value: procedure },
          { name: word.acceptedAt, value: <Moment iso={acceptedAt} whole /> },
          key !== undefined && { name: word.key, value: <span className="mono">{key}</span> },
          {
            name: text.id,
            value: (
              <>
                <span className="mono">{id}</span> <CopyButton text={id} what={text.id} />
              </>
            ),
          },
          traceId !== undefined && {
            name: text.trace,
            value: (
              <>
                <span className="mono">{traceId}</span> <CopyButton text={traceId} what={text.trace} />
              </>
            ),
          },
          duplicateOf !== undefined && {
            name: text.duplicateOf,
            value: (
              <Link to={`/messages/${duplicateOf}`} className="mono">
                {duplicateOf}
              </Link>
            ),
          },
          waitsFor !== undefined && {
            name: text.waitsFor,
            value: (
              <Link to={`/messages/${waitsFor}`} className="mono">
                {waitsFor}
              </Link>
            ),
          },
        ]}
      />
    </section>
  );
}
