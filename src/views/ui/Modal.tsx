/**
 * A native modal dialog: focus is caught and given back, Esc closes. `sheet` comes up from the bottom edge
 * (tablet, phone), `dialog` stands in the middle, `palette` near the top.
 */
import { X } from 'lucide-react'
import { useLayoutEffect, useRef, type ReactNode } from 'react'
import clsx from 'clsx'
import { t } from '../../i18n/t.ts'
import { IconButton } from './controls.tsx'
import css from './Modal.module.css'

interface Props {
  name: string
  look: 'sheet' | 'dialog' | 'palette'
  /** Shown above the content with a close button; without it only Esc, the backdrop and the content close. */
  title?: string
  onClose: () => void
  children: ReactNode
}

export function Modal({ name, look, title, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  // Before it leaves the page: closing gives the focus back, being removed does not.
  useLayoutEffect(() => {
    const element = dialog.current
    if (element && !element.open) element.showModal()
    return () => element?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-label={name}
      className={clsx(css.modal, css[look])}
      onCancel={(event) => {
        if (event.target !== dialog.current) return
        event.preventDefault()
        onClose()
      }}
      onPointerDown={(event) => {
        if (event.target === dialog.current) onClose()
      }}
    >
      <div className={css.body}>
        {look === 'sheet' && <span className={css.grab} aria-hidden="true" />}
        {title !== undefined && (
          <header className={css.head}>
            <h2>{title}</h2>
            <IconButton label={t('app.close')} onClick={onClose}>
              <X />
            </IconButton>
          </header>
        )}
        {children}
      </div>
    </dialog>
  )
}
