import { useState } from 'react';
import { post } from '../../api/client.js';
import type { Job } from '../../api/contract.js';
import { asProblem, type Problem } from '../../api/problem.js';
import { useMay, useSession } from '../../api/session.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { Dialog } from '../../parts/dialog.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { say } from '../../parts/say.js';
import { jobsTexts } from './texts.js';

type Step = 'pause' | 'resume' | 'restart' | 'cancel' | 'approve' | 'refuse';
type Asked = 'restart' | 'cancel' | 'approve' | 'refuse';

interface JobActionsProps {
  readonly job: Job;
  readonly onChanged: () => void;
}

/** What can be done with a job as it is now. */
export function JobActions({ job, onChanged }: JobActionsProps) {
  const text = useTexts(jobsTexts);
  const mayDecide = useMay('message.decide');
  const mayApprove = useMay('message.approve');
  const { person } = useSession();
  const [asked, setAsked] = useState<Asked>();
  const [problem, setProblem] = useState<Problem>();
  const take = async (step: Step): Promise<void> => {
    setAsked(undefined);
    setProblem(undefined);
    try {
      await post(`/v1/jobs/${encodeURIComponent(job.id)}/${step === 'restart' ? 'resume' : step}`);
      say(text.changed[step]);
    } catch (error) {
      setProblem(asProblem(error));
    }
    onChanged();
  };
  const own = job.createdBy === person.name;
  const awaiting = job.state === 'awaiting-approval';
  const steps: readonly (false | { readonly step: Step; readonly look?: 'primary' })[] = [
    awaiting && mayApprove && !own && { step: 'approve', look: 'primary' },
    awaiting && mayApprove && !own && { step: 'refuse' },
    job.state === 'running' && mayDecide && { step: 'pause' },
    job.state === 'paused' && mayDecide && { step: 'resume', look: 'primary' },
    job.state === 'stopped' && mayDecide && { step: 'restart', look: 'primary' },
    ['awaiting-approval', 'running', 'paused'].includes(job.state) && mayDecide && { step: 'cancel' },
  ];
  return (
    <>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      {awaiting && own && <p className="faint">{text.ownJob}</p>}
      {steps.map(
        (each) =>
          each !== false && (
            <Button
              key={each.step}
              look={each.look ?? 'secondary'}
              onPress={() => (isAsked(each.step) ? setAsked(each.step) : void take(each.step))}
            >
              {text[each.step]}
            </Button>
          ),
      )}
      {asked !== undefined && (
        <Ask step={asked} job={job} onClose={() => setAsked(undefined)} onYes={() => void take(asked)} />
      )}
    </>
  );
}

interface AskProps {
  readonly step: Asked;
  readonly job: Job;
  readonly onClose: () => void;
  readonly onYes: () => void;
}

function Ask({ step, job, onClose, onYes }: AskProps) {
  const text = useTexts(jobsTexts);
  const { number } = useFormats();
  const titles = {
    restart: text.restartTitle,
    cancel: text.cancelTitle,
    approve: text.approveTitle(text.actions[job.action], number(job.total)),
    refuse: text.refuseTitle,
  };
  const sentences = {
    restart: text.restartText(number(remainingOf(job))),
    cancel: text.cancelText(number(job.counts.pending ?? 0)),
    approve: text.approveText,
    refuse: text.refuseText,
  };
  return (
    <Dialog
      title={titles[step]}
      isOpen
      onClose={onClose}
      actions={
        <Button look={step === 'approve' || step === 'restart' ? 'primary' : 'danger'} onPress={onYes}>
          {step === 'restart' ? text.resume : text[step]}
        </Button>
      }
    >
      <p>{sentences[step]}</p>
      {job.reason !== undefined && (
        <p>
          {text.reason}: {job.reason}
        </p>
      )}
    </Dialog>
  );
}

function isAsked(step: Step): step is Asked {
  return step === 'restart' || step === 'cancel' || step === 'approve' || step === 'refuse';
}

/** What a job that stopped by itself goes on with: what it did not touch, and what stands still again. */
function remainingOf({ counts }: Job): number {
  return counts.untouched + counts.left + counts.parked + counts.waiting;
}
