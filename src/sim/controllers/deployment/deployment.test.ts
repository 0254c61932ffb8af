import { describe, expect, it } from 'vitest'
import { isPodActive } from '../replicaset/podstate.ts'
import { createRig, deploymentOf, settledRig } from '../rig.ts'

describe('what a Deployment goes by', () => {
  it('[DEP-1] a pod of it matters only through its ReplicaSet', () => {
    const rig = settledRig(1)
    const [pod] = rig.pods()
    const before = rig.d().metadata.resourceVersion
    rig.api.updateStatus('pods', { ...pod!, status: { ...pod!.status, message: 'busy' } })
    rig.pass(1)
    expect(rig.d().metadata.resourceVersion).toBe(before)
  })

  it('[DEP-2] a stale write is lost and tried again by the queue', () => {
    const rig = createRig()
    rig.create('deployments', deploymentOf(3))
    while (!rig.d().status.conditions) rig.runtime.next()
    const written = rig.d().status
    expect(written.observedGeneration).toBeUndefined()
    expect(written.conditions?.map(({ type }) => type)).toEqual(['Progressing'])
    rig.pass(1)
    expect(rig.d().status.observedGeneration).toBe(1)
  })

  it('[DEP-4] adopts a matching orphan, and releases what matches no longer', () => {
    const rig = settledRig(1)
    const [rs] = rig.replicaSets()
    const { ownerReferences: _refs, ...metadata } = rs!.metadata
    rig.api.update('replicasets', { ...rs!, metadata })
    rig.pass(1)
    expect(rig.replicaSets()[0]?.metadata.ownerReferences?.[0]?.name).toBe('web')
    const adopted = rig.replicaSets()[0]!
    rig.api.update('replicasets', { ...adopted, metadata: { ...adopted.metadata, labels: { app: 'other' } } })
    rig.pass(1)
    const released = rig.api.get('replicasets', 'default', adopted.metadata.name)
    expect(released?.metadata.ownerReferences).toBeUndefined()
  })

  it('[DEP-5] goes back to the oldest ReplicaSet of the same template', () => {
    const rig = settledRig(1)
    const first = rig.replicaSets()[0]!.metadata.name
    rig.setImage('app:v2')
    rig.pass(1)
    rig.setImage('app:v1')
    rig.pass(1)
    const back = rig.replicaSets().find(({ metadata }) => metadata.name === first)
    expect(back?.spec.replicas).toBe(1)
    expect(rig.replicaSets()).toHaveLength(2)
  })

  it('[DEP-6] revisions go up, and the one that was is remembered', () => {
    const rig = settledRig(1)
    rig.setImage('app:v2')
    rig.pass(1)
    rig.setImage('app:v1')
    rig.pass(1)
    const newest = rig.replicaSets().at(-1)!
    expect(newest.metadata.annotations).toMatchObject({
      'deployment.kubernetes.io/revision': '3',
      'deployment.kubernetes.io/revision-history': '1',
    })
    expect(rig.d().metadata.annotations?.['deployment.kubernetes.io/revision']).toBe('3')
    expect(rig.d().metadata.generation).toBe(3)
  })

  it('[DEP-6] minReadySeconds reaches the new ReplicaSet alone', () => {
    const rig = settledRig(1)
    rig.edit((spec) => ({ ...spec, minReadySeconds: 7 }))
    rig.pass(1)
    expect(rig.replicaSets()[0]?.spec.minReadySeconds).toBe(7)
  })

  it('[DEP-7] names, sizes and annotates the new ReplicaSet', () => {
    const rig = createRig()
    rig.create('deployments', deploymentOf(10))
    rig.pass(1)
    const [rs] = rig.replicaSets()
    expect(rs?.metadata.name).toMatch(/^web-[456789bcdf]{1,10}$/)
    expect(rs?.metadata.annotations).toEqual({
      'deployment.kubernetes.io/revision': '1',
      'deployment.kubernetes.io/desired-replicas': '10',
      'deployment.kubernetes.io/max-replicas': '13',
    })
    expect(rig.events()[0]).toBe(`Scaled up replica set ${rs?.metadata.name} from 0 to 10`)
  })

  it('[DEP-7] says nothing of a ReplicaSet that begins with no pods', () => {
    const rig = createRig()
    rig.create('deployments', deploymentOf(0))
    rig.pass(1)
    expect(rig.replicaSets()).toHaveLength(1)
    expect(rig.events()).toEqual([])
  })

  it('[DEP-8] a foreign ReplicaSet of its name is a collision: another hash', () => {
    const free = createRig()
    free.create('deployments', deploymentOf(1))
    free.pass(1)
    const { name } = free.replicaSets()[0]!.metadata
    const rig = createRig()
    rig.create('replicasets', {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name },
      spec: {
        replicas: 0,
        selector: { matchLabels: { app: 'other' } },
        template: {
          metadata: { labels: { app: 'other' } },
          spec: { containers: [{ name: 'x', image: 'x' }] },
        },
      },
    })
    rig.pass(1)
    rig.create('deployments', deploymentOf(1))
    rig.pass(1)
    expect(rig.d().status.collisionCount).toBe(1)
    const own = rig.replicaSets().filter(({ metadata }) => metadata.ownerReferences)
    expect(own).toHaveLength(1)
    expect(own[0]?.metadata.name).not.toBe(name)
    expect(rig.decisions('HashCollision')).toHaveLength(1)
  })

  it('[DEP-9] one update for size and annotations, one Event', () => {
    const rig = settledRig(2)
    rig.edit((spec) => ({ ...spec, replicas: 5 }))
    rig.pass(1)
    const [rs] = rig.replicaSets()
    expect(rs?.metadata.generation).toBe(2)
    expect(rs?.metadata.annotations).toMatchObject({
      'deployment.kubernetes.io/desired-replicas': '5',
      'deployment.kubernetes.io/max-replicas': '7',
    })
    expect(rig.events()).toContain(`Scaled up replica set ${rs?.metadata.name} from 2 to 5`)
  })

  it('[DEP-11] a scaling in the middle of a rollout is shared before it rolls on', () => {
    const rig = settledRig(10)
    rig.setImage('app:v2')
    rig.pass(1)
    rig.reap()
    rig.edit((spec) => ({ ...spec, replicas: 15 }))
    rig.pass(1)
    expect(rig.decisions('ScaledProportionally').map((d) => ('to' in d ? d.to : 0))).toEqual([12, 7])
  })

  it('[DEP-12] [DEP-15] paused: a new template creates nothing, a new size is taken', () => {
    const rig = settledRig(2)
    rig.edit((spec) => ({ ...spec, paused: true }))
    rig.pass(1)
    expect(rig.d().status.conditions?.find(({ type }) => type === 'Progressing')).toMatchObject({
      status: 'Unknown',
      reason: 'DeploymentPaused',
    })
    rig.setImage('app:v2')
    rig.edit((spec) => ({ ...spec, replicas: 4 }))
    rig.pass(1)
    expect(rig.replicaSets().map(({ spec }) => spec.replicas)).toEqual([4])
    rig.edit(({ paused: _paused, ...spec }) => spec)
    rig.pass(1)
    expect(rig.replicaSets()).toHaveLength(2)
    expect(rig.decisions('Resumed')).toHaveLength(1)
  })

  it('[DEP-16] counts, and is available from the floor on', () => {
    const rig = createRig()
    rig.create('deployments', deploymentOf(4))
    rig.pass(1)
    const available = (): string | undefined =>
      rig.d().status.conditions?.find(({ type }) => type === 'Available')?.status
    rig.setReady(rig.pods().slice(0, 2))
    rig.pass(1)
    expect(available()).toBe('False')
    rig.setReady(rig.pods().slice(0, 3))
    rig.pass(1)
    expect(available()).toBe('True')
    expect(rig.d().status).toMatchObject({
      replicas: 4,
      readyReplicas: 3,
      unavailableReplicas: 1,
      terminatingReplicas: 0,
    })
  })

  it('[DEP-20] M11 and M12: deletes what is beyond the limit and empty', () => {
    const rig = settledRig(1, {}, { revisionHistoryLimit: 1 })
    for (const image of ['app:v2', 'app:v3', 'app:v4']) {
      rig.setImage(image)
      rig.pass(1)
      rig.setReady(rig.pods().filter(isPodActive))
      rig.pass(1)
      rig.reap()
      rig.pass(1)
    }
    const images = rig.replicaSets().map(({ spec }) => spec.template.spec.containers[0]?.image)
    expect(images).toEqual(['app:v3', 'app:v4'])
    expect(rig.decisions('HistoryCleaned').at(-1)).toMatchObject({ limit: 1, candidates: 2 })
  })

  it('[DEP-22] [DEP-23] M8: the deadline is told a second after it has passed', () => {
    const rig = createRig()
    rig.create('deployments', deploymentOf(1, {}, { progressDeadlineSeconds: 60 }))
    const reason = (): string | undefined =>
      rig.d().status.conditions?.find(({ type }) => type === 'Progressing')?.reason
    rig.pass(60.9)
    expect(reason()).toBe('ReplicaSetUpdated')
    rig.pass(0.2)
    expect(reason()).toBe('ProgressDeadlineExceeded')
    rig.setReady(rig.pods())
    rig.pass(1)
    expect(reason()).toBe('NewReplicaSetAvailable')
    expect(rig.decisions('DeadlineChecked').some((d) => 'exceeded' in d && d.exceeded)).toBe(true)
  })

  it('[DEP-15] M9: resuming restarts the clock', () => {
    const rig = createRig()
    rig.create('deployments', deploymentOf(1, {}, { progressDeadlineSeconds: 60 }))
    rig.pass(30)
    rig.edit((spec) => ({ ...spec, paused: true }))
    rig.pass(300)
    rig.edit(({ paused: _paused, ...spec }) => spec)
    const reason = (): string | undefined =>
      rig.d().status.conditions?.find(({ type }) => type === 'Progressing')?.reason
    rig.pass(59)
    expect(reason()).toBe('DeploymentResumed')
    rig.pass(3)
    expect(reason()).toBe('ProgressDeadlineExceeded')
  })

  it('[DEP-25] the deprecated annotation rolls back, or says why not', () => {
    const rig = settledRig(1)
    rig.setImage('app:v2')
    rig.pass(1)
    const ask = (revision: string): void => {
      const d = rig.d()
      const annotations = { ...d.metadata.annotations, 'deprecated.deployment.rollback.to': revision }
      rig.api.update('deployments', { ...d, metadata: { ...d.metadata, annotations } })
      rig.pass(1)
    }
    ask('9')
    expect(rig.events()).toContain('Unable to find the revision to rollback to.')
    ask('2')
    expect(rig.events()).toContain(
      'The rollback revision contains the same template as current deployment "web"',
    )
    ask('0')
    expect(rig.events()).toContain('Rolled back deployment "web" to revision 1')
    expect(rig.d().spec.template.spec.containers[0]?.image).toBe('app:v1')
    expect(rig.d().metadata.annotations?.['deprecated.deployment.rollback.to']).toBeUndefined()
  })
})
