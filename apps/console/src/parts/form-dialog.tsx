import { useId, type FormEvent, type ReactNode } from 'react';
import { Button } from './button.js';
import { Dialog } from './dialog.js';

interface FormDialogProps {
  readonly title: string;
  /** Of the button that sends it. */
  readonly yes: string;
  readonly onClose: () => void;
  /** What is wrong or missing is said by the fields. */
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

/** Asks for something to be filled in. The Enter key sends it, as the button does. */
export function FormDialog({ title, yes, onClose, onSubmit, children }: FormDialogProps) {
  const form = useId();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      actions={
        <Button type="submit" form={form} look="primary">
          {yes}
        </Button>
      }
    >
      <form id={form} className="form" noValidate onSubmit={submit}>
        {children}
      </form>
    </Dialog>
  );
}
