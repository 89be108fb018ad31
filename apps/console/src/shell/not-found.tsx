import { useTexts } from '../language/language.js';
import { LinkButton } from '../parts/link-button.js';
import { Page } from '../parts/page.js';
import { shellTexts } from './texts.js';

export function NotFound() {
  const text = useTexts(shellTexts);
  return (
    <Page title={text.notFound} lead={text.notFoundHelp}>
      <LinkButton to="/">{text.toOverview}</LinkButton>
    </Page>
  );
}
