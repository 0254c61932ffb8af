/** The live object as `kubectl get -o yaml` prints it; lines that have just changed are washed. */
import { Copy, Pencil } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import { t } from '../../i18n/t.ts'
import { run } from '../../store/commands.ts'
import { isPast } from '../../store/draft.ts'
import { kindOf, nameOf } from '../../store/names.ts'
import { peek, useRollscope } from '../../store/store.ts'
import { copyText } from '../ui/copyText.ts'
import { Button } from '../ui/controls.tsx'
import css from './Yaml.module.css'

const value = (line: string): string => line.slice(line.indexOf(':') + 1).trim()

function Line({ text, was, number }: { text: string; was: string | null; number: number }) {
  const colon = /^[\s-]*[\w./"~-]+:/.exec(text)?.[0].length ?? 0
  return (
    <>
      <i aria-hidden="true">{number}</i>
      <span>
        {text.slice(0, colon)}
        <b>{text.slice(colon)}</b>
        {was !== null && (
          <del title={t('yaml.was', { value: was })} className={css.was}>
            {was}
          </del>
        )}
      </span>
    </>
  )
}

/** What stands here while nothing is selected: the Deployment. */
function useShownObject(): void {
  const selected = useRollscope((s) => s.selected)
  const deployment = useRollscope((s) => {
    const shown = s.scene?.deployment
    return shown ? `Deployment/${shown.namespace}/${shown.name}` : null
  })
  useEffect(() => {
    if (selected === null && deployment !== null) peek(deployment)
  }, [selected, deployment])
}

export function YamlTab() {
  useShownObject()
  const object = useRollscope((s) => s.selection?.object ?? null)
  const yaml = useRollscope((s) => s.selection?.yaml ?? '')
  const changedLines = useRollscope((s) => s.selection?.changedLines)
  const changedFrom = useRollscope((s) => s.selection?.changedFrom)
  const past = useRollscope((s) => isPast(s.clock))
  const goneAt = useRollscope((s) => s.selection?.gone?.at)
  const lines = useMemo(() => yaml.trimEnd().split('\n'), [yaml])
  const changed = useMemo(() => new Set(changedLines), [changedLines])
  if (object === null || yaml === '') return <p className={css.none}>{t('yaml.none')}</p>
  const edit = () => void run(`kubectl edit ${kindOf(object).toLowerCase()}/${nameOf(object)}`)
  return (
    <>
      <div className={css.bar}>
        <code>{`${kindOf(object).toLowerCase()}/${nameOf(object)}`}</code>
        {goneAt !== undefined && <small>{t('yaml.gone', { at: goneAt })}</small>}
        <Button size="sm" look="ghost" onClick={() => void copyText(yaml)}>
          <Copy />
          {t('yaml.copy')}
        </Button>
        <Button size="sm" disabled={past || goneAt !== undefined} onClick={edit}>
          <Pencil />
          {t('yaml.edit')}
        </Button>
      </div>
      <ol className={css.yaml} aria-label={t('yaml.name', { object })} tabIndex={0}>
        {lines.map((text, index) => {
          const number = index + 1
          const old = changedFrom?.[number]
          const isChanged = changed.has(number)
          return (
            // A changed line is a new element, so that its wash begins again.
            <li key={isChanged ? `${number}${text}` : number} data-changed={isChanged || undefined}>
              <Line text={text} number={number} was={isChanged && old !== undefined ? value(old) : null} />
            </li>
          )
        })}
      </ol>
    </>
  )
}
