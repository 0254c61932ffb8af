/**
 * What a controller still expects to see of its own writes: k8s.io/kubernetes pkg/controller/controller_utils.go
 * (ControllerExpectations, UIDTrackingControllerExpectations). A sync acts only when they are satisfied.
 */
import { MINUTE, type Us } from '../time.ts'

export const EXPECTATIONS_TIMEOUT: Us = 5 * MINUTE

interface Expectation {
  adds: number
  dels: number
  /** Keys of the pods whose deletion is awaited, so that each is counted once. */
  deletionKeys: readonly string[]
  at: Us
}

export type ExpectationsSnapshot = readonly (readonly [string, Expectation])[]

export interface Expectations {
  satisfied(controllerKey: string): boolean
  expectCreations(controllerKey: string, adds: number): void
  expectDeletions(controllerKey: string, deletionKeys: readonly string[]): void
  /** Lowers what is expected: creations that will not come, after a failed batch. */
  lowerExpectations(controllerKey: string, adds: number): void
  creationObserved(controllerKey: string): void
  deletionObserved(controllerKey: string, podKey: string): void
  deleteExpectations(controllerKey: string): void
  snapshot(): ExpectationsSnapshot
  restore(snapshot: ExpectationsSnapshot): void
}

export function createExpectations(now: () => Us): Expectations {
  const byKey = new Map<string, Expectation>()
  const deletions = new Map<string, Set<string>>()
  const lower = (key: string, adds: number): void => {
    const e = byKey.get(key)
    if (e) e.adds -= adds
  }
  const set = (key: string, adds: number, keys: readonly string[]): void => {
    byKey.set(key, { adds, dels: keys.length, deletionKeys: [], at: now() })
    if (keys.length > 0) deletions.set(key, new Set(keys))
    else deletions.delete(key)
  }
  return {
    satisfied(key) {
      const e = byKey.get(key)
      if (!e) return true
      // Counters may go below zero.
      return (e.adds <= 0 && e.dels <= 0) || now() - e.at > EXPECTATIONS_TIMEOUT
    },
    expectCreations: (key, adds) => set(key, adds, []),
    expectDeletions: (key, keys) => set(key, 0, keys),
    lowerExpectations: lower,
    creationObserved: (key) => lower(key, 1),
    deletionObserved(key, podKey) {
      const e = byKey.get(key)
      if (e && deletions.get(key)?.delete(podKey)) e.dels -= 1
    },
    deleteExpectations(key) {
      byKey.delete(key)
      deletions.delete(key)
    },
    snapshot: () =>
      [...byKey].map(([key, e]) => [key, { ...e, deletionKeys: [...(deletions.get(key) ?? [])] }] as const),
    restore(from) {
      byKey.clear()
      deletions.clear()
      for (const [key, e] of from) {
        byKey.set(key, { ...e, deletionKeys: [] })
        if (e.deletionKeys.length > 0) deletions.set(key, new Set(e.deletionKeys))
      }
    },
  }
}
