/**
 * A dev page with the stage's views from fixture pictures: /src/views/gallery/index.html?picture=stuck&theme=light.
 * `panels=0` leaves the frame out; not part of the build.
 */
import '../ui/tokens.css'
import '../ui/fonts.css'
import '../ui/base.css'
import { createRoot } from 'react-dom/client'
import { loadLaterTexts } from '../../i18n/locales.ts'
import { applyFrame, setUi } from '../../store/store.ts'
import { CapacityChart } from '../chart/CapacityChart.tsx'
import { Stage } from '../stage/Stage.tsx'
import { stageClass } from '../stage/layout.ts'
import { frameOf } from './frames.ts'
import { fixture } from './fixtures.ts'
import css from './Gallery.module.css'

const asked = new URLSearchParams(location.search)
const shown = fixture(asked.get('picture') ?? 'main')
document.documentElement.dataset['theme'] = asked.get('theme') ?? 'dark'
const { frame, selected } = frameOf(shown)
applyFrame(frame)
setUi({ selected, keyShown: asked.get('key') !== '0' })

if (shown.playing) {
  const began = performance.now()
  const run = () => {
    const at = shown.at + performance.now() - began
    const { requests: _, chart: __, ...rest } = frame
    applyFrame({
      ...rest,
      clock: { ...frame.clock, at, liveAt: at },
      requests: [],
      chart: { samples: [], marks: [] },
      reset: false,
    })
    requestAnimationFrame(run)
  }
  requestAnimationFrame(run)
}

await loadLaterTexts()
const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <div
      className={css.page}
      data-class={stageClass(innerWidth, innerHeight)}
      data-embed={asked.get('embed') ?? undefined}
    >
      <div className={css.panel} />
      <main className={css.stage}>
        <Stage />
      </main>
      <section className={css.time}>
        <div />
        <div className={css.chart}>
          <CapacityChart />
        </div>
      </section>
      <div className={css.dock} />
    </div>,
  )
}
