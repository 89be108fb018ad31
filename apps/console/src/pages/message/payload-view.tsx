import { useEffect, useMemo, useState } from 'react';
import { getBytes } from '../../api/client.js';
import type { TenantSettings } from '../../api/contract.js';
import { asProblem, type Problem } from '../../api/problem.js';
import { useResource } from '../../api/resource.js';
import { useMay } from '../../api/session.js';
import { useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { SelectField } from '../../parts/fields.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { words } from '../../parts/texts.js';
import { linesOf, looksOf, payloadOf, type Payload, type PayloadLook } from './payload-lines.js';
import { SearchableLines } from './searchable-lines.js';
import { messageTexts } from './texts.js';

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
  const { payload, problem } = usePayload(path);
  if (problem !== undefined) return <ProblemNotice problem={problem} />;
  if (payload === undefined) return <p role="status">{word.loading}</p>;
  return (
    <>
      <Shown payload={payload} />
      <p>
        <a href={path} download>
          {text.payloadDownload}
        </a>
      </p>
    </>
  );
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

/** The bytes of a message, as they were sent. */
export function usePayload(path: string): {
  readonly payload: Payload | undefined;
  readonly problem: Problem | undefined;
} {
  const [payload, setPayload] = useState<Payload>();
  const [problem, setProblem] = useState<Problem>();
  useEffect(() => {
    const aborting = new AbortController();
    getBytes(path, aborting.signal).then(
      ({ bytes }) => setPayload(payloadOf(bytes)),
      (error: unknown) => {
        if (!aborting.signal.aborted) setProblem(asProblem(error));
      },
    );
    return () => aborting.abort();
  }, [path]);
  return { payload, problem };
}
