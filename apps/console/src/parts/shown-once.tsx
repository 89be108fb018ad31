import { useTexts } from '../language/language.js';
import { CopyButton } from './copy-button.js';
import { Notice } from './notice.js';
import { words } from './texts.js';

interface ShownOnceProps {
  readonly title: string;
  readonly secret: string;
}

/** What was made just now and is nowhere else: it is gone when the page is left. */
export function ShownOnce({ title, secret }: ShownOnceProps) {
  const text = useTexts(words);
  return (
    <Notice tone="good" title={title} assertive>
      <p>
        <span className="mono secret">{secret}</span> <CopyButton text={secret} what={title} />
      </p>
      <p>{text.shownOnce}</p>
    </Notice>
  );
}
