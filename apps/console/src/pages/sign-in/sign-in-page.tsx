import { useEffect, useState, type FormEvent } from 'react';
import type { SignInWays } from '../../api/contract.js';
import { asProblem, type Problem } from '../../api/problem.js';
import { useResource } from '../../api/resource.js';
import { signIn, useSessionState } from '../../api/session.js';
import { useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { TextField } from '../../parts/fields.js';
import { Loaded } from '../../parts/loaded.js';
import { Notice } from '../../parts/notice.js';
import { Page } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { wordFor, words } from '../../parts/texts.js';
import { navigate, useQuery } from '../../routing/location.js';
import { rememberNext, returnPath } from './return-path.js';
import { signInTexts } from './texts.js';

/** Signing in: at the OpenID provider of the hub, or with an account of the hub itself. */
export function SignInPage() {
  const text = useTexts(signInTexts);
  const word = useTexts(words);
  const ways = useResource<SignInWays>('/v1/sign-in');
  const state = useSessionState();
  const query = useQuery();
  const next = returnPath(query.get('next'));
  const error = query.get('signInError');
  useEffect(() => {
    if (state.is === 'signed-in') navigate(next, { replace: true });
  }, [state.is, next]);
  return (
    <div className="narrow">
      <Page title={text.title} lead={text.lead}>
        {error !== null && (
          <Notice tone="bad" title={wordFor(text.errors, error)} assertive>
            <p className="faint">{word.code(error)}</p>
          </Notice>
        )}
        <Loaded resource={ways}>
          {({ local, openId, firstSteps }) => (
            <>
              {openId !== undefined && (
                <p>
                  <a className="button button-primary" href={openId.href} onClick={() => rememberNext(next)}>
                    {text.with(openId.title)}
                  </a>
                </p>
              )}
              {openId !== undefined && local && <p className="divided">{text.or}</p>}
              {local && <LocalForm />}
              {firstSteps === true && <p className="faint">{text.firstSteps}</p>}
              {!local && openId === undefined && (
                <Notice tone="warning" title={text.closed}>
                  {text.closedHelp}
                </Notice>
              )}
            </>
          )}
        </Loaded>
      </Page>
    </div>
  );
}

function LocalForm() {
  const text = useTexts(signInTexts);
  const [user, setUser] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    await signIn(user, password).catch((error: unknown) => setProblem(asProblem(error)));
    setBusy(false);
  };
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      <TextField
        label={text.user}
        hint={text.userHint}
        name="user"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        value={user}
        onChange={setUser}
      />
      <TextField
        label={text.password}
        name="password"
        type="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={setPassword}
      />
      <Button type="submit" look="primary">
        {text.submit}
      </Button>
    </form>
  );
}
