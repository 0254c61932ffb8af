/** How long things take in this cluster. All µs; `jitter` is the share (0…1) by which the seed varies each draw. All may be zero. */
import { MILLISECOND, type Us } from './time.ts'

export interface Latencies {
  /** One API request, from the caller's view. */
  api: Us
  /** From a write to its arrival in a watcher's cache. */
  watch: Us
  scheduling: Us
  sandbox: Us
  containerCreate: Us
  containerStart: Us
  /** Factor on the pull times of the image registry. */
  pull: number
  /** From an EndpointSlice change to the node's rules, beside kube-proxy's own 1 s sync period. */
  proxy: Us
  jitter: number
}

export const REALISTIC: Latencies = {
  api: 4 * MILLISECOND,
  watch: 5 * MILLISECOND,
  scheduling: 10 * MILLISECOND,
  sandbox: 600 * MILLISECOND,
  containerCreate: 60 * MILLISECOND,
  containerStart: 120 * MILLISECOND,
  pull: 1,
  proxy: 30 * MILLISECOND,
  jitter: 0.3,
}

export const NONE: Latencies = {
  api: 0,
  watch: 0,
  scheduling: 0,
  sandbox: 0,
  containerCreate: 0,
  containerStart: 0,
  pull: 0,
  proxy: 0,
  jitter: 0,
}
