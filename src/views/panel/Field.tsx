/** One labelled row of the panel, with the API's words under it when the API refused it. */
import { useId, type ReactNode } from 'react'
import { useRollscope } from '../../store/store.ts'
import css from './panel.module.css'

interface Props {
  /** The field as the API spells it: the label, and the end of the path errors are looked up by. */
  name: string
  children: (ids: { id: string; describedBy: string | undefined; invalid: boolean }) => ReactNode
  below?: ReactNode
  /** Left out in the short layout (still in the sheet). */
  tall?: boolean
}

function useError(name: string): string | undefined {
  return useRollscope(
    (s) => Object.entries(s.fieldErrors).find(([path]) => path.split('.').includes(name))?.[1],
  )
}

export function Field({ name, children, below, tall }: Props) {
  const id = useId()
  const error = useError(name)
  return (
    <div className={css.field} data-tall={tall || undefined}>
      <label htmlFor={id} translate="no">
        {name}
      </label>
      {children({ id, describedBy: error ? `${id}-error` : undefined, invalid: error !== undefined })}
      {below}
      {error !== undefined && (
        <p className={css.error} id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}
