import { describe, expect, it } from 'vitest'
import type { Deployment, DeploymentCondition, ReplicaSet } from '../../api/types/apps.ts'
import { SECOND } from '../../time.ts'
import { sketch } from '../newsrig.ts'
import { checkPausedConditions, syncRolloutStatus } from './progress.ts'
import { CONFLICT, START, unitRig } from './unitrig.ts'

const NO_DEADLINE = 2_147_483_647

const progressing = (reason: string, lastUpdateTime = START): DeploymentCondition => ({
  type: 'Progressing',
  status: 'True',
  reason,
  lastUpdateTime,
  lastTransitionTime: START,
})

const replicaSet = (name: string, status: object = {}): ReplicaSet =>
  sketch('replicasets', name, { spec: { replicas: 4 }, status }) as ReplicaSet

/** A Deployment with those conditions as the controller sees it, and what its queue is asked to do. */
function rig(spec: object = {}, ...conditions: DeploymentCondition[]) {
  const rig = unitRig({ spec })
  const asked: string[] = []
  Object.assign(rig.dc, {
    queue: {
      addAfter: (key: string, delay: number) => asked.push(`${key} ${delay / SECOND}`),
      addRateLimited: (key: string) => asked.push(`${key} soon`),
    },
  })
  let seen = (): Deployment => ({ ...rig.d(), status: { conditions } })
  const told = () => rig.condition('Progressing')
  const pause = () => checkPausedConditions(rig.dc, { d: seen() })
  const roll = (newRS: ReplicaSet | undefined, all: readonly ReplicaSet[]) =>
    syncRolloutStatus(rig.dc, { d: seen() }, all, newRS)
  /** From now on it sees what is stored. */
  const hear = (): void => void (seen = rig.d)
  return { ...rig, asked, told, pause, roll, hear }
}

describe('pausing and resuming', () => {
  it('[DEP-15] set Progressing to Unknown with their reason', () => {
    const { pause, told, decisions, edit, hear } = rig({ paused: true })
    expect(pause()).toBeUndefined()
    expect(told()).toMatchObject({
      status: 'Unknown',
      reason: 'DeploymentPaused',
      message: 'Deployment is paused',
      lastUpdateTime: START,
    })
    edit(({ spec }) => ({ spec: { ...spec, paused: false } }))
    hear()
    expect(pause()).toBeUndefined()
    expect(told()).toMatchObject({
      status: 'Unknown',
      reason: 'DeploymentResumed',
      message: 'Deployment is resumed',
    })
    expect(decisions.map(({ kind }) => kind)).toEqual(['Paused', 'Resumed'])
  })

  it.each<[string, object, DeploymentCondition[]]>([
    ['nothing has changed', { paused: true }, [progressing('DeploymentPaused')]],
    ['there is no deadline', { paused: true, progressDeadlineSeconds: NO_DEADLINE }, []],
    ['the deadline has passed', { paused: true }, [progressing('ProgressDeadlineExceeded')]],
  ])('[DEP-15] do not when %s', (_why, spec, conditions) => {
    const { pause, writes, decisions } = rig(spec, ...conditions)
    expect(pause()).toBeUndefined()
    expect([writes, decisions]).toEqual([[], []])
  })

  it('[DEP-15] are not told of when they cannot be written', () => {
    const { pause, refuse, decisions } = rig({ paused: true })
    refuse('updateStatus deployments')
    expect(pause()).toEqual(CONFLICT)
    expect(decisions).toEqual([])
  })
})

describe('the condition Progressing', () => {
  it('[DEP-22] names the Deployment while there is no new ReplicaSet', () => {
    const { roll, told } = rig()
    expect(roll(undefined, [replicaSet('old', { replicas: 4, readyReplicas: 1 })])).toBeUndefined()
    expect(told()).toMatchObject({
      status: 'True',
      reason: 'ReplicaSetUpdated',
      message: 'Deployment "web" is progressing.',
    })
  })

  it('[DEP-22] goes when there is no deadline', () => {
    const { roll, told, condition } = rig(
      { progressDeadlineSeconds: NO_DEADLINE },
      progressing('ReplicaSetUpdated'),
    )
    const fresh = replicaSet('new', { replicas: 4, readyReplicas: 4, availableReplicas: 4 })
    expect(roll(fresh, [fresh])).toBeUndefined()
    expect([told(), condition('Available')?.status]).toEqual([undefined, 'True'])
  })
})

describe('failures of ReplicaSets', () => {
  const failed = (message: string): object => ({
    conditions: [
      { type: 'Other', status: 'True', message: 'of no matter' },
      { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message, lastTransitionTime: START },
    ],
  })
  const other = { conditions: [{ type: 'Other', status: 'True' }] }

  it.each<[string, object, object, object, string | undefined]>([
    ['the new one’s', failed('new'), failed('a'), failed('b'), 'new'],
    ['else the first there is', {}, {}, failed('b'), 'b'],
    ['of two the first', other, failed('a'), failed('b'), 'a'],
    ['none', other, other, {}, undefined],
  ])('[DEP-24] %s', (_which, ofNew, ofA, ofB, message) => {
    const { roll, condition } = rig({}, progressing('ReplicaSetUpdated'))
    const fresh = replicaSet('new', ofNew)
    expect(roll(fresh, [replicaSet('a', ofA), replicaSet('b', ofB), fresh])).toBeUndefined()
    expect(condition('ReplicaFailure')?.message).toBe(message)
  })

  it('[DEP-24] come even without a new one, and go again', () => {
    const { roll, condition, hear } = rig({}, progressing('ReplicaSetUpdated'))
    roll(undefined, [replicaSet('a', failed('a'))])
    expect(condition('ReplicaFailure')).toEqual({
      type: 'ReplicaFailure',
      status: 'True',
      reason: 'FailedCreate',
      message: 'a',
      lastUpdateTime: START,
      lastTransitionTime: START,
    })
    hear()
    roll(undefined, [replicaSet('a')])
    expect(condition('ReplicaFailure')).toBeUndefined()
  })
})

describe('when nothing has changed', () => {
  /** What the queue is asked for at the second look, `after` seconds after the last progress. */
  const again = (after: number, spec: object, ...conditions: DeploymentCondition[]): string[] => {
    const { roll, asked, hear, pass } = rig(spec, ...conditions)
    const fresh = replicaSet('new')
    roll(fresh, [fresh])
    hear()
    pass(after)
    roll(fresh, [fresh])
    return asked
  }
  const spec = { progressDeadlineSeconds: 60 }

  it.each<[number, string]>([
    [0, '61'],
    [58.5, '2.5'],
    [59, '2'],
    [59.5, 'soon'],
  ])('[DEP-23] looks again a second after the deadline, within the last second at once: %d s', (s, asked) => {
    expect(again(s, spec, progressing('ReplicaSetUpdated'))).toEqual([`default/web ${asked}`])
  })

  it('[DEP-23] not without a deadline or a Progressing condition, nor once it has passed', () => {
    expect(again(5, { progressDeadlineSeconds: NO_DEADLINE })).toEqual([])
    expect(again(5, { progressDeadlineSeconds: NO_DEADLINE }, progressing('ReplicaSetUpdated'))).toEqual([])
    expect(again(5, spec)).toEqual([])
    expect(again(5, spec, { ...progressing('ProgressDeadlineExceeded'), status: 'False' })).toEqual([])
  })
})
