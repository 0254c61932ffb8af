/**
 * The budget: available pods from the left, then ready, not ready, failing; floor and ceiling above with their
 * arithmetic, the facts below. They line up on purpose: available under floor and total under ceiling reads as jammed.
 */
import clsx from 'clsx'
import { t } from '../../i18n/t.ts'
import { plain } from '../../i18n/rich.ts'
import { hover } from '../../store/store.ts'
import type { GaugeView } from '../../worker/picture/picture.ts'
import { usePace } from '../stage/pace.ts'
import { useScale } from '../ui/scale.ts'
import { useSize } from '../ui/useSize.ts'
import { Mark } from '../ui/Mark.tsx'
import { Rich } from '../ui/Rich.tsx'
import { hueClass } from '../ui/hue.ts'
import css from './Gauge.module.css'
import { collide, limitsOf, livingCells, MOST_CELLS, segmentsOf, type Limits } from './limits.ts'
import { useSlides } from './useSlides.ts'

function Cells({ gauge, limits: { places, broken } }: { gauge: GaugeView; limits: Limits }) {
  const cells = livingCells(gauge)
  const free = Math.max(0, places - cells.length)
  const lacks = (index: number): true | undefined =>
    (broken && index >= gauge.available && index < (gauge.floor ?? 0)) || undefined
  const row = useSlides(usePace())
  return (
    <div ref={row} className={css.cells}>
      {cells.map((cell, index) => (
        <i
          key={cell.pod ?? index}
          data-cell={cell.pod}
          className={`${css.cell} ${cell.hue ? hueClass(cell.hue) : ''}`}
          data-kind={cell.kind}
          data-lacks={lacks(index)}
          onPointerEnter={() => cell.pod && hover([cell.pod])}
          onPointerLeave={() => hover([])}
        >
          {cell.hue && <Mark hue={cell.hue} size={10} />}
        </i>
      ))}
      {Array.from({ length: free }, (_, index) => (
        <i key={`free-${index}`} className={css.cell} data-lacks={lacks(cells.length + index)} />
      ))}
    </div>
  )
}

function Bar({ gauge, limits: { places, broken } }: { gauge: GaugeView; limits: Limits }) {
  return (
    <div className={css.bar}>
      {segmentsOf(livingCells(gauge)).map((segment, index) => (
        <i
          key={index}
          className={`${css.segment} ${segment.hue ? hueClass(segment.hue) : ''}`}
          data-kind={segment.kind}
          style={{ width: `${(100 * segment.n) / places}%` }}
        />
      ))}
      {broken && gauge.floor !== null && (
        <span
          className={css.lack}
          style={{
            left: `${(100 * gauge.available) / places}%`,
            width: `${(100 * (gauge.floor - gauge.available)) / places}%`,
          }}
        />
      )}
    </div>
  )
}

/** Where a label stands: it ends at its mark, or begins there when the mark is too far left for it. */
const side = (at: number, width: number, room: number): string | undefined =>
  (at * width) / 100 < room ? css.after : css.before

function Above({
  gauge,
  limits,
  width,
  unavailable,
}: {
  gauge: GaugeView
  limits: Limits
  width: number
  unavailable: number
}) {
  const floorAt = limits.floor ?? 0
  if (gauge.floor !== null && collide(floorAt, limits.ceiling, width, 72)) {
    return (
      <div className={css.above}>
        <span className={side(limits.ceiling, width, 130)} style={{ left: `${limits.ceiling}%` }}>
          <Rich text={t('gauge.floor', { floor: gauge.floor })} />
          {' · '}
          <Rich text={t('gauge.ceiling', { ceiling: gauge.ceiling })} />
        </span>
      </div>
    )
  }
  if (gauge.floor === null && side(limits.ceiling, width, 150) === css.after) {
    return (
      <div className={css.above}>
        <span style={{ left: 0 }}>
          <b data-bad>{t('gauge.noFloor')}</b>
          {' · '}
          <Rich text={t('gauge.ceiling', { ceiling: gauge.ceiling })} />
        </span>
      </div>
    )
  }
  const tight = collide(floorAt, limits.ceiling, width, 250)
  const crowded = collide(floorAt, limits.ceiling, width, 126)
  const showReplicas =
    !collide(floorAt, limits.replicas, width, 60) && !collide(limits.replicas, limits.ceiling, width, 170)
  return (
    <div className={css.above}>
      {gauge.floor === null ? (
        <span className={css.none}>{t('gauge.noFloor')}</span>
      ) : (
        <span className={side(floorAt, width, 120)} style={{ left: `${floorAt}%` }}>
          <Rich text={t('gauge.floor', { floor: gauge.floor })} />
          {!crowded && <small> {t('gauge.floorIs', { replicas: gauge.replicas, unavailable })}</small>}
        </span>
      )}
      {showReplicas && (
        <span className={css.mid} style={{ left: `${limits.replicas}%` }}>
          <Rich text={t('gauge.replicas', { replicas: gauge.replicas })} />
        </span>
      )}
      <span className={css.before} style={{ left: `${limits.ceiling}%` }}>
        <Rich text={t('gauge.ceiling', { ceiling: gauge.ceiling })} />
        {gauge.floor !== null && !(tight && crowded) && (
          <small> {t('gauge.ceilingIs', { replicas: gauge.replicas, surge: gauge.surge })}</small>
        )}
      </span>
    </div>
  )
}

function Below({ gauge, limits, width }: { gauge: GaugeView; limits: Limits; width: number }) {
  const available = <Rich text={t('gauge.available', { available: gauge.available })} />
  const total = <Rich text={t('gauge.total', { total: gauge.total })} />
  if (collide(limits.available, limits.total, width, 66)) {
    return (
      <div className={css.below}>
        <span className={clsx(css.pair, side(limits.total, width, 150))} style={{ left: `${limits.total}%` }}>
          <span data-bad={limits.broken || undefined}>{available}</span>
          <span>{total}</span>
        </span>
      </div>
    )
  }
  return (
    <div className={css.below}>
      <span
        className={side(limits.available, width, 80)}
        style={{ left: `${limits.available}%` }}
        data-bad={limits.broken || undefined}
      >
        {available}
      </span>
      <span className={side(limits.total, width, 60)} style={{ left: `${limits.total}%` }}>
        {total}
      </span>
    </div>
  )
}

function valueText(gauge: GaugeView): string {
  const { available, total, ceiling, floor } = gauge
  return floor === null
    ? t('gauge.valueNoFloor', { available, total, ceiling })
    : t('gauge.value', { available, floor, total, ceiling })
}

/** Narrower, px, a cell has no room for its mark. */
const LEAST_CELL = 13

/** `promised`: the floor was held before. A first start breaks no promise, so nothing is missing yet. */
export function Gauge({
  gauge,
  unavailable,
  promised,
}: {
  gauge: GaugeView
  unavailable: number
  promised: boolean
}) {
  const [ref, size] = useSize()
  const width = size.width / useScale()
  const limits = limitsOf(gauge, promised)
  return (
    <div
      ref={ref}
      className={css.gauge}
      role="meter"
      aria-label={t('gauge.name')}
      aria-valuemin={0}
      aria-valuemax={limits.places}
      aria-valuenow={gauge.available}
      aria-valuetext={plain(valueText(gauge))}
      title={gauge.leaving > 0 ? t('gauge.leaving', { n: gauge.leaving }) : undefined}
    >
      <Above gauge={gauge} limits={limits} width={width} unavailable={unavailable} />
      <div className={css.track}>
        {limits.places <= MOST_CELLS && (width === 0 || width >= LEAST_CELL * limits.places) ? (
          <Cells gauge={gauge} limits={limits} />
        ) : (
          <Bar gauge={gauge} limits={limits} />
        )}
        <span className={css.replicas} style={{ left: `${limits.replicas}%` }} />
        {limits.floor !== null && <span className={css.limit} style={{ left: `${limits.floor}%` }} />}
        <span className={css.limit} style={{ left: `calc(${limits.ceiling}% + 1.5px)` }} />
      </div>
      <Below gauge={gauge} limits={limits} width={width} />
    </div>
  )
}
