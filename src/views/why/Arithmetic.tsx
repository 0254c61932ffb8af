/** The numbers of one decision, one line each; what a number counts lights up while it is pointed at. */
import clsx from 'clsx'
import { hover, useRollscope } from '../../store/store.ts'
import { hueClass } from '../ui/hue.ts'
import { newLaneOf, uidsOf } from './selectDecisions.ts'
import type { Row, Term } from './terms.ts'
import css from './Why.module.css'

function useHueClass(counts: Term['counts'], newName: string | undefined): string | undefined {
  return useRollscope(({ scene }) => {
    const newLane = newLaneOf(scene, newName)
    const lane =
      counts === 'new' || counts === 'newAvailable'
        ? newLane
        : counts === 'old' || counts === 'oldAvailable'
          ? scene?.lanes.find((one) => !one.folded && one !== newLane)
          : undefined
    return lane && hueClass(lane.hue)
  })
}

function Number({ term, newName }: { term: Term; newName: string | undefined }) {
  const { counts } = term
  const hue = useHueClass(counts, newName)
  if (counts === undefined) return <span data-bad={term.bad || undefined}>{term.text}</span>
  const light = () => {
    const { scene, pods } = useRollscope.getState()
    hover(uidsOf(counts, scene, pods, newName))
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

interface Props {
  rows: readonly Row[]
  /** The ReplicaSet that was the new one then. */
  newName: string | undefined
}

export function Arithmetic({ rows, newName }: Props) {
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
                  <Number key={`${index}${part.text}`} term={part} newName={newName} />
                ),
              )}
            </td>
            <td className={css.result}>
              <Number term={row.result} newName={newName} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
