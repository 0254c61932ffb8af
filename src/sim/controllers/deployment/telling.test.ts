import { describe, expect, it } from 'vitest'
import type { DecisionBody } from '../../decisions.ts'
import { createRig, deploymentOf, settledRig, type Rig } from '../rig.ts'

const about = { object: 'Deployment/default/web', deployment: 'Deployment/default/web' }

describe('what a rollout tells', () => {
  const of = (rig: Rig, kind: DecisionBody['kind']) =>
    rig.decisions(kind).map(({ at: _at, ...body }: object & { at?: unknown }) => body)

  it('[DEP-6] [DEP-7] [DEP-22] which ReplicaSet was made, found, and completed', () => {
    const rig = settledRig(2)
    const [first] = rig.replicaSets()
    const replicaSet = `ReplicaSet/default/${first?.metadata.name}`
    expect(of(rig, 'NewReplicaSetCreated')).toMatchObject([
      {
        ...about,
        rule: 'DEP-7',
        replicaSet,
        hash: first?.metadata.labels?.['pod-template-hash'],
        revision: 1,
        replicas: 2,
        numbers: { desired: 2, newSpec: 2, oldSpec: 0 },
      },
    ])
    expect(of(rig, 'RolloutComplete')).toMatchObject([{ ...about, rule: 'DEP-22', replicaSet, replicas: 2 }])
    rig.setImage('app:v2')
    rig.pass(1)
    rig.setImage('app:v1')
    rig.pass(1)
    expect(of(rig, 'RevisionBumped')).toMatchObject([
      { object: replicaSet, deployment: about.deployment, rule: 'DEP-6', replicaSet, from: 1, to: 3 },
    ])
    expect(of(rig, 'NewReplicaSetFound').at(-1)).toMatchObject({
      ...about,
      rule: 'DEP-6',
      replicaSet,
      revision: 3,
    })
  })

  it('[DEP-21] what a recreation takes down and waits for', () => {
    const rig = settledRig(2, {}, { strategy: { type: 'Recreate' } })
    const old = `ReplicaSet/default/${rig.replicaSets()[0]?.metadata.name}`
    expect(of(rig, 'NewReplicaSetCreated')).toMatchObject([{ numbers: null, replicas: 2 }])
    rig.setImage('app:v2')
    rig.pass(1)
    expect(of(rig, 'RecreateScaledDown')).toMatchObject([
      { ...about, rule: 'DEP-21', replicaSet: old, from: 2, to: 0 },
    ])
    expect(of(rig, 'RecreateWaits').at(-1)).toMatchObject({ ...about, rule: 'DEP-21', oldPods: 2 })
    expect(rig.replicaSets()).toHaveLength(1)
  })

  it('[DEP-8] a collision, and how far the deadline is', () => {
    const rig = createRig()
    rig.create('deployments', deploymentOf(1, {}, { progressDeadlineSeconds: 60 }))
    rig.pass(70)
    const [first] = of(rig, 'DeadlineChecked')
    expect(first).toMatchObject({ ...about, rule: 'DEP-23', exceeded: false, deadlineSeconds: 60 })
    expect(of(rig, 'DeadlineChecked').at(-1)).toMatchObject({
      ...about,
      exceeded: true,
      lastProgressAt: 0,
      deadlineAt: 60_000_000,
    })
  })

  it('[DEP-15] pausing and going on', () => {
    const rig = settledRig(1)
    rig.edit((spec) => ({ ...spec, paused: true }))
    rig.pass(1)
    rig.edit(({ paused: _paused, ...spec }) => spec)
    rig.pass(1)
    expect(of(rig, 'Paused')).toMatchObject([{ ...about, rule: 'DEP-15' }])
    expect(of(rig, 'Resumed')).toMatchObject([{ ...about, rule: 'DEP-15' }])
    const messages = rig.d().status.conditions?.map(({ message }) => message)
    expect(messages).toContain('Deployment has minimum availability.')
  })
})
