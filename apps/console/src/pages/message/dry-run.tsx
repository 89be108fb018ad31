import { useState } from 'react';
import { post } from '../../api/client.js';
import type { DryRun } from '../../api/contract.js';
import { asProblem, type Problem } from '../../api/problem.js';
import { useMay } from '../../api/session.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { Notice } from '../../parts/notice.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { TextLines } from '../../parts/text-lines.js';
import { DiffView } from './diff-view.js';
import { dryRunTexts } from './dry-run-texts.js';
import { ErrorDetails } from './error-details.js';

const ADDS = ['caseFiles', 'cases', 'documents', 'versions', 'formats', 'closings'] as const;

/** What would become of a message today. For those who decide about it, and may read it. */
export function DryRunSection({ id, procedure }: { readonly id: string; readonly procedure: string }) {
  const text = useTexts(dryRunTexts);
  const mayDecide = useMay('message.decide');
  const mayRead = useMay('content.read');
  const [tried, setTried] = useState<DryRun>();
  const [problem, setProblem] = useState<Problem>();
  const [running, setRunning] = useState(false);
  if (!mayDecide || !mayRead) return null;
  const run = async (): Promise<void> => {
    setRunning(true);
    setProblem(undefined);
    try {
      setTried(await post<DryRun>(`/v1/messages/${encodeURIComponent(id)}/dry-run`));
    } catch (error) {
      setTried(undefined);
      setProblem(asProblem(error));
    }
    setRunning(false);
  };
  return (
    <section aria-labelledby="dry-run">
      <h2 id="dry-run">{text.title}</h2>
      <p>{text.lead}</p>
      <p>
        <Button isDisabled={running} onPress={() => void run()}>
          {tried === undefined ? text.start : text.again}
        </Button>
      </p>
      <p role="status">{running && text.running}</p>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      {tried !== undefined && <Tried tried={tried} procedure={procedure} />}
    </section>
  );
}

function Tried({ tried, procedure }: { readonly tried: DryRun; readonly procedure: string }) {
  const text = useTexts(dryRunTexts);
  const { number } = useFormats();
  const { connector, result, error, correction, adds, commands } = tried;
  const by = `${connector.name} ${connector.version ?? ''}`.trim();
  return (
    <>
      <Notice
        tone={result === 'filed' ? 'good' : 'bad'}
        title={result === 'filed' ? text.filed(by) : text.refused(by)}
        assertive
      >
        {adds !== undefined && <Added adds={adds} />}
        <p>{correction === undefined ? text.original : text.correction(number(correction))}</p>
      </Notice>
      {error !== undefined && <ErrorDetails title={text.error} error={error} procedure={procedure} />}
      <Compared tried={tried} />
      {commands !== undefined && (
        <details>
          <summary>{text.commands(number(commands.length))}</summary>
          <TextLines label={text.commandsLabel} text={JSON.stringify(commands, null, 2)} />
        </details>
      )}
    </>
  );
}

/** How much filing it would add to the archive. */
export function Added({ adds }: { readonly adds: NonNullable<DryRun['adds']> }) {
  const text = useTexts(dryRunTexts);
  const { number } = useFormats();
  const some = ADDS.filter((what) => adds[what] > 0).map((what) => text.adds[what](number(adds[what])));
  return <p>{some.length === 0 ? text.nothingAdded : text.added(some.join(', '))}</p>;
}

function Compared({ tried: { comparison, commands } }: { readonly tried: DryRun }) {
  const text = useTexts(dryRunTexts);
  const { number } = useFormats();
  if (comparison === undefined) return commands === undefined ? null : <p className="faint">{text.notFiled}</p>;
  const { filed, today, differences, same } = comparison;
  return (
    <>
      <h3>{text.difference}</h3>
      <p className="faint">{text.differenceHow}</p>
      {differences.length === 0 ? (
        <p>{text.same(number(same))}</p>
      ) : (
        <DiffView before={linesOf(filed)} after={linesOf(today)} label={text.difference} />
      )}
    </>
  );
}

function linesOf(records: readonly object[]): readonly string[] {
  return records.flatMap((record) => JSON.stringify(record, null, 2).split('\n'));
}
