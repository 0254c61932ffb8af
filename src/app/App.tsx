/** The page: which view stands where, in which layout. Composition only. */
import { useEffect } from 'react'
import { t } from '../i18n/t.ts'
import { isPast } from '../store/draft.ts'
import { setUi, useRollscope } from '../store/store.ts'
import { TopBar } from '../views/topbar/TopBar.tsx'
import { Transport } from '../views/transport/Transport.tsx'
import { arriving } from '../views/ui/arriving.tsx'
import { Boundary } from '../views/ui/Boundary.tsx'
import { hasDock, isNarrow, useLayout, type Layout } from '../views/ui/layout.ts'
import { afterPicture, pictureComes } from '../views/ui/picture.ts'
import { Splitter } from '../views/ui/Splitter.tsx'
import { Announcer } from './Announcer.tsx'
import css from './App.module.css'
import { Loading } from './Loading.tsx'
import { useKeyboard } from './keyboard.ts'
import { useDroppedFile } from './dropFile.ts'
import { useTheme } from './theme.ts'

// Asked for at once, beside the worker, so that neither waits for the other; the frame of the page stands meanwhile.
const stageModule = import('../views/stage/Stage.tsx')
const Stage = arriving(
  () => stageModule.then(({ Stage }) => Stage),
  () => <Loading />,
)
const panelModule = afterPicture(() => import('../views/panel/SpecPanel.tsx'))
const SpecPanel = arriving(() => panelModule.then(({ SpecPanel }) => SpecPanel))
const chartModule = afterPicture(() => import('../views/chart/CapacityChart.tsx'))
const CapacityChart = arriving(() => chartModule.then(({ CapacityChart }) => CapacityChart))
const dockModule = afterPicture(() => import('../views/dock/Dock.tsx'))
const Dock = arriving(() => dockModule.then(({ Dock }) => Dock))
const TabBar = arriving(() => import('./TabBar.tsx').then(({ TabBar }) => TabBar))
const Overlays = arriving(() => afterPicture(() => import('./Overlays.tsx')).then(({ Overlays }) => Overlays))
// At hand before it is needed: when the worker dies, the network may have gone first.
const stoppedModule = afterPicture(() => import('./Stopped.tsx'))
const Stopped = arriving(() => stoppedModule.then(({ Stopped }) => Stopped))
const LinkError = arriving(() =>
  afterPicture(() => import('./LinkError.tsx')).then(({ LinkError }) => LinkError),
)

/** Which parts stand beside the stage in this layout, after the reader's own hiding. */
function useParts(layout: Layout) {
  const panelShown = useRollscope((s) => s.panelShown && !s.projector)
  const dockShown = useRollscope((s) => s.dockShown)
  const dock = hasDock(layout)
  return {
    top: layout !== 'embed',
    panel: dock && layout !== 'tablet' && panelShown,
    dock: dock && dockShown,
    tabBar: isNarrow(layout),
  }
}

function Center() {
  const worker = useRollscope((s) => s.worker)
  const drawn = useRollscope((s) => s.scene !== null)
  const linkError = useRollscope((s) => s.linkError)
  const failed = worker === 'stopped' || linkError !== null
  useEffect(() => {
    if (failed) pictureComes()
  }, [failed])
  if (!drawn && !failed) return <Loading />
  return (
    <Boundary view={t('topbar.stage')}>
      {worker === 'stopped' ? <Stopped /> : linkError !== null ? <LinkError error={linkError} /> : <Stage />}
    </Boundary>
  )
}

export function App() {
  const layout = useLayout()
  const parts = useParts(layout)
  const past = useRollscope((s) => isPast(s.clock))
  const grown = useRollscope((s) => s.dockGrown)
  const panelWidth = useRollscope((s) => s.panelWidth)
  const dockWidth = useRollscope((s) => s.dockWidth)
  const overlaid = useRollscope((s) => s.overlay !== null || s.edit !== null)
  useTheme()
  useKeyboard()
  useDroppedFile()
  return (
    <div
      className={css.app}
      data-layout={layout}
      data-past={past || undefined}
      data-panel={parts.panel || undefined}
      data-dock={parts.dock || undefined}
      data-grown={(parts.dock && grown) || undefined}
      style={{
        ...(panelWidth !== null && { '--panel-w': `${panelWidth}px` }),
        ...(dockWidth !== null && { '--dock-w': `${dockWidth}px` }),
      }}
    >
      <a className={css.skip} href="#stage" onClick={focusStage}>
        {t('app.skip')}
      </a>
      {parts.top && <TopBar layout={layout} />}
      {parts.panel && (
        <aside className={css.panel} aria-label={t('panel.name')}>
          <Boundary view={t('panel.spec')}>
            <SpecPanel />
          </Boundary>
          <Splitter
            name={t('app.panelWidth')}
            edge="right"
            min={248}
            max={480}
            onChange={(panelWidth) => setUi({ panelWidth })}
          />
        </aside>
      )}
      <main className={css.stage} id="stage" tabIndex={-1} aria-label={t('stage.name')}>
        <Center />
      </main>
      <section className={css.time} aria-label={t('time.name')}>
        <Boundary view={t('time.name')}>
          <Transport compact={layout === 'phone' || layout === 'embed'} />
          <div className={css.chart}>
            <CapacityChart />
          </div>
        </Boundary>
      </section>
      {parts.dock && (
        <section className={css.dock} aria-label={t('dock.name')}>
          <Boundary view={t('dock.name')}>
            <Dock />
          </Boundary>
          {layout !== 'tablet' && (
            <Splitter
              name={t('app.dockWidth')}
              edge="left"
              min={360}
              max={900}
              onChange={(dockWidth) => setUi({ dockWidth })}
            />
          )}
        </section>
      )}
      {parts.tabBar && <TabBar layout={layout} />}
      {overlaid && <Overlays />}
      <Announcer />
    </div>
  )
}

function focusStage(event: React.MouseEvent): void {
  event.preventDefault()
  setUi({ overlay: null })
  document.getElementById('stage')?.focus()
}
