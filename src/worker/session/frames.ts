/**
 * Builds frames: what changed since the last one, and nothing else. Remembers what the page already has: scene, pods,
 * and how far it has read each list of the record.
 */
import type { Us } from '../../sim/time.ts'
import type { History } from '../history/history.ts'
import { toMs } from '../picture/instant.ts'
import type { PodView, Scene, Sentence } from '../picture/picture.ts'
import { project } from '../picture/project.ts'
import type { Ack, ChartSample, ClockView, Frame, SelectionView, TerminalOutput } from '../protocol.ts'
import { sameJson } from './samejson.ts'
import type { Timeline } from './timeline.ts'

/** What is added between frames by others. */
export interface Outbox {
  output: TerminalOutput[]
  acks: Ack[]
  say: (Sentence & { polite: boolean })[]
  edit: Frame['edit'] | null
}

export interface FrameBuilder {
  readonly outbox: Outbox
  /** Another branch or run: the page forgets the record and gets it anew. */
  begin(): void
  /** The page forgets what it knows of pods (after a seek). */
  forgetPods(): void
  build(timeline: Timeline, clock: ClockView, select: SelectionView | null | undefined): Frame
}

/** The page keeps no more than so many; older ones are not sent when a record begins anew. */
const LIMITS = { events: 2_000, decisions: 4_000, requests: 5_000 }

interface Read {
  events: number
  decisions: number
  requests: number
  samples: number
  lastSample: ChartSample | undefined
  marks: number
}

const NOTHING_READ: Read = {
  events: 0,
  decisions: 0,
  requests: 0,
  samples: 0,
  lastSample: undefined,
  marks: 0,
}

const emptyOutbox = (): Outbox => ({ output: [], acks: [], say: [], edit: null })

/** What the parent branch had after the fork, to its end: the ghost on the chart. */
function ghostOf({ branch }: Timeline): ChartSample[] {
  if (!branch.parent) return []
  const { history, cluster } = branch.parent.run
  const from = toMs(branch.forkedAt)
  const later = history.chart.samples.filter((sample) => sample.at >= from)
  const last = history.chart.samples.at(-1)
  const end = toMs(cluster.now)
  return last && end > Math.max(from, last.at) ? [...later, { ...last, at: end }] : later
}

function readOn(history: History, liveAt: Us, read: Read) {
  const { events, decisions, chart, marks, requests } = history
  const total = requests.count(liveAt)
  // More may have happened at the instant of the last sample: then it was taken again, and counts again.
  const fromSample = chart.samples[read.samples - 1] === read.lastSample ? read.samples : read.samples - 1
  const news = {
    events: events.views.slice(Math.max(read.events, events.views.length - LIMITS.events)),
    decisions: decisions.slice(Math.max(read.decisions, decisions.length - LIMITS.decisions)),
    requests: requests.slice(Math.max(read.requests, total - LIMITS.requests), total),
    samples: chart.samples.slice(Math.max(0, fromSample)),
    marks: marks.marks.slice(read.marks),
  }
  read.events = events.views.length
  read.decisions = decisions.length
  read.requests = total
  read.samples = chart.samples.length
  read.lastSample = chart.samples.at(-1)
  read.marks = marks.marks.length
  return news
}

export function createFrameBuilder(): FrameBuilder {
  let outbox = emptyOutbox()
  let read: Read = { ...NOTHING_READ }
  let anew = true
  let reset = true
  let scene: Scene | null = null
  let pods: Record<string, PodView> = {}

  const changedPods = (now: Record<string, PodView>): Record<string, PodView | null> => {
    // A hash table from the start, as in project.ts.
    const changed = Object.create(null) as Record<string, PodView | null>
    for (const uid of Object.keys(now)) {
      const view = now[uid]
      if (view && (reset || !sameJson(pods[uid], view))) changed[uid] = view
    }
    if (!reset) for (const uid of Object.keys(pods)) if (!now[uid]) changed[uid] = null
    pods = now
    return changed
  }

  return {
    get outbox() {
      return outbox
    },
    begin() {
      anew = true
      reset = true
      read = { ...NOTHING_READ }
    },
    forgetPods() {
      reset = true
    },
    build(timeline, clock, selection) {
      const { history } = timeline.branch.run
      const picture = project(history.instant(timeline.at))
      const changed = changedPods(picture.pods)
      const sceneChanged = anew || !sameJson(scene, picture.scene)
      scene = picture.scene
      const news = readOn(history, timeline.liveAt, read)
      const frame: Frame = {
        type: 'frame',
        clock,
        ...(sceneChanged && { scene: picture.scene }),
        pods: changed,
        reset,
        ...(anew && { anew }),
        events: news.events,
        decisions: news.decisions as Frame['decisions'],
        requests: news.requests,
        chart: { samples: news.samples, marks: news.marks, ...(anew && { ghost: ghostOf(timeline) }) },
        output: outbox.output,
        ...(selection !== undefined && { selection }),
        ...(outbox.edit && { edit: outbox.edit }),
        say: outbox.say,
        acks: outbox.acks,
      }
      outbox = emptyOutbox()
      anew = false
      reset = false
      return frame
    },
  }
}
