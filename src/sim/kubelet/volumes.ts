/**
 * Waiting for a pod's volumes: polled, the first look always too early; a mount that fails is tried again, each time
 * twice as late. A pod that is to go ends the wait.
 * @see kubernetes/pkg/kubelet/volumemanager/volume_manager.go WaitForAttachAndMount, volume/configmap/configmap.go,
 * util/goroutinemap/exponentialbackoff, v1.35
 */
import type { ApiServer } from '../api/contract.ts'
import type { Pod } from '../api/types/pod.ts'
import { MILLISECOND, SECOND, type Us } from '../time.ts'
import { recordEvent, type Kubelet } from './node.ts'
import type { PodWorker, Step, Sync } from './state.ts'

/** Desired state of volumes is polled so often; the first look always comes too early. */
const POLL: Us = SECOND * 0.3
/** From the sync's beginning to the first attempt to mount (recorded). */
const FIRST_MOUNT: Us = 180 * MILLISECOND
const FIRST_DELAY: Us = SECOND * 0.5
const MAX_DELAY: Us = 122 * SECOND

interface ConfigMapSource {
  name?: string
  optional?: boolean
  items?: { key: string }[]
}

/** Why a volume cannot be mounted, or null. Simplified: only `configMap` volumes can fail. */
export function failedMount(api: ApiServer, pod: Pod): string | null {
  for (const { name: volume, configMap } of pod.spec.volumes ?? []) {
    const { name = '', optional, items = [] } = (configMap ?? { optional: true }) as ConfigMapSource
    if (optional) continue
    const map = api.get('configmaps', pod.metadata.namespace ?? '', name)
    const absent = items.find(({ key }) => !(key in (map?.data ?? {})) && !(key in (map?.binaryData ?? {})))
    const failed = `MountVolume.SetUp failed for volume "${volume}" : `
    if (!map) return `${failed}configmap "${name}" not found`
    if (absent) return `${failed}configmap references non-existent config key: ${absent.key}`
  }
  return null
}

/** True: they are there. Simplified: upstream's sync gives up after 123 s and is tried again like any that failed. */
export function awaitVolumes(k: Kubelet, w: PodWorker, sync: Sync, step: Step & { do: 'volumes' }): boolean {
  const now = k.context.now()
  const failed = failedMount(k.context.api, sync.pod)
  const { from = now, delay } = step
  if (failed === null) {
    const since = now - from
    return wait(k, w, sync, delay === undefined ? POLL : Math.ceil(since / POLL) * POLL - since)
  }
  if (delay !== undefined) recordEvent(k, sync.pod, null, 'Warning', 'FailedMount', failed)
  const later = delay === undefined ? FIRST_DELAY : Math.min(delay * 2, MAX_DELAY)
  sync.steps.unshift({ do: 'volumes', from, delay: later })
  return wait(k, w, sync, delay ?? FIRST_MOUNT)
}

function wait(k: Kubelet, w: PodWorker, sync: Sync, length: Us): boolean {
  if (length <= 0) return true
  sync.mounting = k.context.after(length, { t: 'step', uid: w.uid })
  return false
}

/** The pod is to go: a sync that waits for its volumes, and it alone, is given up. True: it was. */
export function giveUpVolumes(k: Kubelet, { sync }: PodWorker): boolean {
  if (!sync || sync.mounting === null) return false
  k.context.cancel(sync.mounting)
  sync.mounting = null
  sync.steps = []
  return true
}
