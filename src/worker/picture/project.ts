/** From one instant to the picture: the only place that puts the parts together. Pure. */
import { bannerOf } from './banner.ts'
import { deploymentView } from './deployment.ts'
import { gaugeOf } from './gauge.ts'
import { EMPTY_HEADLINE, headlineOf } from './headline.ts'
import { imagesOf } from './images.ts'
import { toMs, type Instant } from './instant.ts'
import { lanesOf } from './lanes.ts'
import type { LaneView, Picture, PodView, Scene } from './picture.ts'
import { tokenOf } from './podview.ts'
import { revisionsOf } from './revisions.ts'
import { rolloutOf, shownDeployment, type Rollout, type RolloutPod } from './rollout.ts'
import { askedEndpoints, serviceOf, serviceView, slicesOf } from './service.ts'
import { trafficOf } from './traffic.ts'
import { waitingFor } from './waiting.ts'

/** A token for each pod that stays, then for each that leaves, in the order of the rollout. */
function tokensOf(rollout: Rollout, instant: Instant, joined: ReadonlySet<string>): PodView[] {
  const minReady = new Map<string, number>()
  for (const rs of [...rollout.oldRSs, ...(rollout.newRS ? [rollout.newRS] : [])]) {
    minReady.set(rs.metadata.uid, rs.spec.minReadySeconds ?? 0)
  }
  const token = (one: RolloutPod): PodView =>
    tokenOf(one, instant, joined.has(one.pod.metadata.uid), minReady.get(one.lane) ?? 0)
  return [...rollout.pods.map(token), ...rollout.leaving.map(token)]
}

function byUid(tokens: readonly PodView[]): Record<string, PodView> {
  // Without a prototype it is a hash table from the start: a thousand fields one by one would make as many shapes.
  const pods = Object.create(null) as Record<string, PodView>
  for (const token of tokens) pods[token.uid] = token
  return pods
}

/** Endpoints stand in the order of lanes, then of places. */
const PLACES_PER_LANE = 100_000

function endpointPlace(lanes: readonly LaneView[], pods: Record<string, PodView>) {
  const order = new Map(lanes.map((lane, index) => [lane.uid, index]))
  return (uid: string) => {
    const pod = pods[uid]
    return pod && { hue: pod.hue, place: (order.get(pod.lane) ?? 0) * PLACES_PER_LANE + pod.slot }
  }
}

export function project(instant: Instant): Picture {
  const deployment = shownDeployment(instant)
  const at = toMs(instant.at)
  const service = serviceOf(instant, deployment)
  const slices = service ? slicesOf(instant, service) : []
  if (!deployment) {
    return { at, scene: emptyScene(instant, service && serviceView(service, [], () => undefined)), pods: {} }
  }
  const rollout = rolloutOf(instant, deployment)
  const tokens = tokensOf(rollout, instant, askedEndpoints(slices))
  const pods = byUid(tokens)
  const lanes = lanesOf(rollout, instant, new Set(tokens.map(({ lane }) => lane)))
  const traffic = trafficOf(instant, lanes)
  const told = { instant, rollout, waiting: waitingFor(instant, rollout), traffic }
  const scene: Scene = {
    deployment: deploymentView(rollout, instant.epochSeconds),
    lanes,
    gauge: gaugeOf(rollout, tokens),
    service: service ? serviceView(service, slices, endpointPlace(lanes, pods)) : null,
    traffic,
    headline: headlineOf(told),
    banner: bannerOf(told),
    revisions: revisionsOf(rollout, instant),
    images: imagesOf(rollout, instant, lanes),
  }
  return { at, scene, pods }
}

function emptyScene(instant: Instant, service: Scene['service'] | undefined): Scene {
  return {
    deployment: null,
    lanes: [],
    gauge: null,
    service: service ?? null,
    traffic: trafficOf(instant, []),
    headline: EMPTY_HEADLINE,
    banner: null,
    revisions: [],
    images: [],
  }
}
