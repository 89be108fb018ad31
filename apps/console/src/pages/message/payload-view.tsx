import { useMemo, useState } from 'react';
import type { SomeBytes } from '../../api/client.js';
import type { TenantSettings } from '../../api/contract.js';
import { useResource } from '../../api/resource.js';
import { useMay } from '../../api/session.js';
import { useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { SelectField } from '../../parts/fields.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { words } from '../../parts/texts.js';
import { HexPages } from './hex-pages.js';
import { linesOf, looksOf, payloadOf, type Payload, type PayloadLook } from './payload-lines.js';
import { useBytes, usePayload } from './use-payload.js';
import { SearchableLines } from './searchable-lines.js';
import { messageTexts } from './texts.js';

/** So much is loaded to see what it is; what is larger and no text is shown page by page. */
const FIRST_BYTES = 4_194_304;

/** What was sent. Only on request: where looking is kept in the journal, nobody should look by opening a page. */
export function PayloadView({ id }: { readonly id: string }) {
  const text = useTexts(messageTexts);
  const mayRead = useMay('content.read');
  const settings = useResource<TenantSettings>(mayRead ? '/v1/tenant-settings' : undefined);
  const [shown, setShown] = useState(false);
  return (
    <section aria-labelledby="payload">
      <h2 id="payload">{text.payload}</h2>
      {!mayRead && <p>{text.payloadHidden}</p>}
      {mayRead && !shown && (
        <p>
          <Button onPress={() => setShown(true)}>{text.payloadShow}</Button>{' '}
          {settings.data?.hideContent === true && <span className="faint">{text.payloadLogged}</span>}
        </p>
      )}
      {mayRead && shown && <Content path={`/v1/messages/${encodeURIComponent(id)}/payload`} />}
    </section>
  );
}

function Content({ path }: { readonly path: string }) {
  const text = useTexts(messageTexts);
  const word = useTexts(words);
  const { found, problem } = useBytes(path, FIRST_BYTES);
  if (problem !== undefined) return <ProblemNotice problem={problem} />;
  if (found === undefined) return <p role="status">{word.loading}</p>;
  return (
    <>
      <Found path={path} found={found} />
      <p>
        <a href={path} download>
          {text.payloadDownload}
        </a>
      </p>
    </>
  );
}

function Found({ path, found }: { readonly path: string; readonly found: SomeBytes }) {
  const { bytes, total, type } = found;
  const payload = useMemo(() => payloadOf(bytes), [bytes]);
  if (bytes.length === total) return <Shown payload={payload} />;
  return type.startsWith('text/') ? <Whole path={path} /> : <HexPages path={path} total={total} />;
}

/** A large text: it is indented and searched as a whole. */
function Whole({ path }: { readonly path: string }) {
  const word = useTexts(words);
  const { payload, problem } = usePayload(path);
  if (problem !== undefined) return <ProblemNotice problem={problem} />;
  return payload === undefined ? <p role="status">{word.loading}</p> : <Shown payload={payload} />;
}

function Shown({ payload }: { readonly payload: Payload }) {
  const text = useTexts(messageTexts);
  const looks = looksOf(payload);
  const [look, setLook] = useState<PayloadLook>(looks[0]!);
  const lines = useMemo(() => linesOf(payload, look), [payload, look]);
  return (
    <SearchableLines key={look} lines={lines}>
      <SelectField
        label={text.look}
        value={look}
        options={looks.map((value) => ({ value, title: text[value] }))}
        onChange={(value) => setLook(value as PayloadLook)}
      />
    </SearchableLines>
  );
}
