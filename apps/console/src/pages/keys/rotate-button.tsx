import { useState } from 'react';
import { post } from '../../api/client.js';
import type { RingKey } from '../../api/contract.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { Dialog } from '../../parts/dialog.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { say } from '../../parts/say.js';
import { useSaving } from '../../parts/use-saving.js';
import { keysTexts } from './texts.js';

interface RotateButtonProps {
  readonly purpose: RingKey['purpose'];
  readonly onRotated: () => void;
}

export function RotateButton({ purpose, onRotated }: RotateButtonProps) {
  const text = useTexts(keysTexts);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onPress={() => setOpen(true)}>{text.rotate[purpose]}</Button>
      {open && <RotateDialog purpose={purpose} onRotated={onRotated} onClose={() => setOpen(false)} />}
    </>
  );
}

function RotateDialog({ purpose, onRotated, onClose }: RotateButtonProps & { readonly onClose: () => void }) {
  const text = useTexts(keysTexts);
  const { instant } = useFormats();
  const { problem, run } = useSaving();
  const rotate = (): void =>
    void run(async () => {
      const { kid, usedFrom } = await post<RingKey>('/v1/keys/rotate', { purpose });
      say(text.rotated(kid, instant(usedFrom)));
      onClose();
      onRotated();
    });
  const action = (
    <Button look="primary" onPress={rotate}>
      {text.rotateNow}
    </Button>
  );
  return (
    <Dialog title={text.rotateTitle[purpose]} isOpen onClose={onClose} actions={action}>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      <p>{text.rotateText[purpose]}</p>
    </Dialog>
  );
}
