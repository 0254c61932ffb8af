/** What only the page knows: preferences, what is open, the draft, what the pointer is on. No facts of the cluster. */
import type { SpecView } from '../worker/picture/picture.ts'

export type Theme = 'system' | 'dark' | 'light'
export type DockTab = 'terminal' | 'events' | 'yaml' | 'why' | 'requests'
/** What lies over the page. On narrow screens panel and dock are sheets too. */
export type Overlay = 'commands' | 'shortcuts' | 'manifest' | 'spec' | 'dock' | null
/** Fields of the spec the learner has changed and not rolled out. */
export type Draft = Partial<Omit<SpecView, 'container' | 'paused'>>

export interface Ui {
  theme: Theme
  dockTab: DockTab
  panelShown: boolean
  dockShown: boolean
  dockGrown: boolean
  /** Dragged widths in px; null: the layout's own. */
  panelWidth: number | null
  dockWidth: number | null
  /** The key to the pod states under the stage. */
  keyShown: boolean
  /** auto: by the number of pods (design.md §15). */
  dense: 'auto' | 'on' | 'off'
  projector: boolean
  shortcutsOn: boolean
  overlay: Overlay
  /** What the command palette opens with. */
  commandQuery: string
  draft: Draft
  /** `Kind/namespace/name`, or null. */
  selected: string | null
  /** uids of pods and ReplicaSets to light up on the stage: what a number, name or row under the pointer counts. */
  hovered: readonly string[]
  /** The API's words about the last command of the panel, by field path (`spec.replicas`) or '' for the whole. */
  fieldErrors: Readonly<Record<string, string>>
  /** The line shown in the command box instead of the primary one: what is under the pointer or focus. */
  pointedLine: string | null
  /** The decision Why? shows; null: the latest. */
  decision: number | null
  /** Two terminals side by side. */
  split: boolean
  /** By terminal: how many commands have not ended. */
  running: Readonly<Record<number, number>>
  /** By terminal: lines up to this id were cleared from the screen (Ctrl-L). */
  cleared: Readonly<Record<number, number>>
  /** Why the address of this page could not be opened; null: it could. */
  linkError: string | null
  /** The text of the manifest dialog: kept when it is closed. */
  manifest: string
}

export const UI: Ui = {
  theme: 'system',
  dockTab: 'why',
  panelShown: true,
  dockShown: true,
  dockGrown: false,
  panelWidth: null,
  dockWidth: null,
  keyShown: true,
  dense: 'auto',
  projector: false,
  shortcutsOn: true,
  overlay: null,
  commandQuery: '',
  draft: {},
  selected: null,
  hovered: [],
  fieldErrors: {},
  pointedLine: null,
  decision: null,
  split: false,
  running: {},
  cleared: {},
  linkError: null,
  manifest: '',
}
