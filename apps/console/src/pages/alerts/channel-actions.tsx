import { useState } from 'react';
import { post, remove } from '../../api/client.js';
import type { AlertChannel, Sentence } from '../../api/contract.js';
import { useLanguage, useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { Dialog } from '../../parts/dialog.js';
import { Notice } from '../../parts/notice.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { say } from '../../parts/say.js';
import { useSaving } from '../../parts/use-saving.js';
import { alertsTexts } from './texts.js';

interface Tested {
  readonly delivered: boolean;
  readonly error?: { readonly sentence: Sentence };
}

interface ChannelActionsProps {
  readonly channel: AlertChannel;
  readonly onRemoved: () => void;
}

/** Trying a channel, and ending it. */
export function ChannelActions({ channel: { id, title }, onRemoved }: ChannelActionsProps) {
  const text = useTexts(alertsTexts);
  const language = useLanguage();
  const [isTesting, setTesting] = useState(false);
  const [refused, setRefused] = useState<Sentence>();
  const [isAsked, setAsked] = useState(false);
  const { problem, run } = useSaving();
  const trying = useSaving();
  const test = async (): Promise<void> => {
    if (isTesting) return;
    setTesting(true);
    setRefused(undefined);
    await trying.run(async () => {
      const { delivered, error } = await post<Tested>(`/v1/alert-channels/${id}/test`);
      if (delivered) say(text.tested(title));
      else setRefused(error?.sentence);
    });
    setTesting(false);
  };
  const end = (): void =>
    void run(async () => {
      await remove(`/v1/alert-channels/${id}`);
      setAsked(false);
      onRemoved();
    }, text.removed(title));
  return (
    <>
      <span className="row-actions">
        <Button small aria-label={text.testOf(title)} onPress={() => void test()}>
          {isTesting ? text.testing : text.test}
        </Button>
        <Button small aria-label={text.removeOf(title)} onPress={() => setAsked(true)}>
          {text.remove}
        </Button>
      </span>
      {refused !== undefined && (
        <Notice tone="bad" title={text.testFailed(title)} assertive>
          <p>{refused[language]}</p>
        </Notice>
      )}
      {trying.problem !== undefined && <ProblemNotice problem={trying.problem} />}
      {isAsked && (
        <Dialog
          title={text.removeOf(title)}
          isOpen
          onClose={() => setAsked(false)}
          actions={
            <Button look="danger" onPress={end}>
              {text.remove}
            </Button>
          }
        >
          {problem !== undefined && <ProblemNotice problem={problem} />}
          <p>{text.removeText(title)}</p>
        </Dialog>
      )}
    </>
  );
}
