/** From names, as text shows them, to what is drawn on the stage. */
import type { Mirror } from './frame.ts'

type Drawn = Pick<Mirror, 'scene' | 'pods'>

/** uid of the pod or ReplicaSet of this name, or null. */
export function uidOf(name: string, { scene, pods }: Drawn): string | null {
  const lane = scene?.lanes.find((one) => one.name === name)
  if (lane) return lane.uid
  for (const uid in pods) if (pods[uid]?.name === name) return uid
  return null
}

/** `Kind/namespace/name` of a drawn name, as `select` takes it, or null. */
export function objectOf(name: string, drawn: Drawn): string | null {
  const deployment = drawn.scene?.deployment
  const namespace = deployment?.namespace ?? 'default'
  if (deployment?.name === name) return `Deployment/${namespace}/${name}`
  const uid = uidOf(name, drawn)
  if (uid === null) return null
  return `${uid in drawn.pods ? 'Pod' : 'ReplicaSet'}/${namespace}/${name}`
}

/** Last part of `Kind/namespace/name` or `Kind/name`. */
export const nameOf = (key: string): string => key.slice(key.lastIndexOf('/') + 1)
/** First part. */
export const kindOf = (key: string): string => key.slice(0, key.indexOf('/'))
/** Last five characters of a pod's name, as its caption shows them. */
export const suffixOf = (name: string): string => name.slice(-5)
