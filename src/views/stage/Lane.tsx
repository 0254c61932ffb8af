/** A ReplicaSet: its header and its places. A lane is a grid: arrows move between pods, Enter opens, Delete deletes. */
import { Handle, Position, type Node, type NodeProps } from '@xyflow/react'
import { memo, useState } from 'react'
import { useShallow } from 'zustand/shallow'
import { t } from '../../i18n/t.ts'
import { select, useRollscope } from '../../store/store.ts'
import type { LaneView } from '../../worker/picture/picture.ts'
import { Pod } from '../pods/Pod.tsx'
import { EmptyPlace } from '../pods/Token.tsx'
import { arriving } from '../ui/arriving.tsx'
import { Mark } from '../ui/Mark.tsx'
import { hueClass } from '../ui/hue.ts'
import { Presence } from '../ui/presence.tsx'
import css from './Lane.module.css'
import { moveInLane } from './laneKeys.ts'
import { portY } from './graph.ts'
import { placeOf, type LaneBox } from './layout.ts'
import { podsOfLane } from './podsByLane.ts'
import type { Preset } from './presets.ts'
import { useScale } from '../ui/scale.ts'
import { useSame } from '../ui/useSame.ts'

const CellGrid = arriving(() => import('../pods/CellGrid.tsx').then(({ CellGrid }) => CellGrid))

export type LaneNode = Node<{ uid: string; box: LaneBox; preset: Preset }, 'lane'>

function Counts({ lane }: { lane: LaneView }) {
  const counts = [
    ['desired', t('lane.desired'), lane.desired],
    ['current', t('lane.current'), lane.current],
    ['ready', t('lane.ready'), lane.ready],
    ['available', t('lane.available'), lane.available],
  ] as const
  return (
    <dl className={css.counts}>
      {counts.map(([key, name, n]) => (
        <div key={key} data-count={key}>
          <dt>{name}</dt>
          <dd>{n}</dd>
        </div>
      ))}
    </dl>
  )
}

export function LaneHeader({ lane, height }: { lane: LaneView; height: number }) {
  const namespace = useRollscope((s) => s.scene?.deployment?.namespace ?? 'default')
  return (
    <header className={css.header} style={{ height }}>
      <Mark hue={lane.hue} size={13} />
      <h2>
        <button
          type="button"
          className={css.title}
          title={lane.name}
          tabIndex={-1}
          onClick={() => select(`ReplicaSet/${namespace}/${lane.name}`)}
        >
          {t('lane.revision', { revision: lane.revision })}
        </button>
      </h2>
      {lane.was.length > 0 && (
        <small className={css.was}>{t('lane.was', { revisions: lane.was.join(', ') })}</small>
      )}
      <span className={css.tag}>{lane.version}</span>
      <span className={css.hash}>{lane.hash}</span>
      {lane.folded ? <span className={css.kept}>{t('lane.kept')}</span> : <Counts lane={lane} />}
    </header>
  )
}

const uidsOf = (uid: string) => (s: ReturnType<typeof useRollscope.getState>) =>
  podsOfLane(s.pods, uid).map((pod) => `${pod.slot} ${pod.uid}`)

function Places({ lane, box, preset }: { lane: LaneView; box: LaneBox; preset: Preset }) {
  const pods = useRollscope(useShallow(uidsOf(lane.uid))).map((line) => {
    const [slot, uid] = line.split(' ')
    return { slot: Number(slot), uid: uid ?? '' }
  })
  const [stop, setStop] = useState<string | null>(null)
  const current = pods.some((pod) => pod.uid === stop) ? stop : pods[0]?.uid
  const taken = new Set(pods.map((pod) => pod.slot))
  const slots = Math.max(lane.slots, ...pods.map((pod) => pod.slot + 1))
  const at = (slot: number) => {
    const place = placeOf(box, preset, slot)
    return { cx: place.cx - box.x - 1, top: place.top - box.y - 1 }
  }
  const rows = new Set(pods.map((pod) => Math.floor(pod.slot / box.columns)))
  const width = (box.w - 2 - 2 * preset.padX) / box.columns
  return (
    <div
      className={css.grid}
      role={pods.length > 0 ? 'grid' : 'group'}
      aria-label={t('lane.name', { ...lane, revision: lane.revision })}
      onFocus={(event) => setStop((event.target as HTMLElement).dataset['pod'] ?? null)}
      onKeyDown={moveInLane}
    >
      {Array.from({ length: slots }, (_, slot) => slot)
        .filter((slot) => !taken.has(slot) && slot < box.rows * box.columns)
        .map((slot) => (
          <span
            key={slot}
            className={css.empty}
            role="presentation"
            style={{
              left: at(slot).cx - preset.token / 2,
              top: at(slot).top,
              width: preset.token,
              height: preset.token,
            }}
          >
            <EmptyPlace />
          </span>
        ))}
      {Array.from({ length: Math.max(1, box.rows) }, (_, row) => (
        // A row of a grid that holds nothing is none.
        <div key={row} className={css.row} role={rows.has(row) ? 'row' : 'presentation'}>
          <Presence>
            {pods
              .filter((pod) => Math.floor(pod.slot / box.columns) === row)
              .map((pod) => (
                <Pod
                  key={pod.uid}
                  uid={pod.uid}
                  {...at(pod.slot)}
                  width={width}
                  preset={preset}
                  tabStop={pod.uid === current}
                />
              ))}
          </Presence>
        </div>
      ))}
    </div>
  )
}

export const Lane = memo(function Lane({ data }: NodeProps<LaneNode>) {
  const { uid, box, preset } = data
  const lane = useSame((s) => s.scene?.lanes.find((one) => one.uid === uid) ?? null)
  const lit = useRollscope((s) => s.hovered.includes(uid))
  const scale = useScale()
  if (!lane) return null
  return (
    <section
      className={`${css.lane} ${hueClass(lane.hue)}`}
      style={{ width: box.w, height: box.h, paddingInline: preset.padX }}
      data-thin={box.folded || undefined}
      data-lit={lit || undefined}
      data-narrow={box.w / scale < 480 ? 'narrow' : box.w / scale < 590 ? 'medium' : undefined}
    >
      <Handle id="owner" type="target" position={Position.Left} style={{ top: portY(box) }} />
      <Handle id="traffic" type="target" position={Position.Right} className={css.hidden} />
      <LaneHeader lane={lane} height={box.folded ? box.h - 2 : preset.head} />
      {!box.folded &&
        (preset.look === 'cells' ? (
          <CellGrid
            lane={lane}
            width={box.w - 2 - 2 * preset.padX}
            height={box.h - 2 - preset.head - preset.bottom}
          />
        ) : (
          <Places lane={lane} box={box} preset={preset} />
        ))}
    </section>
  )
})
