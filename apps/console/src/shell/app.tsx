/** Which page is shown: depends on the path, and on whether somebody is signed in. */
import { Suspense, useEffect } from 'react';
import { lookForSession, useSessionState } from '../api/session.js';
import { useTexts } from '../language/language.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { words } from '../parts/texts.js';
import { navigate, usePath, withQuery } from '../routing/location.js';
import { match } from '../routing/match.js';
import { rememberedNext } from '../pages/sign-in/return-path.js';
import { Broken } from './broken.js';
import { Frame } from './frame.js';
import { NotFound } from './not-found.js';
import { openRoutes, routes, type PageRoute } from './pages.js';

export function App() {
  const path = usePath();
  const state = useSessionState();
  useEffect(() => void lookForSession(), []);
  const signedIn = state.is === 'signed-in';
  useEffect(() => {
    const next = signedIn ? rememberedNext() : undefined;
    if (next !== undefined) navigate(next, { replace: true });
  }, [signedIn]);
  const open = openRoutes.some(({ pattern }) => match(pattern, path) !== undefined);
  const due = state.is === 'signed-in' && state.session.passwordChangeDue && path !== '/password' && !open;
  const sent = state.is === 'signed-out' && !open;
  useEffect(() => {
    if (sent) navigate(withQuery('/sign-in', { next: pathNow(), signInError: signInError() }), { replace: true });
    else if (due) navigate(withQuery('/password', { next: pathNow() }), { replace: true });
  }, [sent, due]);

  if (sent || due) return null;
  return (
    <Frame>
      {state.is === 'unreachable' && !open ? (
        <ProblemNotice problem={state.problem} onRetry={() => void lookForSession()} />
      ) : (
        (open || state.is === 'signed-in') && <Shown path={path} from={open ? openRoutes : routes} />
      )}
    </Frame>
  );
}

function Shown({ path, from }: { readonly path: string; readonly from: readonly PageRoute[] }) {
  const text = useTexts(words);
  for (const { pattern, page: Page } of from) {
    const values = match(pattern, path);
    if (values === undefined) continue;
    return (
      <Broken key={path}>
        <Suspense fallback={<p className="loading">{text.loading}</p>}>
          <Page values={values} />
        </Suspense>
      </Broken>
    );
  }
  return <NotFound />;
}

/** Where to go back to after signing in. The first page is where everybody begins anyway. */
function pathNow(): string | undefined {
  const now = location.pathname + location.search;
  return now === '/' || signInError() !== undefined ? undefined : now;
}

/** The hub says so when it comes back from an OpenID provider without anybody. */
function signInError(): string | undefined {
  return new URLSearchParams(location.search).get('signInError') ?? undefined;
}
