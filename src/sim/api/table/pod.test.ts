import { describe, expect, it } from 'vitest'
import { DEFAULT_EPOCH_SECONDS as NOW, rfc3339 } from '../../time.ts'
import type { ContainerStatus, Pod, PodStatus } from '../types/pod.ts'
import { age, podCells, podSummary } from './pod.ts'

type Part = Partial<ContainerStatus>

const status = (part: Part): ContainerStatus => ({
  name: 'web',
  ready: false,
  restartCount: 0,
  image: '',
  imageID: '',
  ...part,
})

const running: Part = { ready: true, state: { running: {} } }
const exited = (exitCode: number, more: object = {}): Part => ({
  state: { terminated: { exitCode, ...more } },
})
const waiting = (reason: string): Part => ({ state: { waiting: { reason } } })

function pod(containers: Part[], more: Partial<PodStatus> = {}, meta: object = {}, spec: object = {}): Pod {
  return {
    metadata: { name: 'p', creationTimestamp: rfc3339(NOW - 65), ...meta },
    spec: { containers: containers.map((_, i) => ({ name: `c${i}` })), ...spec },
    status: { phase: 'Running', containerStatuses: containers.map(status), ...more },
  } as unknown as Pod
}

const shown = (of: Pod): string => `${podSummary(of).ready} ${podSummary(of).reason}`
const ready: PodStatus = { conditions: [{ type: 'Ready', status: 'True' }] }

describe('pod row', () => {
  it.each<[string, Pod]>([
    ['1 Running', pod([running])],
    ['0 Running', pod([{ state: { running: {} } }])],
    ['0 Pending', pod([], { phase: 'Pending' })],
    ['0 ContainerCreating', pod([waiting('ContainerCreating')], { phase: 'Pending' })],
    ['0 ImagePullBackOff', pod([waiting('ImagePullBackOff')], { phase: 'Pending' })],
    ['0 Evicted', pod([], { phase: 'Failed', reason: 'Evicted' })],
    ['0 Error', pod([exited(1, { reason: 'Error' })])],
    ['0 ExitCode:3', pod([exited(3)])],
    ['0 Signal:9', pod([exited(137, { signal: 9 })])],
    ['1 CrashLoopBackOff', pod([waiting('CrashLoopBackOff'), running])],
    ['0 A', pod([waiting('A'), waiting('B')])],
    ['1 NotReady', pod([exited(0, { reason: 'Completed' }), running])],
    ['1 Running', pod([exited(0, { reason: 'Completed' }), running], ready)],
    ['0 Completed', pod([exited(0, { reason: 'Completed' })], ready)],
    [
      '0 SchedulingGated',
      pod([], {
        phase: 'Pending',
        conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }],
      }),
    ],
    ['1 Terminating', pod([running], {}, { deletionTimestamp: rfc3339(NOW) })],
    ['1 Unknown', pod([running], { reason: 'NodeLost' }, { deletionTimestamp: rfc3339(NOW) })],
    [
      '0 Completed',
      pod([exited(0, { reason: 'Completed' })], { phase: 'Succeeded' }, { deletionTimestamp: rfc3339(NOW) }),
    ],
  ])('[ROW-1] shows %s', (text, of) => {
    expect(shown(of)).toBe(text)
  })

  const init = { initContainers: [{ name: 'web' }, { name: 'side', restartPolicy: 'Always' }] }
  const withInit = (...statuses: Part[]): Pod =>
    pod(
      [waiting('PodInitializing')],
      { phase: 'Pending', initContainerStatuses: statuses.map(status) },
      {},
      init,
    )

  it.each<[string, Pod]>([
    ['0 Init:0/2', withInit({ state: { running: {} } })],
    ['0 Init:0/2', withInit(waiting('PodInitializing'))],
    ['0 Init:ErrImagePull', withInit(waiting('ErrImagePull'))],
    ['0 Init:Error', withInit(exited(1, { reason: 'Error' }))],
    ['0 Init:ExitCode:2', withInit(exited(2))],
    ['0 Init:Signal:9', withInit(exited(137, { signal: 9 }))],
    ['0 Init:1/2', withInit(exited(0), { name: 'side', ...running })],
    ['1 PodInitializing', withInit(exited(0), { name: 'side', ...running, started: true })],
  ])('[ROW-1] of init containers shows %s', (text, of) => {
    expect(shown(of)).toBe(text)
  })

  it('[ROW-1] looks at the containers of an unfinished pod that was initialized once', () => {
    const of = withInit({ state: { running: {} } })
    of.status.conditions = [{ type: 'Initialized', status: 'True' }]
    expect(shown(of)).toBe('0 PodInitializing')
  })

  it('[ROW-2] counts restarts with the time of the last', () => {
    const last = (ago: number): Part => ({
      lastState: { terminated: { exitCode: 1, finishedAt: rfc3339(NOW - ago) } },
    })
    const restarts = (...parts: Part[]): string | undefined => podCells(pod(parts), NOW)[3]
    expect(restarts(running)).toBe('0')
    expect(restarts({ ...running, restartCount: 2 })).toBe('2')
    expect(restarts({ ...running, restartCount: 2, ...last(125) }, { restartCount: 1, ...last(10) })).toBe(
      '3 (10s ago)',
    )
    expect(restarts({ ...running, ...last(10) })).toBe('0')
  })

  it('[ROW-2] forgets the restarts of init containers once they are done, but not those of sidecars', () => {
    const of = withInit(
      { ...exited(0), restartCount: 4 },
      { name: 'side', ...running, started: true, restartCount: 2 },
    )
    expect(podCells(of, NOW)[3]).toBe('2')
    expect(podCells(of, NOW)[1]).toBe('1/2')
  })

  it('[ROW-2] fills the wide cells, or says none', () => {
    expect(podCells(pod([running]), NOW)).toEqual([
      'p',
      '1/1',
      'Running',
      '0',
      '65s',
      '<none>',
      '<none>',
      '<none>',
      '<none>',
    ])
    const full = pod(
      [running],
      {
        podIP: '10.244.1.2',
        nominatedNodeName: 'n2',
        conditions: [
          { type: 'a', status: 'True' },
          { type: 'b', status: 'False' },
        ],
      },
      {},
      { nodeName: 'n1', readinessGates: [{ conditionType: 'a' }, { conditionType: 'b' }] },
    )
    expect(podCells(full, NOW).slice(5)).toEqual(['10.244.1.2', 'n1', 'n2', '1/2'])
  })

  it('[ROW-2] does not know the age of what was never created', () => {
    expect(age(undefined, NOW)).toBe('<unknown>')
    expect(age(null, NOW)).toBe('<unknown>')
    expect(age(rfc3339(NOW - 1), NOW)).toBe('1s')
  })
})
