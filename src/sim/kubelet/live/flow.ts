/**
 * The recorded flows of kubelet-live (README there): their shape, and their scripted runtime as a workload of ours.
 */
import { normalizeImage } from '../../images/reference.ts'
import { notFound, type Exec, type HttpAnswer, type Workload } from '../../images/workload.ts'
import { MILLISECOND, SECOND, type Us } from '../../time.ts'
import type { PodStatus } from '../../api/types/pod.ts'

interface ScriptedImage {
  present?: boolean
  pullMs?: number
  missing?: boolean
  exits?: { afterMs: number; code: number }[]
  stopMs?: number
  stopCode?: number
  ignoreTerm?: boolean
  startErr?: string
  http?: { port: number; listenMs: number; bad?: [number, number][] }
}

export type Script = Record<string, ScriptedImage>

export interface Action {
  at: number
  do: 'create' | 'delete' | 'patch' | 'script'
  kind?: string
  name?: string
  what?: string
  body?: unknown
  script?: Script
  gracePeriodSeconds?: number
}

export interface Manifest {
  apiVersion: string
  kind: string
  metadata: { name: string; annotations?: Record<string, string> }
  [more: string]: unknown
}

export interface PodWrite {
  at: number
  t: number
  type: 'ADDED' | 'MODIFIED' | 'DELETED'
  object: {
    metadata: { name: string; deletionTimestamp?: string; deletionGracePeriodSeconds?: number }
  }
  status: PodStatus
}

export interface FlowEvent {
  at: number
  object: string
  type: string
  reason: string
  message: string
  count?: number | null
  fieldPath?: string | null
}

export interface Flow {
  name: string
  about: string
  manifests: Manifest[]
  script: Script
  start: string
  actions: Action[]
  pods: PodWrite[]
  events: FlowEvent[]
}

/** containerd's size of every scripted image. */
const SIZE = 261_000_000

const ok: Exec = { code: 0, output: '', us: 0 }
const notReady: Exec = { code: 1, output: 'not ready\n', us: 0 }

/** The exec vocabulary of the flows: ok, never, after S, between A B, sleep S. */
function exec(command: readonly string[], age: Us): Exec {
  const [word, a, b] = command
  const seconds = age / SECOND
  if (word === 'never') return notReady
  if (word === 'after') return seconds < Number(a) ? notReady : ok
  if (word === 'between') return seconds >= Number(a) && seconds < Number(b) ? notReady : ok
  if (word === 'sleep') return { code: 0, output: '', us: Number(a) * SECOND }
  return word === 'fail' || word === 'bad' ? { code: 1, output: '', us: 0 } : ok
}

export function scriptedWorkload(script: () => Script): Workload {
  const of = (image: string): ScriptedImage =>
    Object.entries(script()).find(([name]) => normalizeImage(name) === image)?.[1] ?? {}
  return {
    pull(image) {
      const { missing, pullMs = 0 } = of(image)
      const us = pullMs * MILLISECOND
      return missing ? { ok: false, us, error: notFound(image) } : { ok: true, us, sizeBytes: SIZE }
    },
    startError: (image) => of(image).startErr,
    exit(image, start) {
      const { exits } = of(image)
      const exit = exits?.[Math.min(start, exits.length - 1)]
      return exit && exit.afterMs >= 0 ? { after: exit.afterMs * MILLISECOND, code: exit.code } : undefined
    },
    stop(image) {
      const { ignoreTerm, stopMs = 0, stopCode = 0 } = of(image)
      return ignoreTerm ? 'ignores' : { after: stopMs * MILLISECOND, code: stopCode }
    },
    exec: (_image, command, purpose, age) =>
      purpose === 'hook' && command[0] === 'never' ? { ...notReady, us: 0 } : exec(command, age),
    http(image, port, _purpose, age): HttpAnswer {
      const { http } = of(image)
      const ms = age / MILLISECOND
      if (!http || port !== http.port || ms < http.listenMs) return 'refused'
      return http.bad?.some(([from, until]) => ms >= from && ms < until) ? 503 : 200
    },
    // Scripts may turn at any time: every tick is run.
    steadyUntil: (_image, _purpose, age) => age,
    behaviour: () => undefined,
  }
}
