import type { ReactNode } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import css from './parts.module.css';

interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Must be answered: neither Escape nor a click beside it closes it. */
  readonly isUrgent?: boolean;
}

export function Dialog({ title, isOpen, onClose, children, isUrgent = false }: DialogProps) {
  return (
    <ModalOverlay
      className={css['veil'] ?? ''}
      isOpen={isOpen}
      isDismissable={!isUrgent}
      isKeyboardDismissDisabled={isUrgent}
      onOpenChange={(open) => {
        if (!open) {
          onClose();
        }
      }}
    >
      <Modal className={css['modal'] ?? ''}>
        <AriaDialog className={css['dialog'] ?? ''} role={isUrgent ? 'alertdialog' : 'dialog'}>
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

export function DialogActions({ children }: { readonly children: ReactNode }) {
  return <div className={css['dialogActions']}>{children}</div>;
}
