/** Pods sorted into their lanes, by place. Computed once for each set of pods the worker sent. */
import type { PodView } from '../../worker/picture/picture.ts'

type Pods = Readonly<Record<string, PodView>>
let last: { pods: Pods; lanes: Map<string, PodView[]> } | null = null

export function podsByLane(pods: Pods): Map<string, PodView[]> {
  if (last?.pods === pods) return last.lanes
  const lanes = new Map<string, PodView[]>()
  for (const pod of Object.values(pods)) {
    const lane = lanes.get(pod.lane)
    if (lane) lane.push(pod)
    else lanes.set(pod.lane, [pod])
  }
  for (const lane of lanes.values()) lane.sort((a, b) => a.slot - b.slot)
  last = { pods, lanes }
  return lanes
}

export const podsOfLane = (pods: Pods, lane: string): readonly PodView[] => podsByLane(pods).get(lane) ?? NONE
const NONE: readonly PodView[] = []
export const podCount = (pods: Pods): number => {
  let n = 0
  for (const lane of podsByLane(pods).values()) n += lane.length
  return n
}
