import type { Overview, Queues } from '../../api/contract.js';
import { useLive } from '../../api/live.js';
import { useResource } from '../../api/resource.js';
import { useFormats } from '../../language/formats.js';
import { useLanguage, useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { Empty } from '../../parts/empty.js';
import { Loaded } from '../../parts/loaded.js';
import { Notice } from '../../parts/notice.js';
import { Page } from '../../parts/page.js';
import { words } from '../../parts/texts.js';
import { newer } from '../overview/newer.js';
import { NodesTable } from './nodes-table.js';
import { PausesTable } from './pauses-table.js';
import { QueuesTable } from './queues-table.js';
import { queuesTexts } from './texts.js';

const LOOK_MS = 5_000;

/** What waits in the exchange, and holding a procedure back. */
export function QueuesPage() {
  const text = useTexts(queuesTexts);
  const word = useTexts(words);
  const language = useLanguage();
  const { time } = useFormats();
  const found = useResource<Queues>('/v1/queues', { everyMs: LOOK_MS });
  const asked = useResource<Overview>('/v1/overview');
  const { overview } = useLive();
  // Whichever is newer: what was told, or what was asked for after something was done here.
  const procedures = newer(overview, asked.data)?.procedures ?? [];
  return (
    <Page title={text.title} lead={text.lead} actions={<Button onPress={found.reload}>{word.refresh}</Button>}>
      <Loaded resource={found}>
        {({ source, asOf, nodes, queues, problems }) => (
          <>
            <p className="faint">
              {text.sources[source]} {text.asOf(time(asOf))}
            </p>
            {problems.map(({ code, sentence }) => (
              <Notice key={code} tone="warning" title={sentence[language]} />
            ))}
            {procedures.length > 0 && <PausesTable procedures={procedures} onChanged={asked.reload} />}
            {queues.length === 0 ? (
              <Empty title={text.empty}>{text.emptyHelp}</Empty>
            ) : (
              <QueuesTable queues={queues} source={source} />
            )}
            {nodes !== undefined && nodes.length > 0 && <NodesTable nodes={nodes} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}
