import { useState } from 'react';
import { post } from '../../api/client.js';
import type { RingKey } from '../../api/contract.js';
import { asProblem, type Problem } from '../../api/problem.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { Dialog } from '../../parts/dialog.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { say } from '../../parts/say.js';
import { keysTexts } from './texts.js';

interface RotateButtonProps {
  readonly purpose: RingKey['purpose'];
  readonly onRotated: () => void;
}

export function RotateButton({ purpose, onRotated }: RotateButtonProps) {
  const text = useTexts(keysTexts);
  const { instant } = useFormats();
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const rotate = async (): Promise<void> => {
    try {
      const { kid, usedFrom } = await post<RingKey>('/v1/keys/rotate', { purpose });
      setOpen(false);
      say(text.rotated(kid, instant(usedFrom)));
      onRotated();
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  const begin = (): void => {
    setProblem(undefined);
    setOpen(true);
  };
  return (
    <>
      <Button onPress={begin}>{text.rotate[purpose]}</Button>
      <Dialog
        title={text.rotateTitle[purpose]}
        isOpen={open}
        onClose={() => setOpen(false)}
        actions={
          <Button look="primary" onPress={() => void rotate()}>
            {text.rotateNow}
          </Button>
        }
      >
        {problem !== undefined && <ProblemNotice problem={problem} />}
        <p>{text.rotateText[purpose]}</p>
      </Dialog>
    </>
  );
}
