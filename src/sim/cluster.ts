/**
 * The cluster: API server, controllers, scheduler, kubelets, endpoints and proxies on one event queue.
 * The only door of the core for worker, runners and tests.
 */
import type { ApiServer, ApiSnapshot, WatchEvent } from './api/contract.ts'
import type { Decision } from './decisions.ts'
import type { PodFacts, RequestRecord } from './facts.ts'
import type { ImageRegistry } from './images/behaviour.ts'
import type { Latencies } from './latencies.ts'
import type { RandomState } from './random.ts'
import type { Us } from './time.ts'

export interface ClusterOptions {
  seed: number
  /** Wall clock at virtual time 0, in seconds since 1970. */
  epochSeconds: number
  /** Names of the nodes. */
  nodes: string[]
  images: ImageRegistry
  latencies: Latencies
}

/** All that happened since the last `drain`, in order. */
export interface Changes {
  writes: { at: Us; event: WatchEvent }[]
  facts: { at: Us; facts: PodFacts | { uid: string; gone: true } }[]
  decisions: Decision[]
  requests: RequestRecord[]
}

export interface Traffic {
  requestsPerSecond: number
  /** Service that the load generator asks, `namespace/name`. */
  service: string
}

export interface Cluster {
  readonly options: ClusterOptions
  readonly now: Us
  readonly api: ApiServer
  /** When the next thing will happen, or undefined when nothing is due. */
  nextAt(): Us | undefined
  /** Lets everything happen that is due up to and including `at`; then `now` is `at`. */
  runUntil(at: Us): void
  /** Lets everything happen that is due at the next instant. False when nothing is due. */
  step(): boolean
  setTraffic(traffic: Traffic | null): void
  setImages(images: ImageRegistry): void
  /** One request from inside the cluster (curl) to `namespace/service`, or to a pod's address. */
  curl(target: { service: string } | { podIP: string; port: number }): RequestRecord
  /** The list of a pod's log lines, for kubectl logs. */
  logs(namespace: string, pod: string, container?: string): { at: Us; line: string }[]
  facts(podUid: string): PodFacts | undefined
  drain(): Changes
  /** Plain data; shares the immutable API objects, so that it costs little. */
  snapshot(): ClusterSnapshot
  restore(snapshot: ClusterSnapshot): void
}

export interface ClusterSnapshot {
  now: Us
  random: RandomState
  api: ApiSnapshot
  queue: unknown
  actors: Record<string, unknown>
}
