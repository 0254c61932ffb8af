/** A scenario as data: a cluster, what is done to it before the page opens, and the files of its terminal. */
import type { ImageRegistry } from '../../sim/images/behaviour.ts'
import type { Latencies } from '../../sim/latencies.ts'
import type { Us } from '../../sim/time.ts'
import type { Effect, Input } from '../session/inputs.ts'

export interface Scenario {
  id: string
  /** Wall clock at virtual time 0, seconds since 1970. */
  epochSeconds: number
  nodes: string[]
  images: ImageRegistry
  /** Tags that do not exist and are offered all the same. */
  absentImages: readonly string[]
  latencies: Latencies
  seed: number
  /** What the load generator sends to the Service shown, as long as nobody says otherwise. */
  requestsPerSecond: number
  script: readonly Input[]
  /** The page opens here, with the clock running. */
  opensAt: Us
  /** Absolute path → text. */
  files: Readonly<Record<string, string>>
}

const REPLACE_PATCH = 'application/strategic-merge-patch+json'

/** POST of one object, as `kubectl create` sends it. */
export function created(path: string, object: unknown, label?: string): Effect {
  return {
    kind: 'api',
    method: 'POST',
    path,
    query: { fieldManager: 'kubectl-create', fieldValidation: 'Strict' },
    contentType: 'application/json',
    body: JSON.stringify(object),
    ...(label !== undefined && { label }),
  }
}

/** The patch of `kubectl set image`. */
export function imageSet(name: string, container: string, image: string): Effect {
  const containers = [{ image, name: container }]
  return {
    kind: 'api',
    method: 'PATCH',
    path: `/apis/apps/v1/namespaces/default/deployments/${name}`,
    query: { fieldManager: 'kubectl-set', fieldValidation: 'Strict' },
    contentType: REPLACE_PATCH,
    body: JSON.stringify({
      spec: { template: { spec: { '$setElementOrder/containers': [{ name: container }], containers } } },
    }),
    label: `kubectl set image deployment/${name} ${container}=${image}`,
  }
}
