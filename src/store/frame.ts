/**
 * What the worker sent, mirrored. `mergeFrame` is pure: the state before, one frame, the state after. Lists are
 * bounded; nothing here knows a rule of Kubernetes.
 */
import type { Decision } from '../sim/decisions.ts'
import type { RequestRecord } from '../sim/facts.ts'
import type { EventView, PodView, Scene } from '../worker/picture/picture.ts'
import type {
  ChartMark,
  ChartSample,
  ClockView,
  Frame,
  SelectionView,
  TerminalOutput,
} from '../worker/protocol.ts'

export interface Mirror {
  clock: ClockView
  /** performance.now() when `clock` came in: with `clock.rate` it gives the instant between frames. */
  clockCameAt: number
  /** null until the first frame. */
  scene: Scene | null
  /** By uid. */
  pods: Readonly<Record<string, PodView>>
  /** In order of their last occurrence. */
  events: readonly EventView[]
  decisions: readonly Decision[]
  requests: readonly RequestRecord[]
  samples: readonly ChartSample[]
  marks: readonly ChartMark[]
  /** The future that a fork left behind; [] when there is none. */
  ghost: readonly ChartSample[]
  /** By terminal. */
  output: Readonly<Record<number, readonly OutputLine[]>>
  /** Details of what is selected; null when nothing is. */
  selection: SelectionView | null
  edit: { edit: number; text: string; fileName: string } | null
}

/** One line of a terminal. `id` grows for ever: the key of its row. */
export interface OutputLine {
  id: number
  stream: TerminalOutput['stream']
  text: string
}

export const LIMITS = { events: 2_000, decisions: 4_000, requests: 5_000, lines: 10_000 } as const

export const EMPTY: Mirror = {
  clock: {
    at: 0,
    liveAt: 0,
    live: true,
    playing: false,
    speed: 1,
    rate: 0,
    branch: 'main',
    branches: [],
  },
  clockCameAt: 0,
  scene: null,
  pods: {},
  events: [],
  decisions: [],
  requests: [],
  samples: [],
  marks: [],
  ghost: [],
  output: {},
  selection: null,
  edit: null,
}

function last<T>(list: T[], limit: number): T[] {
  return list.length > limit ? list.slice(list.length - limit) : list
}

function mergePods(
  before: Mirror['pods'],
  changed: Record<string, PodView | null>,
  reset: boolean,
): Mirror['pods'] {
  const uids = Object.keys(changed)
  if (!reset && uids.length === 0) return before
  const after: Record<string, PodView> = reset ? {} : { ...before }
  for (const uid of uids) {
    const pod = changed[uid]
    const known = before[uid]
    // A seek brings every pod anew: the views of those that look the same rest.
    if (pod) after[uid] = reset && known && JSON.stringify(known) === JSON.stringify(pod) ? known : pod
    else delete after[uid]
  }
  return after
}

/** Known events move to the end with their new count. */
function mergeEvents(before: readonly EventView[], came: EventView[]): readonly EventView[] {
  if (came.length === 0) return before
  const uids = new Set(came.map((event) => event.uid))
  return last([...before.filter((event) => !uids.has(event.uid)), ...came], LIMITS.events)
}

function append<T>(before: readonly T[], came: readonly T[], limit: number): readonly T[] {
  return came.length === 0 ? before : last([...before, ...came], limit)
}

/** Text comes in chunks; the last line stays open until its line feed. Input is always whole lines. */
export function appendOutput(before: readonly OutputLine[], chunk: TerminalOutput): readonly OutputLine[] {
  const lines = [...before]
  const open = lines.at(-1)
  let id = (open?.id ?? 0) + 1
  const parts = chunk.text.split('\n')
  if (open && !open.text.endsWith('\n') && open.stream === chunk.stream && chunk.stream !== 'input') {
    lines[lines.length - 1] = {
      ...open,
      text: open.text + (parts.shift() ?? '') + (parts.length ? '\n' : ''),
    }
  }
  parts.forEach((text, index) => {
    const isLast = index === parts.length - 1
    if (isLast && text === '' && chunk.stream !== 'input') return
    lines.push({
      id: id++,
      stream: chunk.stream,
      text: isLast && chunk.stream !== 'input' ? text : `${text}\n`,
    })
  })
  return last(lines, LIMITS.lines)
}

function mergeOutput(before: Mirror['output'], chunks: TerminalOutput[]): Mirror['output'] {
  if (chunks.length === 0) return before
  const after: Record<number, readonly OutputLine[]> = { ...before }
  for (const chunk of chunks) after[chunk.terminal] = appendOutput(after[chunk.terminal] ?? [], chunk)
  return after
}

/** `cameAt`: performance.now() at arrival. */
export function mergeFrame(before: Mirror, frame: Frame, cameAt: number): Mirror {
  const record = frame.anew ? { ...before, ...NO_RECORD } : before
  return {
    clock: frame.clock,
    clockCameAt: cameAt,
    scene: frame.scene ?? before.scene,
    pods: mergePods(before.pods, frame.pods, frame.reset),
    events: mergeEvents(record.events, frame.events),
    decisions: append(record.decisions, frame.decisions, LIMITS.decisions),
    requests: append(record.requests, frame.requests, LIMITS.requests),
    samples: append(record.samples, frame.chart.samples, Infinity),
    marks: append(record.marks, frame.chart.marks, Infinity),
    ghost: frame.chart.ghost ?? record.ghost,
    output: mergeOutput(before.output, frame.output),
    selection: frame.selection === undefined ? before.selection : frame.selection,
    edit: frame.edit ?? before.edit,
  }
}

const NO_RECORD = { events: [], decisions: [], requests: [], samples: [], marks: [], ghost: [] } as const
