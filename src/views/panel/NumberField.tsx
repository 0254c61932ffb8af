/** A number, or number or percentage, with − and + beside it. What is typed goes into the draft as it is. */
import { Minus, Plus } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { t } from '../../i18n/t.ts'
import { intOrString, stepped } from './arithmetic.ts'
import { Field } from './Field.tsx'
import css from './panel.module.css'

interface Props {
  name: string
  value: number | string
  /** Percentages are allowed, and what is no number stays text. */
  percent?: boolean
  steps?: boolean
  unit?: string
  readOnly: boolean
  changed: boolean
  tall?: boolean
  below?: ReactNode
  inputId?: string
  onChange: (value: number | string) => void
}

/** Longer than any int32 or percentage, and no longer than the panel is wide. */
const LONGEST = 12

export function NumberField(props: Props) {
  const { name, value, percent = false, steps = false, unit, readOnly, changed, onChange } = props
  // While it is typed in, a field may be empty or half a number; the draft keeps the last whole one.
  const [typed, setTyped] = useState<string | null>(null)
  const type = (text: string) => {
    setTyped(text)
    const next = intOrString(text)
    if (text.trim() !== '' && (percent || typeof next === 'number')) onChange(next)
  }
  const step = (by: 1 | -1) => () => {
    setTyped(null)
    onChange(stepped(value, by))
  }
  const text = typed ?? String(value)
  return (
    <Field name={name} tall={props.tall ?? false} below={props.below}>
      {({ id, describedBy, invalid }) => (
        <span
          className={css.number}
          data-changed={changed || undefined}
          data-readonly={readOnly || undefined}
        >
          {steps && (
            <button
              type="button"
              aria-label={t('panel.less', { field: name })}
              disabled={readOnly}
              onClick={step(-1)}
            >
              <Minus />
            </button>
          )}
          <input
            id={id}
            data-field={name}
            inputMode={percent ? 'text' : 'numeric'}
            autoComplete="off"
            spellCheck={false}
            maxLength={LONGEST}
            value={text}
            readOnly={readOnly}
            aria-describedby={describedBy}
            aria-invalid={invalid || undefined}
            style={{ width: `${Math.max(2, text.length) + 0.6}ch` }}
            onChange={(event) => type(event.target.value)}
            onBlur={() => setTyped(null)}
            onKeyDown={(event) => {
              if (readOnly || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
              event.preventDefault()
              step(event.key === 'ArrowUp' ? 1 : -1)()
            }}
          />
          {unit && <i aria-hidden="true">{unit}</i>}
          {steps && (
            <button
              type="button"
              aria-label={t('panel.moreOf', { field: name })}
              disabled={readOnly}
              onClick={step(1)}
            >
              <Plus />
            </button>
          )}
        </span>
      )}
    </Field>
  )
}
