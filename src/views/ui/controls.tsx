/** The small controls every view uses: Button, IconButton, Chip, Kbd, Hidden (for screen readers only). */
import clsx from 'clsx'
import type { ComponentProps, ReactNode } from 'react'
import css from './controls.module.css'

type ButtonProps = ComponentProps<'button'> & {
  look?: 'primary' | 'ghost' | undefined
  size?: 'sm' | 'lg' | undefined
}

export function Button({ look, size, className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={clsx(css.button, look && css[look], size && css[size], className)}
      {...rest}
    />
  )
}

/** `label` is its name and its tooltip; `shortcut` is added to the tooltip. */
export function IconButton({
  label,
  shortcut,
  className,
  ...rest
}: ComponentProps<'button'> & { label: string; shortcut?: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={shortcut ? `${label} (${shortcut})` : label}
      className={clsx(css.icon, className)}
      {...rest}
    />
  )
}

export function Chip({
  look,
  children,
}: {
  look?: 'draft' | 'live' | 'fail' | undefined
  children: ReactNode
}) {
  return <span className={clsx(css.chip, look && css[look])}>{children}</span>
}

export function Kbd({ children }: { children: ReactNode }) {
  return <kbd className={css.kbd}>{children}</kbd>
}

export function Hidden({ children }: { children: ReactNode }) {
  return <span className={css.hidden}>{children}</span>
}
