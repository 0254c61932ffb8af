/** A fixture as the frame a worker would send: its scene, clock, requests and selection. */
import type { RequestRecord } from '../../sim/facts.ts'
import type { PodView } from '../../worker/picture/picture.ts'
import type { ClockView, Frame, SelectionView } from '../../worker/protocol.ts'
import { sceneOf, type Fixture } from './build.ts'

/** 40 requests per second to the joined pods in turn, for the six seconds before `at`. */
function requestsOf(pods: readonly PodView[], at: number): RequestRecord[] {
  const joined = pods.filter((pod) => pod.joined)
  return Array.from({ length: 240 }, (_, index) => {
    const pod = joined[(index * 7) % Math.max(1, joined.length)]
    const sent = (at - (240 - index) * 25) * 1_000
    const bad = pod?.answersErrors ?? true
    return {
      id: index,
      at: sent,
      doneAt: sent + 9_000,
      outcome: pod ? (bad ? 'error' : 'answered') : 'refused',
      status: pod ? (bad ? 500 : 200) : 0,
      pod: pod?.uid ?? null,
      version: pod?.version ?? null,
      body: '',
    } satisfies RequestRecord
  })
}

function selectionOf(pod: PodView, at: number): SelectionView {
  return {
    object: `Pod/default/${pod.name}`,
    yaml: '',
    changedLines: [],
    life: [
      { state: 'pending', from: at - 5_000, until: at - 3_000, foreseen: false },
      { state: 'creating', from: at - 3_000, until: at - 1_700, foreseen: false },
      { state: 'notReady', from: at - 1_700, until: at + 4_600, foreseen: false },
      { state: 'ready', from: at + 4_600, until: at + 14_600, foreseen: true },
    ],
    why: null,
    facts: [
      { key: 'node', value: 'node-2' },
      { key: 'readinessProbe', value: 'GET / → 503' },
      { key: 'next probe', value: 'in 1.3 s' },
    ],
    events: [],
  }
}

export function frameOf(fixture: Fixture): { frame: Frame; selected: string | null } {
  const { scene, pods } = sceneOf(fixture)
  const liveAt = fixture.liveAt ?? fixture.at
  const chosen = pods.find((pod) => pod.uid === fixture.select)
  const clock: ClockView = {
    at: fixture.at,
    liveAt,
    live: liveAt === fixture.at,
    playing: fixture.playing ?? false,
    speed: fixture.speed ?? 1,
    rate: fixture.playing ? (fixture.speed ?? 1) : 0,
    branch: 'main',
    branches: [],
  }
  return {
    selected: chosen ? `Pod/default/${chosen.name}` : null,
    frame: {
      type: 'frame',
      clock,
      scene,
      pods: Object.fromEntries(pods.map((pod) => [pod.uid, pod])),
      reset: true,
      events: [],
      decisions: [],
      requests: requestsOf(pods, fixture.at),
      chart: { samples: fixture.samples ?? [], marks: fixture.marks ?? [] },
      output: [],
      selection: chosen ? selectionOf(chosen, fixture.at) : null,
      say: [],
      acks: [],
    },
  }
}
