import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import type { ApiRequest } from '../../../src/sim/api/contract.ts'
import { commandLabels, labelText } from './commandlabel.ts'

const WEB = '/apis/apps/v1/namespaces/default/deployments/web'
const patch = (path: string, body: unknown): ApiRequest => ({
  method: 'PATCH',
  path,
  body: JSON.stringify(body),
})
const from = (command: string, session: string): IncomingMessage =>
  ({ headers: { 'kubectl-command': command, 'kubectl-session': session } }) as unknown as IncomingMessage

describe('labels of a real kubectl’s changes', () => {
  it('tell the object and what the line names of the change', () => {
    const image = { spec: { template: { spec: { containers: [{ name: 'c', image: 'repo/app:v2' }] } } } }
    expect(labelText('kubectl set image', patch(WEB, image))).toBe(
      'kubectl set image deployments/web c=repo/app:v2',
    )
    expect(labelText('kubectl scale', patch(`${WEB}/scale`, { spec: { replicas: 5 } }))).toBe(
      'kubectl scale deployments/web --replicas=5',
    )
    const created: ApiRequest = { method: 'POST', path: '/api/v1/pods', body: '{"metadata":{"name":"x"}}' }
    expect(labelText('kubectl run', created)).toBe('kubectl run pods/x')
  })

  it('hold against bodies of any form', () => {
    for (const body of [
      '',
      'null',
      '[]',
      '1',
      '{"spec":1}',
      '{"spec":{"template":{"spec":{"containers":[null]}}}}',
    ])
      expect(labelText('kubectl set image', { method: 'PATCH', path: WEB, body })).toMatch(
        /^kubectl set image deployments\/web/,
      )
  })

  it('are taken once a command; other clients have none', () => {
    const labelOf = commandLabels()
    const first = labelOf(from('kubectl apply', 'a'), patch(WEB, {}))
    expect(first.line).toBe('kubectl apply deployments/web')
    first.line = null
    expect(labelOf(from('kubectl apply', 'a'), patch(WEB, {})).line).toBeNull()
    expect(labelOf(from('kubectl apply', 'b'), patch(WEB, {})).line).not.toBeNull()
    expect(labelOf(from('rm -rf; kubectl', 'c'), patch(WEB, {})).line).toBeNull()
    expect(labelOf({ headers: {} } as IncomingMessage, patch(WEB, {})).line).toBeNull()
  })
})
