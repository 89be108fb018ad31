import { patch } from '../../api/client.js';
import type { Problem } from '../../api/problem.js';
import { useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { useSaving } from '../../parts/use-saving.js';
import type { TabProps } from './procedure-page.js';
import { proceduresTexts } from './texts.js';

/** Changes the procedure as it is shown: whoever was faster is not undone. */
export function useChange({ procedure: { name, revision }, onChanged }: TabProps): {
  readonly problem: Problem | undefined;
  readonly save: (change: object, done: string) => void;
} {
  const { problem, run } = useSaving();
  const save = (change: object, done: string): void =>
    void run(async () => {
      await patch(`/v1/procedures/${encodeURIComponent(name)}`, { revision, ...change });
      onChanged();
    }, done);
  return { problem, save };
}

/** Of a form of the procedure. */
export interface FormProps extends TabProps {
  /** Begins again with what is newer. */
  readonly onReload: () => void;
}

interface ChangeProblemProps {
  readonly problem: Problem;
  readonly onReload: () => void;
}

export function ChangeProblem({ problem, onReload }: ChangeProblemProps) {
  const text = useTexts(proceduresTexts);
  return (
    <>
      <ProblemNotice problem={problem} />
      {problem.code === 'procedure.changed' && <Button onPress={onReload}>{text.changedMeanwhile}</Button>}
    </>
  );
}
