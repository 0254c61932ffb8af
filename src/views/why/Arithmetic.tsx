/** The numbers of one decision, one line each; what a number counts lights up while it is pointed at. */
import clsx from 'clsx'
import { hover, useRollscope } from '../../store/store.ts'
import { hueClass } from '../ui/hue.ts'
import { uidsOf } from './selectDecisions.ts'
import type { Row, Term } from './terms.ts'
import css from './Why.module.css'

function useHueClass(counts: Term['counts']): string | undefined {
  return useRollscope((s) => {
    const lanes = s.scene?.lanes ?? []
    const withPods = lanes.filter((lane) => !lane.folded)
    const lane =
      counts === 'new' || counts === 'newAvailable'
        ? lanes.find((one) => one.isNew)
        : counts === 'old' || counts === 'oldAvailable'
          ? withPods.find((one) => !one.isNew)
          : undefined
    return lane && hueClass(lane.hue)
  })
}

function Number({ term }: { term: Term }) {
  const { counts } = term
  const hue = useHueClass(counts)
  if (counts === undefined) return <span data-bad={term.bad || undefined}>{term.text}</span>
  const light = () => {
    const { scene, pods } = useRollscope.getState()
    hover(uidsOf(counts, scene, pods))
  }
  return (
    <button
      type="button"
      className={clsx(css.number, hue)}
      data-bad={term.bad || undefined}
      onPointerEnter={light}
      onFocus={light}
      onPointerLeave={() => hover([])}
      onBlur={() => hover([])}
    >
      {term.text}
    </button>
  )
}

export function Arithmetic({ rows }: { rows: readonly Row[] }) {
  if (rows.length === 0) return null
  return (
    <table className={css.rows}>
      <tbody>
        {rows.map((row) => (
          <tr key={row.label} data-sum={row.sum || undefined}>
            <th scope="row">{row.label}</th>
            <td className={css.formula}>{row.formula}</td>
            <td className={css.numbers}>
              {row.numbers.map((part, index) =>
                typeof part === 'string' ? (
                  <span key={`${index}${part}`}>{part.length === 1 ? ` ${part} ` : part}</span>
                ) : (
                  <Number key={`${index}${part.text}`} term={part} />
                ),
              )}
            </td>
            <td className={css.result}>
              <Number term={row.result} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
