/** The stage: headline and budget, the flow, and below it the key, the banner or the bar of the past. */
import { useCallback, useEffect, useState } from 'react'
import { isPast } from '../../store/draft.ts'
import { useRollscope } from '../../store/store.ts'
import { Gauge } from '../gauge/Gauge.tsx'
import { arriving } from '../ui/arriving.tsx'
import { afterPicture, pictureComes } from '../ui/picture.ts'
import { Defs } from '../pods/Defs.tsx'
import { Conditions } from './Conditions.tsx'
import { Headline } from './Headline.tsx'
import { Key } from './Key.tsx'
import { isTall, stageClass, type StageLayout } from './layout.ts'
import { usePace } from './pace.ts'
import css from './Stage.module.css'
import { Topology } from './Topology.tsx'
import { useScale } from '../ui/scale.ts'
import { useSame } from '../ui/useSame.ts'
import { useSize } from '../ui/useSize.ts'
import { ViewTools } from './ViewTools.tsx'

const PodCard = arriving(() =>
  afterPicture(() => import('../pods/PodCard.tsx')).then(({ PodCard }) => PodCard),
)
const Empty = arriving(() => import('./Empty.tsx').then(({ Empty }) => Empty))
const bannerModule = afterPicture(() => import('./Banner.tsx'))
const Banner = arriving(
  () => bannerModule.then(({ Banner }) => Banner),
  () => <span className={css.space} />,
)
const pastModule = afterPicture(() => import('./PastBar.tsx'))
const PastBar = arriving(
  () => pastModule.then(({ PastBar }) => PastBar),
  () => <span className={css.space} />,
)

function Head({ narrow }: { narrow: boolean }) {
  const headline = useSame((s) => s.scene?.headline ?? null)
  const gauge = useSame((s) => s.scene?.gauge ?? null)
  const unavailable = useRollscope((s) => s.scene?.deployment?.unavailable ?? 0)
  return (
    <div className={css.head}>
      {headline && <Headline headline={headline} />}
      {gauge && <Gauge gauge={gauge} unavailable={unavailable} promised={headline?.phase !== 'starting'} />}
      {!narrow && <ViewTools />}
    </div>
  )
}

/** The key gives its place to what matters more. */
function Foot({ keyFits }: { keyFits: boolean }) {
  const banner = useSame((s) => s.scene?.banner ?? null)
  const stuck = useRollscope((s) => s.scene?.headline.phase === 'stuck')
  const past = useRollscope((s) => isPast(s.clock))
  const keyShown = useRollscope((s) => s.keyShown)
  if (past) return <PastBar />
  if (banner) return <Banner banner={banner} stuck={stuck} />
  return keyShown && keyFits ? <Key /> : <span className={css.space} />
}

function Chips() {
  const conditions = useSame((s) => s.scene?.deployment?.conditions ?? [])
  return (
    <div className={css.chips}>
      <Conditions conditions={conditions} chips />
    </div>
  )
}

function Card({ layout }: { layout: StageLayout | null }) {
  const isPod = useRollscope((s) => s.selected?.startsWith('Pod/') ?? false)
  if (!isPod || !layout) return null
  return <PodCard />
}

export function Stage() {
  const [ref, size] = useSize()
  const [layout, setLayout] = useState<StageLayout | null>(null)
  const onLayout = useCallback((next: StageLayout) => setLayout(next), [])
  const empty = useRollscope(
    (s) => s.scene !== null && s.scene.deployment === null && s.scene.lanes.length === 0,
  )
  const drawn = size.width > 0
  useEffect(() => {
    if (drawn) pictureComes()
  }, [drawn])
  const pace = usePace()
  const running = useRollscope((s) => s.clock.rate > 0)
  const scale = useScale()
  const cls = stageClass(size.width / scale, size.height / scale)
  const tall = isTall(cls, size.height / scale)
  const narrow = cls === 'phone' || cls === 'narrow'
  return (
    <div
      ref={ref}
      className={css.stage}
      data-stage={cls}
      data-tall={tall || undefined}
      style={{ '--k': pace, '--running': running ? 'running' : 'paused' }}
    >
      <Defs />
      {empty ? (
        <Empty />
      ) : (
        drawn && (
          <>
            <Head narrow={narrow} />
            {(cls === 'phone' || tall) && <Chips />}
            <Topology stageHeight={size.height} onLayout={onLayout} />
            <Foot keyFits={!narrow} />
            <Card layout={layout} />
          </>
        )
      )}
    </div>
  )
}
