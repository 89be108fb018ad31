import type { Problem } from '../api/problem.js';
import { useLanguage, useTexts } from '../language/language.js';
import { Button } from './button.js';
import { Notice } from './notice.js';
import { words } from './texts.js';

/** Why something was not done or is not shown, and what to do next. */
export function ProblemNotice({ problem, onRetry }: { readonly problem: Problem; readonly onRetry?: () => void }) {
  const text = useTexts(words);
  const language = useLanguage();
  return (
    <Notice tone="bad" title={problem.sentence[language]} assertive>
      <p>{text.nextStep[problem.nextStep]}</p>
      <p className="faint">{text.code(problem.code)}</p>
      {onRetry !== undefined && (
        <Button small onPress={onRetry}>
          {text.retry}
        </Button>
      )}
    </Notice>
  );
}
