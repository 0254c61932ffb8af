/** The images to choose from: the good ones, and below them those that misbehave, each with what is wrong. */
import { Bug, CircleDashed, CloudOff, RotateCw } from 'lucide-react'
import clsx from 'clsx'
import { t } from '../../i18n/t.ts'
import { edit } from '../../store/draft.ts'
import { useRollscope } from '../../store/store.ts'
import type { ImageChoice } from '../../worker/picture/picture.ts'
import { Mark } from '../ui/Mark.tsx'
import css from './panel.module.css'

type Trouble = NonNullable<ImageChoice['trouble']>
const ICONS: Record<Trouble, typeof Bug> = {
  notInRegistry: CloudOff,
  crashes: RotateCw,
  errors: Bug,
  neverReady: CircleDashed,
}
const NONE: readonly ImageChoice[] = []

function what(choice: ImageChoice): string {
  if (choice.trouble === null) return ''
  if (choice.trouble === 'errors') return t('panel.trouble.errors', { n: choice.troubleValue })
  return t(`panel.trouble.${choice.trouble}`)
}

function Choice({ choice, chosen, readOnly }: { choice: ImageChoice; chosen: boolean; readOnly: boolean }) {
  const Icon = choice.trouble ? ICONS[choice.trouble] : null
  return (
    <label className={clsx(css.image, choice.trouble && css.trap)} title={choice.image}>
      <input
        type="radio"
        name="image"
        value={choice.image}
        checked={chosen}
        disabled={readOnly && !chosen}
        onChange={() => edit({ image: choice.image })}
      />
      {Icon ? <Icon /> : choice.hue ? <Mark hue={choice.hue} size={11} /> : <span className={css.noMark} />}
      <span>
        <b translate="no">{choice.tag}</b>
        {choice.trouble && <small>{what(choice)}</small>}
      </span>
      {choice.live && <em>{t('panel.live')}</em>}
    </label>
  )
}

export function Images({ image, readOnly }: { image: string; readOnly: boolean }) {
  const images = useRollscope((s) => s.scene?.images ?? NONE)
  const draw = (choice: ImageChoice) => (
    <Choice key={choice.image} choice={choice} chosen={choice.image === image} readOnly={readOnly} />
  )
  return (
    <fieldset className={css.images}>
      <legend className={css.legend}>{t('panel.image')}</legend>
      <div className={css.good}>{images.filter((choice) => choice.trouble === null).map(draw)}</div>
      <div className={css.bad}>{images.filter((choice) => choice.trouble !== null).map(draw)}</div>
    </fieldset>
  )
}
