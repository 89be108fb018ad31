import { useState } from 'react';
import { post } from '../../api/client.js';
import type { Correction, TenantSettings } from '../../api/contract.js';
import { asProblem, type Problem } from '../../api/problem.js';
import { useResource } from '../../api/resource.js';
import { useMay, useSession } from '../../api/session.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Badge, type Tone } from '../../parts/badge.js';
import { Button } from '../../parts/button.js';
import { Loaded } from '../../parts/loaded.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { say } from '../../parts/say.js';
import { CorrectionForm } from './correction-form.js';
import { DiffView } from './diff-view.js';
import { linesOf, looksOf } from './payload-lines.js';
import { usePayload } from './use-payload.js';
import { messageTexts } from './texts.js';

const tones: Readonly<Record<Correction['state'], Tone>> = {
  proposed: 'warning',
  approved: 'info',
  refused: 'neutral',
};

interface CorrectionsProps {
  readonly id: string;
  readonly onChanged: () => void;
}

/** What was proposed instead of what was sent. Who may not read the content can neither propose nor judge. */
export function Corrections({ id, onChanged }: CorrectionsProps) {
  const text = useTexts(messageTexts);
  const mayRead = useMay('content.read');
  const mayDecide = useMay('message.decide');
  const [open, setOpen] = useState(false);
  const path = `/v1/messages/${encodeURIComponent(id)}/corrections`;
  const found = useResource<{ corrections: readonly Correction[] }>(mayRead ? path : undefined);
  if (!mayRead) return null;
  const changed = (): void => {
    setOpen(false);
    found.reload();
    onChanged();
  };
  return (
    <section aria-labelledby="corrections">
      <h2 id="corrections">{text.corrections}</h2>
      <Loaded resource={found}>
        {({ corrections }) => (
          <>
            {corrections.map((correction) => (
              <OneCorrection key={correction.number} id={id} correction={correction} onChanged={changed} />
            ))}
            {mayDecide && !open && !corrections.some(({ state }) => state === 'proposed') && (
              <p>
                <Button onPress={() => setOpen(true)}>{text.correct}</Button>{' '}
                <span className="faint">{text.correctLead}</span>
              </p>
            )}
          </>
        )}
      </Loaded>
      {open && <CorrectionForm id={id} onProposed={changed} onCancel={() => setOpen(false)} />}
    </section>
  );
}

interface OneCorrectionProps extends CorrectionsProps {
  readonly correction: Correction;
}

function OneCorrection({ id, correction, onChanged }: OneCorrectionProps) {
  const text = useTexts(messageTexts);
  const { instant } = useFormats();
  const { person } = useSession();
  const mayApprove = useMay('message.approve');
  const mayDecide = useMay('message.decide');
  const twoPeople = useResource<TenantSettings>('/v1/tenant-settings').data?.fourEyes.correct;
  const [problem, setProblem] = useState<Problem>();
  const path = `/v1/messages/${encodeURIComponent(id)}/corrections/${correction.number}`;
  const decide = async (step: 'approve' | 'refuse'): Promise<void> => {
    try {
      await post(`${path}/${step}`, {});
      say(step === 'approve' ? text.correctionApproved : text.correctionRefused);
      onChanged();
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  const open = correction.state === 'proposed';
  const own = correction.by === person.name;
  return (
    <article className="correction">
      <h3>
        {text.number(correction.number)}{' '}
        <Badge tone={tones[correction.state]}>{text.correctionStates[correction.state]}</Badge>
      </h3>
      <p>{correction.reason}</p>
      <p className="faint">{text.correctionBy(correction.by, instant(correction.at))}</p>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      <Difference original={`/v1/messages/${encodeURIComponent(id)}/payload`} corrected={`${path}/payload`} />
      {open && own && twoPeople === true && <p className="faint">{text.ownCorrection}</p>}
      {open && (twoPeople === true ? mayApprove && !own : twoPeople === false && (mayApprove || mayDecide)) && (
        <div className="form-actions">
          <Button look="primary" onPress={() => void decide('approve')}>
            {text.approveCorrection}
          </Button>
          <Button onPress={() => void decide('refuse')}>{text.refuseCorrection}</Button>
        </div>
      )}
    </article>
  );
}

function Difference({ original, corrected }: { readonly original: string; readonly corrected: string }) {
  const text = useTexts(messageTexts);
  const before = usePayload(original);
  const after = usePayload(corrected);
  const problem = before.problem ?? after.problem;
  if (problem !== undefined) return <ProblemNotice problem={problem} />;
  if (before.payload === undefined || after.payload === undefined) return null;
  return (
    <>
      <h4>{text.diff}</h4>
      <DiffView
        before={linesOf(before.payload, looksOf(before.payload)[0]!)}
        after={linesOf(after.payload, looksOf(after.payload)[0]!)}
      />
    </>
  );
}
