import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTexts } from '../language/language.js';
import { Button } from './button.js';
import { words } from './texts.js';

interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** Beside "cancel". */
  readonly actions: ReactNode;
  readonly children: ReactNode;
}

/** Asks for one decision. What is behind it cannot be reached meanwhile; Escape leaves everything as it was. */
export function Dialog({ title, isOpen, onClose, actions, children }: DialogProps) {
  const text = useTexts(words);
  return (
    <ModalOverlay
      className="overlay"
      isOpen={isOpen}
      isDismissable={false}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className="modal">
        <AriaDialog className="dialog">
          <Heading slot="title" className="dialog-title">
            {title}
          </Heading>
          <div className="dialog-body">{children}</div>
          <div className="dialog-actions">
            <Button onPress={onClose}>{text.cancel}</Button>
            {actions}
          </div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
