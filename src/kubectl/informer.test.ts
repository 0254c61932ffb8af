import { describe, expect, it } from 'vitest'
import { createTestSession, type TestSession } from '../../scripts/lib/kubectl-golden/session.ts'
import type { StreamEvent } from '../sim/api/contract.ts'

const NAME = 'kubernetes-bootcamp'
const EXCEEDED = { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' }

const deployment = (resourceVersion: string, conditions: object[] = []): object => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: NAME, namespace: 'default', generation: 2, resourceVersion },
  spec: { replicas: 4 },
  status: { observedGeneration: 2, replicas: 4, updatedReplicas: 2, availableReplicas: 3, conditions },
})
const told = (type: StreamEvent['type'], object: object): StreamEvent => ({ type, object })
const bookmark = (resourceVersion: string): StreamEvent =>
  told('BOOKMARK', { metadata: { resourceVersion, annotations: { 'k8s.io/initial-events-end': 'true' } } })
const expired = told('ERROR', { kind: 'Status', status: 'Failure', code: 410, reason: 'Expired' })

/** Each watch tells its events and is then ended by the server; the last one stays open. */
function session(...watches: StreamEvent[][]): TestSession & { asked: Record<string, string>[] } {
  const asked: Record<string, string>[] = []
  const made = createTestSession('base.json', (host) => ({
    ...host,
    watch(request) {
      asked.push(request.query ?? {})
      const events = watches[asked.length - 1]?.slice() ?? []
      return Promise.resolve({
        response: { status: 200, contentType: 'application/json', warnings: [] },
        next: () => Promise.resolve(events.shift()),
        close: () => undefined,
      })
    },
  }))
  return { ...made, asked }
}

const WAITING = `Waiting for deployment "${NAME}" rollout to finish: 2 out of 4 new replicas have been updated...\n`

describe('a list and watch of one object', () => {
  it('[CTL-15] goes on at the last version when the server ends the watch', async () => {
    const { run, asked } = session(
      [told('ADDED', deployment('10')), bookmark('11')],
      [told('MODIFIED', deployment('20', [EXCEEDED]))],
    )
    const { code, out, err } = await run(`kubectl rollout status deployment/${NAME}`)
    expect(out).toBe(WAITING)
    expect(err).toBe(`error: deployment "${NAME}" exceeded its progress deadline\n`)
    expect(code).toBe(1)
    expect(asked[0]).toMatchObject({ sendInitialEvents: 'true', resourceVersionMatch: 'NotOlderThan' })
    expect(asked[1]).toMatchObject({ resourceVersion: '11', fieldSelector: `metadata.name=${NAME}` })
    expect(asked[1]).not.toHaveProperty('sendInitialEvents')
  })

  it('[CTL-15] lists anew when its version is too old, and finds what went meanwhile', async () => {
    const { run, asked } = session(
      [told('ADDED', deployment('10')), bookmark('11')],
      [expired],
      [bookmark('30')],
    )
    const { out, err } = await run(`kubectl rollout status deployment/${NAME}`)
    expect(out).toBe(WAITING)
    expect(err).toBe('error: object has been deleted\n')
    expect(asked).toHaveLength(3)
    expect(asked[2]).toMatchObject({ sendInitialEvents: 'true' })
  })

  it('[CTL-15] ends at once when what should go was gone before the watch began', async () => {
    const { run } = session([bookmark('11')], [bookmark('12')])
    const pod =
      (await createTestSession('base.json').run('kubectl get pods -o name')).out.split('\n')[0] ?? ''
    expect((await run(`kubectl wait --for=delete ${pod}`)).code).toBe(0)
    expect((await run(`kubectl wait --for=condition=Ready ${pod}`)).err).toBe(
      `Error from server (NotFound): pods "${pod.slice('pod/'.length)}" not found\n`,
    )
  })
})
