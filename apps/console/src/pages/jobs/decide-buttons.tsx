import { useState } from 'react';
import type { JobAction, Selection } from '../../api/contract.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { DecideDialog } from './decide-dialog.js';
import { decideTexts } from './decide-texts.js';

interface DecideButtonsProps {
  readonly selection: Selection;
  readonly count: number;
  /** Whether the buttons name everything that a page shows, or what was selected. */
  readonly what: 'all' | 'selected';
}

/** What can be decided about messages that are parked. Nothing happens before it was said what will. */
export function DecideButtons({ selection, count, what }: DecideButtonsProps) {
  const text = useTexts(decideTexts);
  const { number } = useFormats();
  const [action, setAction] = useState<JobAction>();
  const { release, discard, 'hand-back': handBack } = what === 'all' ? text.all : text;
  return (
    <div className="decide">
      <Button look="primary" onPress={() => setAction('release')}>
        {typeof release === 'function' ? release(number(count)) : release}
      </Button>
      <Button onPress={() => setAction('hand-back')}>{handBack}</Button>
      <Button onPress={() => setAction('discard')}>{discard}</Button>
      {action !== undefined && (
        <DecideDialog action={action} selection={selection} onClose={() => setAction(undefined)} />
      )}
    </div>
  );
}
