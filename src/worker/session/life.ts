/** A pod's life so far, by its states, and what is foreseen of it from what the simulator knows. */
import type { Pod } from '../../sim/api/types/pod.ts'
import { MILLISECOND, type Us } from '../../sim/time.ts'
import { imageBehaviour, toMs, type Instant } from '../picture/instant.ts'
import { firstGoodProbe } from '../picture/outlook.ts'
import type { PodState } from '../picture/picture.ts'
import { availableAt, podState } from '../picture/podstate.ts'
import type { SelectionView } from '../protocol.ts'

type Stretch = SelectionView['life'][number]

interface Version {
  at: Us
  pod: Pod
}

interface Turn {
  state: PodState
  from: Us
}

/** Every change of state up to `at`; becoming available is a matter of the clock alone. */
function turns(versions: readonly Version[], minReadySeconds: number, instant: Instant): Turn[] {
  const found: Turn[] = []
  const turn = (state: PodState, from: Us): void => {
    if (found.at(-1)?.state !== state) found.push({ state, from })
  }
  versions.forEach(({ at, pod }, index) => {
    const from = availableAt(pod, minReadySeconds, instant.epochSeconds)
    const until = versions[index + 1]?.at ?? instant.at + 1
    turn(podState(pod, from, at), at)
    const ripens = from !== null && from > at && from < until && !pod.metadata.deletionTimestamp
    if (ripens) turn('available', from)
  })
  return found
}

/** States to come, each with its end; the last one is open. */
function foreseen(
  state: PodState,
  pod: Pod,
  minReadySeconds: number,
  instant: Instant,
): { state: PodState; until: Us | null }[] {
  const facts = instant.facts(pod.metadata.uid)
  const container = pod.spec.containers[0]
  const image = imageBehaviour(instant.images, container?.image ?? '')
  const minReady = minReadySeconds * 1_000_000
  const ripe = (ready: Us) => [
    { state: 'ready' as const, until: ready + minReady },
    { state: 'available' as const, until: null },
  ]
  if (state === 'ready') {
    const until = availableAt(pod, minReadySeconds, instant.epochSeconds)
    return [
      { state, until },
      { state: 'available', until: null },
    ]
  }
  if (state === 'terminating') return [{ state, until: facts?.stop?.sigkillAt ?? null }]
  if (!image || image.neverReady || image.exitAfterMs !== undefined) {
    return [{ state, until: facts?.backOff?.until ?? facts?.pull?.until ?? null }]
  }
  if (state === 'notReady' && facts?.readiness?.nextAt !== undefined) {
    const listensAt = (facts.startedAt ?? 0) + image.readyAfterMs * MILLISECOND
    const ready = firstGoodProbe(
      facts.readiness.nextAt,
      listensAt,
      container?.readinessProbe?.periodSeconds ?? 10,
    )
    return [{ state, until: ready }, ...ripe(ready)]
  }
  if (state === 'creating' && facts?.pull) {
    const ready = facts.pull.until + image.readyAfterMs * MILLISECOND
    return [{ state, until: facts.pull.until }, { state: 'notReady', until: ready }, ...ripe(ready)]
  }
  return [{ state, until: null }]
}

/** `versions`: all of the pod up to the instant, oldest first. */
export function lifeOf(versions: readonly Version[], minReadySeconds: number, instant: Instant): Stretch[] {
  const past = turns(versions, minReadySeconds, instant)
  const now = past.at(-1)
  const pod = versions.at(-1)?.pod
  if (!now || !pod) return []
  const life = past.slice(0, -1).map(({ state, from }, index): Stretch => {
    return { state, from: toMs(from), until: toMs(past[index + 1]?.from ?? from), foreseen: false }
  })
  let from = now.from
  for (const [index, { state, until }] of foreseen(now.state, pod, minReadySeconds, instant).entries()) {
    life.push({ state, from: toMs(from), until: until === null ? null : toMs(until), foreseen: index > 0 })
    from = until ?? from
  }
  return life
}
