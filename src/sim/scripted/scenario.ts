/** The recordings' scenario and trace, as they are written: conformance/FORMAT.md. All times in ms. */
import type { PatchType } from '../api/contract.ts'
import type { Resource } from '../api/resources.ts'

export interface ScriptedImage {
  pullMs: number
  missing?: boolean
  startMs: number
  /** −1: never. A list gives each pod of the image its own, the last one repeats. */
  readyAfterMs: number | number[]
  crashAfterMs?: number
  unready?: { afterMs: number; forMs: number }[]
  stopMs: number
}

export interface ScriptedCluster {
  scheduleMs: number
  staggerMs?: number
  sandboxMs: number
  podsFit?: number
}

export type Step = { atMs: number; error?: string } & (
  | { op: 'create'; object: { kind: string; metadata: { name: string } } }
  | { op: 'patch'; resource: Resource; name: string; patchType: PatchType; body: unknown }
  | { op: 'delete'; resource: Resource; name: string; propagation?: 'Background' | 'Foreground' | 'Orphan' }
  | { op: 'undo'; name: string; toRevision?: number }
  | DeletePodsStep
  | { op: 'setImageBehaviour'; image: string; behaviour: ScriptedImage }
  | { op: 'denyPods'; message?: string }
)

export interface DeletePodsStep {
  op: 'deletePods'
  labels?: Record<string, string>
  image?: string
  count?: number
  which?: 'oldest' | 'newest' | 'notReady'
}

export type Aspect = 'state' | 'reasons' | 'times' | 'generations' | 'endpoints' | 'events'

export interface Scenario {
  name: string
  about: string
  nodes: number
  cluster: ScriptedCluster
  images: Record<string, ScriptedImage>
  steps: Step[]
  endMs: number
  compare: Aspect[]
}

export interface TracedEvent {
  object: string
  type: string
  reason: string
  message: string
  count: number
  n?: number
}

export interface TraceEntry {
  t: number
  set?: Record<string, unknown>
  gone?: string[]
  events?: TracedEvent[]
}

/** What a step answered that it should not have, or the other way round. */
export interface StepDifference {
  atMs: number
  expected: string | undefined
  got: string | undefined
}
