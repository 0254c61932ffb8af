/**
 * The bridge between page and worker: every message there is, in both directions. Commands go in and are
 * acknowledged by `id`; out comes at most one `frame` per animation frame with all that changed since the last one.
 * Instants in ms of virtual time.
 */
import type { Decision } from '../sim/decisions.ts'
import type { RequestRecord } from '../sim/facts.ts'
import type { EventView, PodView, Scene } from './picture/picture.ts'

/** Page → worker. */
export type ToWorker =
  /** Starts (or replaces) the run. `address`: what stands after `#` in the URL, or '' for the first-visit run. */
  | { type: 'open'; id: number; address: string }
  /** A page joins a run that is under way (src/worker/bridge): the next frame brings the whole record. */
  | { type: 'attach'; id: number }
  /** One line of the shell, as typed or as a button issues it. The one way to change the cluster. */
  | { type: 'run'; id: number; terminal: number; line: string }
  /** Ctrl-C in a terminal. */
  | { type: 'interrupt'; terminal: number }
  | { type: 'complete'; id: number; line: string; cursor: number }
  /** The API's types: the OpenAPI document at `/openapi/v3/…` is the result; not ok where nothing is served. */
  | { type: 'openapi'; id: number; path: string }
  /** Answer to `FrameOut.edit`: the saved text, or null when the editor was closed. */
  | { type: 'edited'; edit: number; text: string | null }
  /** Puts a file into the terminal's file system (dropped or pasted YAML). */
  | { type: 'file'; id: number; path: string; text: string }
  | { type: 'play' }
  | { type: 'pause' }
  | { type: 'speed'; speed: number }
  | { type: 'seek'; at: number }
  /** The scrubber is being dragged: the clock stands until it is let go, and plays on if it did. */
  | { type: 'hold'; held: boolean }
  | { type: 'live' }
  | { type: 'step'; unit: 'decision' | 'event'; by: 1 | -1 }
  /** As fast as possible until the rollout is complete, stuck or past its deadline. */
  | { type: 'finish' }
  | { type: 'restart' }
  /** Branches at the shown instant; the old future stays as a branch. */
  | { type: 'fork'; id: number }
  | { type: 'branch'; id: number; branch: string }
  | { type: 'traffic'; requestsPerSecond: number }
  /** What is selected: its YAML and card follow in frames until the selection changes. `Kind/namespace/name` or null. */
  | { type: 'select'; object: string | null }
  | { type: 'share'; id: number }
  /** The page is hidden or shown again. */
  | { type: 'visible'; visible: boolean }

export interface Ack {
  id: number
  ok: boolean
  /** The address of `share`, the candidates of `complete`, the exit code of `run`. */
  result?: unknown
  error?: string
}

/** Output of a terminal since the last frame. */
export interface TerminalOutput {
  terminal: number
  stream: 'stdout' | 'stderr' | 'input'
  text: string
}

/** One step of the capacity chart; a new sample stands only where something changed. */
export interface ChartSample {
  at: number
  /** Available pods by lane uid. */
  available: Record<string, number>
  ready: number
  total: number
  updated: number
  floor: number | null
  ceiling: number
  failing: number
}

export interface ChartMark {
  at: number
  kind: 'command' | 'condition' | 'failure' | 'deadline' | 'complete' | 'scale'
  text: string
  /** For scalings: which lane, by how many. */
  lane?: string
  delta?: number
}

export interface ChartBranch {
  id: string
  name: string
  forkedAt: number
  until: number
}

export interface SelectionView {
  object: string
  yaml: string
  /** Line numbers (from 1) that changed with the last write. */
  changedLines: number[]
  /** What stood there before, by line number; a changed line that is not here is new. */
  changedFrom?: Record<number, string>
  /** Pods: the life so far and what is foreseen. */
  life: { state: string; from: number; until: number | null; foreseen: boolean }[]
  why: { id: string; values: Record<string, string | number> } | null
  /** `until`: for a fact that counts down (`nextProbe`): the instant it counts to. */
  facts: { key: string; value: string; until?: number }[]
  events: EventView[]
  /** It is no more: since when, and of a pod how it was last. All else here is of the instant before. */
  gone?: { at: number; pod?: PodView }
}

export interface ClockView {
  /** The instant shown. */
  at: number
  /** The newest instant simulated on this branch. */
  liveAt: number
  live: boolean
  playing: boolean
  speed: number
  /** Virtual ms per wall ms just now (0 when paused): lets views run rings between frames. */
  rate: number
  branch: string
  branches: ChartBranch[]
}

export interface Frame {
  type: 'frame'
  clock: ClockView
  /** Absent when nothing of the scene changed. */
  scene?: Scene
  /** By uid; null: gone. `reset`: forget all others first (after a seek, a fork, a new run). */
  pods: Record<string, PodView | null>
  reset: boolean
  /**
   * New run, fork or other branch: forget events, decisions, requests and chart first, this frame brings the whole
   * record of the branch so far. Not after a seek: the lists always hold the branch up to `clock.liveAt`, and views
   * cut them at `clock.at`.
   */
  anew?: boolean
  events: EventView[]
  decisions: Decision[]
  requests: RequestRecord[]
  chart: { samples: ChartSample[]; marks: ChartMark[]; ghost?: ChartSample[] }
  output: TerminalOutput[]
  selection?: SelectionView | null
  edit?: { edit: number; text: string; fileName: string }
  /** Sentences for the live regions. */
  say: { polite: boolean; id: string; values: Record<string, string | number> }[]
  acks: Ack[]
  /** The whole run as an address of the uncompressed kind, whenever its log grew: what a new worker goes on from. */
  saved?: string
}

/** Worker → page. */
export type FromWorker =
  | { type: 'ready' }
  | Frame
  /** The core broke an invariant. `report` is text to copy: seed, command log, stack. */
  | { type: 'fatal'; message: string; report: string }
