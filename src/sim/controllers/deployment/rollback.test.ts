import { describe, expect, it } from 'vitest'
import { rollback } from './rollback.ts'
import { CONFLICT, REVISION, unitRig } from './unitrig.ts'

const TO = 'deprecated.deployment.rollback.to'
const APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'

/** A Deployment of those images, one revision after the other, that is asked to go back. */
function rig(images: readonly string[]) {
  const rig = unitRig({ annotations: { note: images[0] ?? '', [APPLIED]: '{}' } })
  const step = () => {
    rig.hear()
    return rollback(rig.dc, rig.sync(), [...rig.caches.replicasets.values()])
  }
  const ask = (to: string): void =>
    rig.edit(({ metadata }) => ({
      metadata: { ...metadata, annotations: { ...metadata.annotations, [TO]: to } },
    }))
  for (const [i, image] of images.entries()) {
    rig.pass(1)
    if (i > 0) {
      rig.setImage(image)
      rig.edit(({ metadata }) => ({
        metadata: { ...metadata, annotations: { ...metadata.annotations, note: image } },
      }))
    }
    // Asked for what is not there, it creates what is missing and takes the wish away.
    ask('99')
    step()
    step()
  }
  rig.events.length = rig.writes.length = 0
  const image = () => rig.d().spec.template.spec.containers[0]?.image
  return { ...rig, ask, step, image }
}

describe('rolling back by the annotation', () => {
  it('[DEP-25] brings template and annotations of that revision, and takes the wish away', () => {
    const { ask, step, d, image, events } = rig(['app:v1', 'app:v2', 'app:v3'])
    ask('1')
    const before = d()
    expect(step()).toBeUndefined()
    expect(image()).toBe('app:v1')
    expect(d().spec.template.metadata?.labels).toEqual({ app: 'web' })
    expect(d().metadata.annotations).toEqual({ note: 'app:v1', [APPLIED]: '{}', [REVISION]: '3' })
    expect(d().spec).toEqual({ ...before.spec, template: d().spec.template })
    expect(events).toEqual(['Normal DeploymentRollback: Rolled back deployment "web" to revision 1'])
  })

  it('[DEP-25] goes to the one before when it is asked for 0', () => {
    const { ask, step, image, events } = rig(['app:v1', 'app:v2', 'app:v3'])
    ask('0')
    step()
    expect(image()).toBe('app:v2')
    expect(events).toEqual(['Normal DeploymentRollback: Rolled back deployment "web" to revision 2'])
  })

  it.each<[string, string, string]>([
    ['7', 'DeploymentRollbackRevisionNotFound', 'Unable to find the revision to rollback to.'],
    [
      '2',
      'DeploymentRollbackTemplateUnchanged',
      'The rollback revision contains the same template as current deployment "web"',
    ],
  ])('[DEP-25] to %s: says why not, and takes the wish away', (to, reason, message) => {
    const { ask, step, d, image, events, refuse } = rig(['app:v1', 'app:v2'])
    ask(to)
    refuse('update deployments')
    expect(step()).toEqual(CONFLICT)
    expect(d().metadata.annotations?.[TO]).toBe(to)
    events.length = 0
    const again = rig(['app:v1', 'app:v2'])
    again.ask(to)
    expect(again.step()).toBeUndefined()
    expect(again.events).toEqual([`Warning ${reason}: ${message}`])
    expect(again.d().metadata.annotations).not.toHaveProperty([TO])
    expect(again.d().metadata.annotations).toMatchObject({ note: 'app:v2', [REVISION]: '2' })
    expect([image(), again.image()]).toEqual(['app:v2', 'app:v2'])
  })

  it('[DEP-25] has no last one to go to when there is only one', () => {
    const { ask, step, d, events } = rig(['app:v1'])
    ask('0')
    expect(step()).toBeUndefined()
    expect(events).toEqual(['Warning DeploymentRollbackRevisionNotFound: Unable to find last revision.'])
    expect(d().metadata.annotations).not.toHaveProperty([TO])
  })

  it('[DEP-25] creates the ReplicaSet of the present template first', () => {
    const { ask, step, setImage, replicaSets, image } = rig(['app:v1'])
    setImage('app:v2')
    ask('1')
    // The Deployment has been written by then: the rollback itself is for the retry.
    expect(step()).toMatchObject({ reason: 'Conflict' })
    expect([replicaSets().length, image()]).toEqual([2, 'app:v2'])
    expect(step()).toBeUndefined()
    expect(image()).toBe('app:v1')
  })

  it('[DEP-25] is not told when it was refused, and fails with what is found out before', () => {
    const { ask, step, refuse, allow, image, events } = rig(['app:v1', 'app:v2'])
    ask('1')
    refuse('update deployments')
    expect(step()).toEqual(CONFLICT)
    expect([events, image()]).toEqual([[], 'app:v2'])
    allow()
    expect(step()).toBeUndefined()
    expect(image()).toBe('app:v1')
    ask('2')
    refuse('update replicasets')
    expect(step()).toEqual(CONFLICT)
    expect(image()).toBe('app:v1')
  })
})
