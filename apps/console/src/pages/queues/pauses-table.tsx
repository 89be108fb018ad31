import { useState } from 'react';
import { post } from '../../api/client.js';
import type { ProcedureOverview } from '../../api/contract.js';
import { asProblem, type Problem } from '../../api/problem.js';
import { useMay } from '../../api/session.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Badge } from '../../parts/badge.js';
import { Button } from '../../parts/button.js';
import { DataTable, type Column } from '../../parts/data-table.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { say } from '../../parts/say.js';
import { words } from '../../parts/texts.js';
import { PauseDialog } from './pause-dialog.js';
import { queuesTexts } from './texts.js';

interface PausesTableProps {
  readonly procedures: readonly ProcedureOverview[];
  readonly onChanged: () => void;
}

/** Which procedures run, and holding one back while its target is being mended. */
export function PausesTable({ procedures, onChanged }: PausesTableProps) {
  const text = useTexts(queuesTexts);
  const [pausing, setPausing] = useState<ProcedureOverview>();
  const [problem, setProblem] = useState<Problem>();
  const resume = async ({ name }: ProcedureOverview): Promise<void> => {
    try {
      await post(`/v1/procedures/${encodeURIComponent(name)}/resume`);
      setProblem(undefined);
      say(text.resumedNow(name));
    } catch (error) {
      setProblem(asProblem(error));
    }
    onChanged();
  };
  const columns = useColumns(setPausing, (procedure) => void resume(procedure));
  return (
    <section aria-labelledby="procedures">
      <h2 id="procedures">{text.procedures}</h2>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      <DataTable caption={text.procedures} columns={columns} rows={procedures} rowKey={({ name }) => name} />
      {pausing !== undefined && (
        <PauseDialog
          procedure={pausing}
          onClose={() => setPausing(undefined)}
          onPaused={() => {
            say(text.pausedNow(pausing.name));
            setPausing(undefined);
            onChanged();
          }}
        />
      )}
    </section>
  );
}

function useColumns(
  onPause: (procedure: ProcedureOverview) => void,
  onResume: (procedure: ProcedureOverview) => void,
): readonly Column<ProcedureOverview>[] {
  const text = useTexts(queuesTexts);
  const word = useTexts(words);
  const { number } = useFormats();
  const mayPause = useMay('procedure.pause');
  const columns: readonly Column<ProcedureOverview>[] = [
    { id: 'name', title: word.procedure, rowHeader: true, cell: ({ name }) => name },
    {
      id: 'ready',
      title: text.ready,
      kind: 'number',
      cell: ({ backlog }) => (backlog === null ? text.unknown : number(backlog.ready + backlog.delayed)),
    },
    {
      id: 'state',
      title: word.state,
      kind: 'grow',
      cell: ({ paused }) =>
        paused === undefined ? (
          <Badge tone="good">{text.runs}</Badge>
        ) : (
          <>
            <Badge tone="warning">{text.paused}</Badge>{' '}
            <span className="faint">{text.pausedBy(paused.by, paused.reason)}</span>
          </>
        ),
    },
  ];
  const action: Column<ProcedureOverview> = {
    id: 'action',
    title: text.action,
    kind: 'tight',
    cell: (procedure) =>
      procedure.paused === undefined ? (
        <Button small aria-label={text.pauseOf(procedure.name)} onPress={() => onPause(procedure)}>
          {text.pause}
        </Button>
      ) : (
        <Button small aria-label={text.resumeOf(procedure.name)} onPress={() => onResume(procedure)}>
          {text.resume}
        </Button>
      ),
  };
  return mayPause ? [...columns, action] : columns;
}
