import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { IconButton } from './button.tsx'
import styles from './dialog.module.css'

interface DialogProps {
  title: string
  isOpen: boolean
  onClose: () => void
  /** Not by a click beside it: what was typed would be lost. */
  keepOpenOutside?: boolean
  children: ReactNode
}

export function Dialog({ title, isOpen, onClose, keepOpenOutside, children }: DialogProps) {
  return (
    <ModalOverlay
      className={styles.scrim}
      isOpen={isOpen}
      isDismissable={!keepOpenOutside}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      data-overlay
    >
      <Modal className={styles.modal}>
        <AriaDialog className={styles.dialog}>
          <div className={styles.head}>
            <Heading slot="title" className={styles.title}>
              {title}
            </Heading>
            <IconButton label="Close" icon="close" shortcut="Esc" small onPress={onClose} />
          </div>
          <div className={styles.body}>{children}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
