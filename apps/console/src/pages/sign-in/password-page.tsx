import { useState, type FormEvent } from 'react';
import { asProblem, type Problem } from '../../api/problem.js';
import { changePassword, useSession } from '../../api/session.js';
import { useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { TextField } from '../../parts/fields.js';
import { Notice } from '../../parts/notice.js';
import { Page } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { say } from '../../parts/say.js';
import { navigate, useQuery } from '../../routing/location.js';
import { returnPath } from './return-path.js';
import { signInTexts } from './texts.js';

const LENGTH_MIN = 12;

/** A new password of one's own; whoever got a generated one has to choose another one first. */
export function PasswordPage() {
  const text = useTexts(signInTexts);
  const { passwordChangeDue } = useSession();
  const next = returnPath(useQuery().get('next'));
  const [current, setCurrent] = useState('');
  const [fresh, setFresh] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const tooShort = tried && fresh.length < LENGTH_MIN ? text.tooShort : undefined;
  const different = tried && fresh !== again ? text.different : undefined;

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    setProblem(undefined);
    if (fresh.length < LENGTH_MIN || fresh !== again) return;
    try {
      await changePassword(current, fresh);
      say(text.changed);
      navigate(next, { replace: true });
    } catch (error) {
      setProblem(asProblem(error));
    }
  };

  return (
    <div className="narrow">
      <Page title={text.passwordTitle}>
        {passwordChangeDue && <Notice tone="info" title={text.passwordDue} />}
        <form className="form" noValidate onSubmit={(event) => void submit(event)}>
          {problem !== undefined && <ProblemNotice problem={problem} />}
          <TextField
            label={text.current}
            type="password"
            autoComplete="current-password"
            value={current}
            onChange={setCurrent}
          />
          <TextField
            label={text.next}
            hint={text.nextHint}
            error={tooShort}
            type="password"
            autoComplete="new-password"
            value={fresh}
            onChange={setFresh}
          />
          <TextField
            label={text.again}
            error={different}
            type="password"
            autoComplete="new-password"
            value={again}
            onChange={setAgain}
          />
          <Button type="submit" look="primary">
            {text.change}
          </Button>
        </form>
      </Page>
    </div>
  );
}
