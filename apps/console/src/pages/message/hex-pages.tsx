import { useState } from 'react';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { words } from '../../parts/texts.js';
import { hexLines } from './payload-lines.js';
import { useBytes } from './use-payload.js';
import { messageTexts } from './texts.js';

const PAGE_BYTES = 8_192;

/** Bytes that are no text, too many to have them in the browser at once. */
export function HexPages({ path, total }: { readonly path: string; readonly total: number }) {
  const text = useTexts(messageTexts);
  const { number } = useFormats();
  const [start, setStart] = useState(0);
  const last = Math.floor((total - 1) / PAGE_BYTES) * PAGE_BYTES;
  const end = Math.min(start + PAGE_BYTES, total);
  return (
    <>
      <HexPage key={start} path={path} start={start} />
      <div className="pager">
        <Button isDisabled={start === 0} onPress={() => setStart(start - PAGE_BYTES)}>
          {text.earlierBytes}
        </Button>
        <span role="status">{text.bytesOf(number(start + 1), number(end), number(total))}</span>
        <Button isDisabled={start === last} onPress={() => setStart(start + PAGE_BYTES)}>
          {text.laterBytes}
        </Button>
        <Button isDisabled={start === last} onPress={() => setStart(last)}>
          {text.lastBytes}
        </Button>
      </div>
    </>
  );
}

function HexPage({ path, start }: { readonly path: string; readonly start: number }) {
  const text = useTexts(messageTexts);
  const word = useTexts(words);
  const { found, problem } = useBytes(path, PAGE_BYTES, start);
  if (problem !== undefined) return <ProblemNotice problem={problem} />;
  if (found === undefined) return <p role="status">{word.loading}</p>;
  return (
    <pre className="stack" role="region" aria-label={text.hex} tabIndex={0}>
      {hexLines(found.bytes, start).join('\n')}
    </pre>
  );
}
