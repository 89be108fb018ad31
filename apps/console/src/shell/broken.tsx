import { Component, type ReactNode } from 'react';
import { asProblem } from '../api/problem.js';
import { useTexts } from '../language/language.js';
import { Button } from '../parts/button.js';
import { Page } from '../parts/page.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { shellTexts } from './texts.js';

interface State {
  readonly error: unknown;
}

/** Where a page fails, the rest of the console stays: a part of it may not be there any more after an update. */
export class Broken extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render(): ReactNode {
    return this.state.error === undefined ? this.props.children : <BrokenPage error={this.state.error} />;
  }
}

function BrokenPage({ error }: { readonly error: unknown }) {
  const text = useTexts(shellTexts);
  return (
    <Page title={text.broken} lead={text.brokenHelp}>
      <ProblemNotice problem={asProblem(error)} />
      <p>
        <Button look="primary" onPress={() => location.reload()}>
          {text.reload}
        </Button>
      </p>
    </Page>
  );
}
