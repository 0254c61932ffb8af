/**
 * One pod as a drawing. From inside out: core (version or countdown), body (silhouette), ring (time left), shoulder
 * badge. Shape says the state, hue the revision, red failure. What shows time is written by useSpan.
 */
import { memo } from 'react'
import { t } from '../../i18n/t.ts'
import type { PodView } from '../../worker/picture/picture.ts'
import { hueClass } from '../ui/hue.ts'
import * as S from './silhouettes.ts'
import css from './Token.module.css'
import { useSpan } from './useSpan.ts'

export type TokenPod = Pick<
  PodView,
  'state' | 'hue' | 'version' | 'span' | 'probes' | 'restarts' | 'answersErrors' | 'signal'
>

interface Part {
  pod: TokenPod
}

const Icon = ({ paths, at, size, width }: { paths: string[]; at: number; size: number; width: number }) => (
  <g
    className={css.icon}
    transform={`translate(${28 - size / 2} ${at}) scale(${size / 24})`}
    strokeWidth={(width * 24) / size}
  >
    {paths.map((d) => (
      <path key={d} d={d} />
    ))}
  </g>
)

function Ring({ d, look }: { d: string; look: string | undefined }) {
  return (
    <g className={look}>
      <path className={css.track} d={d} />
      <path data-part="ring" className={css.ring} d={d} pathLength="100" />
    </g>
  )
}

function Seconds({ y, size, unit }: { y: number; size: number; unit: number }) {
  return (
    <text className={css.digits} x="28" y={y} fontSize={size}>
      <tspan data-part="digits" />
      <tspan data-part="unit" fontSize={unit} dx=".5" data-unit={t('pod.second')} />
    </text>
  )
}

const Version = ({
  pod,
  look,
  y,
  size,
}: {
  pod: TokenPod
  look: string | undefined
  y: number
  size: number
}) => (
  <text
    className={look}
    x="28"
    y={y}
    fontSize={pod.version.length > 3 ? (size * 3.2) / pod.version.length : size}
  >
    {pod.version}
  </text>
)

function Probes({ pod }: { pod: TokenPod }) {
  return [18.5, 28, 37.5].map((x, index) => {
    const mark = pod.probes[index]
    if (mark === 'failure') {
      return <path key={x} className={css.probe} d={`M${x - 2.3} 36.2l4.6 4.6m0-4.6l-4.6 4.6`} />
    }
    if (mark === 'success') return <path key={x} className={css.probe} d={`M${x - 2.8} 38.6l2 2.1l3.6-4.3`} />
    if (mark === 'due') return <circle key={x} className={css.probe} cx={x} cy="38.5" r="2.9" />
    return <circle key={x} className={css.dot} cx={x} cy="38.5" r="1.6" />
  })
}

function Pending() {
  return (
    <>
      <path className={css.dashed} d={S.SQUARE} />
      <g className={css.dots}>
        {[20.5, 28, 35.5].map((x) => (
          <circle key={x} cx={x} cy="28" r="2.1" />
        ))}
      </g>
    </>
  )
}

function Creating({ pod }: Part) {
  const pulls = pod.span?.kind === 'pull'
  return (
    <>
      <path className={css.basin} d={S.SQUARE} />
      <g clipPath="url(#token-square)">
        <g data-part="level">
          <rect className={css.water} x="7" y="0" width="42" height="50" />
          <path className={css.line} d="M7 0H49" />
        </g>
      </g>
      <path className={css.outline} d={S.SQUARE} />
      <g className={css.hued}>
        <Icon paths={S.ARROW_DOWN} at={pulls ? 11.5 : 19} size={pulls ? 14 : 18} width={1.83} />
      </g>
      {pulls && (
        <text className={css.huedText} x="28" y="40.5" fontSize="12.5">
          <tspan data-part="digits" />
          <tspan data-part="unit" fontSize="8.5" dx=".5" data-unit="%" />
        </text>
      )}
    </>
  )
}

function Ready({ pod }: Part) {
  return (
    <>
      {pod.span && <Ring d={S.RING} look={undefined} />}
      <path className={css.ready} d={S.SMALL} />
      {pod.span ? (
        <Seconds y={33} size={14.5} unit={9.5} />
      ) : (
        <Version pod={pod} look={css.digits} y={33} size={14.5} />
      )}
    </>
  )
}

function Terminating({ pod }: Part) {
  return (
    <>
      {pod.span && <Ring d={S.RING_CLOSE} look={css.grey} />}
      <g className={css.leaving}>
        <path className={css.husk} d={S.SHRUNK} />
        <path d={S.SHRUNK} fill={`url(#token-hatch-${pod.hue.index})`} opacity=".75" />
      </g>
      {pod.span && (
        <>
          <rect className={css.plate} x="15.5" y="21" width="25" height="15" rx="4" />
          <Seconds y={32.6} size={12} unit={8.5} />
        </>
      )}
    </>
  )
}

function BackOff({ pod }: Part) {
  const icon = pod.state === 'crashLoopBackOff' ? S.ARROW_AROUND : S.CLOUD_OFF
  return (
    <>
      {pod.span && <Ring d={S.RING_OCTAGON} look={css.failing} />}
      <path className={css.trouble} d={S.OCTAGON_SMALL} data-ringed={pod.span ? '' : undefined} />
      <g className={css.red}>
        <Icon paths={icon} at={pod.span ? 13 : 17} size={pod.span ? 15 : 22} width={1.83} />
      </g>
      {pod.span && <Seconds y={41} size={12.5} unit={8.5} />}
    </>
  )
}

function Drawing({ pod }: Part) {
  switch (pod.state) {
    case 'pending':
      return <Pending />
    case 'creating':
      return <Creating pod={pod} />
    case 'notReady':
      return (
        <>
          <path className={css.notReady} d={S.SQUARE} />
          <Version pod={pod} look={css.huedText} y={29} size={13.5} />
          <Probes pod={pod} />
        </>
      )
    case 'ready':
      return <Ready pod={pod} />
    case 'available':
      return (
        <g className={css.pop}>
          <path className={css.solid} d={S.SQUARE} />
          <path className={css.sheen} d={S.SQUARE} fill="url(#token-sheen)" />
          <Version pod={pod} look={css.ink} y={33.2} size={15.5} />
        </g>
      )
    case 'terminating':
      return <Terminating pod={pod} />
    case 'errImagePull':
      return (
        <g className={css.shake}>
          <path className={css.trouble} d={S.OCTAGON} />
          <g className={css.red}>
            <Icon paths={S.CLOUD_OFF} at={17} size={22} width={1.82} />
          </g>
        </g>
      )
    case 'error':
      return (
        <g className={css.flash}>
          <path className={css.error} d={S.OCTAGON} />
          <g className={css.onRed}>
            <Icon paths={S.CROSS} at={16.5} size={23} width={2.9} />
          </g>
        </g>
      )
    case 'imagePullBackOff':
    case 'crashLoopBackOff':
      return <BackOff pod={pod} />
  }
}

function Badge({ pod }: { pod: TokenPod }) {
  const leaving = pod.state === 'terminating'
  if (pod.answersErrors && !leaving) {
    return (
      <g className={css.badge}>
        <circle cx="46" cy="11" r="9" />
        <text x="46" y="13.8" fontSize="7.6">
          500
        </text>
      </g>
    )
  }
  if (pod.restarts === 0 || leaving || pod.state === 'available' || pod.state === 'ready') return null
  return (
    <g className={css.badge}>
      <circle cx="47" cy="9.5" r="8.5" />
      <text x="47" y="12.9" fontSize={pod.restarts > 9 ? 7.6 : 9.5}>
        ×{pod.restarts}
      </text>
    </g>
  )
}

export const Token = memo(function Token({ pod }: { pod: TokenPod }) {
  const root = useSpan(pod.span, pod.state)
  return (
    <svg ref={root} className={`${css.token} ${hueClass(pod.hue)}`} viewBox="0 0 56 56" aria-hidden="true">
      <Drawing pod={pod} />
      <Badge pod={pod} />
    </svg>
  )
})

/** A place without a pod. */
export const EmptyPlace = () => (
  <svg className={css.token} viewBox="0 0 56 56" aria-hidden="true">
    <path className={css.empty} d={S.SQUARE} />
  </svg>
)
