/**
 * Init containers one after the other, sidecars among them: which is to be started or killed, and whether the pod's
 * own containers may run.
 * @see kubernetes/pkg/kubelet/kuberuntime/kuberuntime_container.go computeInitContainerActions, v1.35
 */
import type { Container, Pod } from '../api/types/pod.ts'
import { isSidecar } from './containers.ts'
import { storedResult } from './probeworker.ts'
import type { PodRecord, PodWorker, RuntimeContainer, Step } from './state.ts'

export interface InitActions {
  kills: (Step & { do: 'kill' })[]
  starts: (Step & { do: 'start' })[]
  initialized: boolean
  /** An init container has failed for good. */
  failed: boolean
}

const latestOf = (record: PodRecord, name: string): RuntimeContainer | undefined =>
  record.containers.find((container) => container.name === name)

export function computeInitContainerActions(w: PodWorker, pod: Pod, record: PodRecord): InitActions {
  const actions: InitActions = { kills: [], starts: [], initialized: true, failed: false }
  const { initContainers = [], containers } = pod.spec
  if (initContainers.length === 0) return actions
  actions.initialized = containers.some(({ name }) => latestOf(record, name) !== undefined)
  /** Those before the one that runs next have been run; of them only sidecars are looked at. */
  let before = actions.initialized
  const start = (index: number): void => {
    const name = initContainers[index]?.name
    if (name !== undefined) actions.starts.unshift({ do: 'start', name })
  }
  for (let index = initContainers.length - 1; index >= 0; index--) {
    const container = initContainers[index] as Container
    const latest = latestOf(record, container.name)
    const sidecar = isSidecar(container)
    if (!latest && before && sidecar) start(index)
    if (!latest || (before && !sidecar)) continue
    const over = (): void => {
      if (index === initContainers.length - 1) actions.initialized = true
      else if (!before) start(index + 1)
    }
    if (latest.state === 'created') start(index)
    else if (latest.state === 'exited') {
      if (sidecar) start(index)
      else if (latest.exitCode === 0) over()
      else if (pod.spec.restartPolicy === 'Never') return { ...actions, starts: [], failed: true }
      else start(index)
    } else if (sidecar) {
      const why = sidecarFails(w, latest)
      const startup = storedResult(w, container.name, 'startup', latest.id)
      if (why !== 'startup' && (startup === null || startup === 'success')) over()
      if (why) {
        const message = `Init container ${container.name} failed ${why} probe`
        actions.kills.push({ do: 'kill', id: latest.id, name: container.name, why, message })
        start(index)
      }
    }
    before = true
  }
  if (!before) start(0)
  return actions
}

function sidecarFails(w: PodWorker, { name, id }: RuntimeContainer): 'startup' | 'liveness' | undefined {
  for (const why of ['startup', 'liveness'] as const)
    if (storedResult(w, name, why, id) === 'failure') return why
  return undefined
}
