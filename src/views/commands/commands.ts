/**
 * Every command of the page, once: the palette lists them, the shortcuts dialog documents them, the keyboard runs
 * them. Keys are those of design.md §11.
 */
import { t, type PlainId } from '../../i18n/t.ts'
import { act, lineOf } from '../../store/act.ts'
import { undoRevision } from '../../store/draft.ts'
import type { Action } from '../../store/kubectlLine.ts'
import { setUi } from '../../store/store.ts'
import type { DockTab } from '../../store/ui.ts'
import { focusSoon } from '../ui/focusSoon.ts'
import { isNarrow, layoutNow, showTab } from '../ui/layout.ts'
import { plain, type Command } from './command.ts'
import { flip, live, open, pauseOrResume, runPrimary, state } from './deeds.ts'
import { TIME } from './time.ts'

const act1 = (id: string, title: PlainId, keys: string[], action: () => Action, when = live): Command => ({
  id,
  group: 'rollout',
  title: plain(title),
  keys,
  run: () => void act(action()),
  line: () => lineOf(action()),
  when,
})

const ROLLOUT: Command[] = [
  {
    id: 'rollOut',
    group: 'rollout',
    title: plain('commands.rollOut'),
    keys: ['r'],
    run: runPrimary,
    when: (s) => s.scene?.deployment != null,
  },
  act1(
    'undo',
    'act.undo',
    ['u'],
    () => ({ kind: 'undo' }),
    (s) => live(s) && undoRevision(s.scene) !== null,
  ),
  {
    id: 'undoTo',
    group: 'rollout',
    title: plain('commands.undoChoose'),
    keys: ['Shift+U'],
    run: () => setUi({ overlay: 'commands', commandQuery: t('commands.undoQuery') }),
    when: live,
    scrubs: true,
  },
  act1('pause', 'commands.pauseRollout', ['p'], pauseOrResume),
  act1('restart', 'commands.restart', ['t'], () => ({ kind: 'restart' })),
  {
    id: 'scale',
    group: 'rollout',
    title: plain('commands.scale'),
    keys: ['s'],
    run: () => {
      if (document.querySelector('[data-panel]')) setUi({ panelShown: true })
      else setUi(isNarrow(layoutNow()) ? { overlay: 'spec' } : { panelShown: true, projector: false })
      focusSoon('input[data-field="replicas"]')
    },
    when: live,
  },
  { id: 'manifest', group: 'rollout', title: plain('commands.manifest'), keys: [], run: open('manifest') },
]

const tab = (dockTab: DockTab, key: string): Command => ({
  id: `tab-${dockTab}`,
  group: 'view',
  title: () => t('commands.tab', { tab: t(`dock.${dockTab}`) }),
  keys: [key],
  run: () => showTab(dockTab),
})

const VIEW: Command[] = [
  tab('terminal', '1'),
  tab('events', '2'),
  tab('yaml', '3'),
  tab('why', '4'),
  tab('requests', '5'),
  {
    id: 'terminal',
    group: 'view',
    title: plain('commands.terminal'),
    keys: ['/'],
    run: () => {
      showTab('terminal')
      focusSoon('input[data-terminal="0"]')
    },
  },
  {
    id: 'key',
    group: 'view',
    title: plain('commands.key'),
    keys: ['k'],
    run: flip((ui) => ({ keyShown: !ui.keyShown })),
  },
  {
    id: 'dense',
    group: 'view',
    title: plain('commands.dense'),
    keys: ['g'],
    run: flip((ui) => ({ dense: ui.dense === 'on' ? 'off' : 'on' })),
  },
  {
    id: 'full',
    group: 'view',
    title: plain('commands.full'),
    keys: ['f'],
    run: flip((ui) => {
      const shown = !(ui.panelShown || ui.dockShown)
      return { panelShown: shown, dockShown: shown }
    }),
  },
  {
    id: 'projector',
    group: 'view',
    title: plain('commands.projector'),
    keys: ['w'],
    run: flip((ui) => ({ projector: !ui.projector })),
  },
  {
    id: 'panel',
    group: 'view',
    title: plain('commands.panel'),
    keys: ['\\'],
    run: flip((ui) => ({ panelShown: !ui.panelShown })),
  },
  {
    id: 'dock',
    group: 'view',
    title: plain('commands.dock'),
    keys: ['j'],
    run: flip((ui) => ({ dockShown: !ui.dockShown })),
  },
  {
    id: 'theme',
    group: 'view',
    title: plain('commands.theme'),
    keys: [],
    run: () => setUi({ theme: document.documentElement.dataset['theme'] === 'light' ? 'dark' : 'light' }),
  },
  {
    id: 'palette',
    group: 'view',
    title: plain('commands.palette'),
    keys: ['Mod+k'],
    run: () => setUi({ overlay: 'commands', commandQuery: '' }),
  },
  { id: 'shortcuts', group: 'view', title: plain('commands.shortcuts'), keys: ['?'], run: open('shortcuts') },
]

export const COMMANDS: readonly Command[] = [...ROLLOUT, ...TIME, ...VIEW]

/** What can be done now, with one entry per kept revision. */
export function available(): Command[] {
  const now = state()
  const undoTo = (now.scene?.revisions ?? [])
    .filter((revision) => !revision.live)
    .map((revision): Command => {
      const action: Action = { kind: 'undoTo', revision: revision.revision }
      return {
        id: `undoTo${revision.revision}`,
        group: 'rollout',
        title: () => t('commands.undoTo', { revision: revision.revision }),
        keys: [],
        run: () => void act(action),
        line: () => lineOf(action),
      }
    })
  const can = COMMANDS.filter((command) => !command.scrubs && (command.when?.(now) ?? true))
  return live(now) ? [...can.slice(0, 2), ...undoTo.reverse(), ...can.slice(2)] : can
}
