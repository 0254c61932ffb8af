/** Reads what Chromium recorded: tasks of the page's main thread from a trace, time of functions from a CPU profile. */
import type { CDPSession, Page } from '@playwright/test'

interface TraceEvent {
  name: string
  ph: string
  pid: number
  tid: number
  /** µs */
  ts: number
  dur?: number
  /** µs on the CPU: what is missing to `dur` is what other processes took. */
  tdur?: number
  args?: { name?: string; data?: { frames?: { isMainFrame?: boolean; processId?: number }[] } }
}

/** A task longer than this is felt. */
const LONG_MS = 50

/** `part` 0…1; of no values NaN. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const value = sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? NaN
  return Math.round(value * 10) / 10
}

/** The main thread of the renderer that worked most: the page's. */
function mainThread(events: readonly TraceEvent[]): TraceEvent[] {
  const threads = events.filter(
    (event) => event.name === 'thread_name' && event.args?.name === 'CrRendererMain',
  )
  const tasks = threads.map(({ pid, tid }) =>
    events.filter((event) => event.pid === pid && event.tid === tid && event.ph === 'X'),
  )
  return tasks.toSorted((a, b) => b.length - a.length)[0] ?? []
}

const ms = (us: number | undefined): number => (us ?? 0) / 1000

export function taskFigures(events: readonly TraceEvent[]) {
  const main = mainThread(events)
  const tasks = main.filter(({ name }) => name === 'RunTask')
  const span = ms((tasks.at(-1)?.ts ?? 0) - (tasks[0]?.ts ?? 0))
  const sum = (of: readonly TraceEvent[]) => of.reduce((total, event) => total + ms(event.tdur), 0)
  const share = (names: readonly string[]) =>
    Math.round((1000 * sum(main.filter(({ name }) => names.includes(name)))) / span) / 10
  const long = tasks.filter(({ dur }) => ms(dur) > LONG_MS)
  return {
    tasksOver50Ms: long.length,
    tasksOver50MsOfCpu: tasks.filter(({ tdur }) => ms(tdur) > LONG_MS).length,
    longestTaskMs: percentile(
      tasks.map(({ dur }) => ms(dur)),
      1,
    ),
    longestTaskCpuMs: percentile(
      tasks.map(({ tdur }) => ms(tdur)),
      1,
    ),
    cpuMs: Math.round(sum(tasks)),
    busyPercent: Math.round((1000 * sum(tasks)) / span) / 10,
    scriptPercent: share(['FunctionCall', 'RunMicrotasks']),
    stylePercent: share(['UpdateLayoutTree']),
    layoutPercent: share(['Layout']),
    paintPercent: share(['PrePaint', 'Paint', 'Layerize', 'Commit']),
    gcPercent: share(['MajorGC', 'MinorGC']),
  }
}

/** Starts a trace of the page; the function it gives ends it and sums it up. */
export async function startTrace(page: Page): Promise<() => Promise<ReturnType<typeof taskFigures>>> {
  const line: CDPSession = await page.context().newCDPSession(page)
  const events: TraceEvent[] = []
  line.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])))
  await line.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline', 'v8'],
    },
  })
  return async () => {
    const done = new Promise((resolve) => {
      line.once('Tracing.tracingComplete', resolve)
    })
    await line.send('Tracing.end')
    await done
    await line.detach()
    return taskFigures(events)
  }
}

interface Profile {
  nodes: { id: number; callFrame: { functionName: string; url: string }; children?: number[] }[]
  samples?: number[]
  timeDeltas?: number[]
}

interface FunctionTime {
  name: string
  selfMs: number
  totalMs: number
}

/** Time by function: its own, and with all that it called (once where it calls itself). */
export function functionsOf({ nodes, samples = [], timeDeltas = [] }: Profile): FunctionTime[] {
  const parents = new Map<number, number>()
  const names = new Map<number, string>()
  for (const { id, callFrame, children = [] } of nodes) {
    const file = callFrame.url.split('/').at(-1) ?? ''
    names.set(id, `${callFrame.functionName || '(anonymous)'} ${file}`)
    for (const child of children) parents.set(child, id)
  }
  const times = new Map<string, FunctionTime>()
  const add = (name: string, own: number, whole: number) => {
    const time = times.get(name) ?? { name, selfMs: 0, totalMs: 0 }
    times.set(name, { name, selfMs: time.selfMs + own, totalMs: time.totalMs + whole })
  }
  samples.forEach((sample, index) => {
    const spent = ms(timeDeltas[index])
    add(names.get(sample) ?? '', spent, 0)
    const chain = new Set<string>()
    for (let id: number | undefined = sample; id !== undefined; id = parents.get(id))
      chain.add(names.get(id) ?? '')
    for (const name of chain) add(name, 0, spent)
  })
  return [...times.values()]
}

/** The functions that took longest, as lines: total and own ms, name and file. */
export const longest = (times: readonly FunctionTime[], most: number): string[] =>
  times
    .toSorted((a, b) => b.totalMs - a.totalMs)
    .slice(0, most)
    .map(({ name, selfMs, totalMs }) => `${totalMs.toFixed(0)} ${selfMs.toFixed(0)} ${name}`)
