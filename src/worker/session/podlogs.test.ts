import { describe, expect, it } from 'vitest'
import type { ApiResponse } from '../../sim/api/contract.ts'
import type { Cluster } from '../../sim/cluster.ts'
import { seconds } from '../../sim/time.ts'
import { withLog } from './podlogs.ts'

const cluster = {
  options: { epochSeconds: 1_767_603_600 },
  now: seconds(10),
  logs: (_namespace: string, pod: string, container?: string, previous?: boolean) =>
    [1, 5.5, 9].map((s) => ({ at: seconds(s), line: `${pod} ${container} ${previous} ${s}` })),
} as unknown as Cluster

const ok: ApiResponse = { status: 200, contentType: 'text/plain', warnings: [] }
const body = (
  query: Record<string, string>,
  response = ok,
  path = '/api/v1/namespaces/default/pods/web/log',
) => withLog(cluster, { method: 'GET', path, query }, response).body

describe('withLog', () => {
  it('fills in the lines that are asked for', () => {
    expect(body({ container: 'app' })).toBe('web app false 1\nweb app false 5.5\nweb app false 9\n')
    expect(body({ tailLines: '1', previous: 'true' })).toBe('web undefined true 9\n')
    expect(body({ tailLines: '0' })).toBe('')
    expect(body({ sinceSeconds: '5', tailLines: '9' })).toBe(
      'web undefined false 5.5\nweb undefined false 9\n',
    )
    expect(body({ sinceTime: '2026-01-05T09:00:06Z' })).toBe('web undefined false 9\n')
    expect(body({ limitBytes: '3' })).toBe('web')
  })
  it('writes stamps in nanoseconds', () => {
    expect(body({ timestamps: 'true', sinceSeconds: '5', tailLines: '2' })).toContain(
      '2026-01-05T09:00:05.500000000Z web undefined false 5.5\n',
    )
  })
  it('leaves refusals and other answers alone', () => {
    const refused = { ...ok, status: 404, body: 'no' }
    expect(body({}, refused)).toBe('no')
    expect(body({}, { ...ok, body: 'pod' }, '/api/v1/namespaces/default/pods/web')).toBe('pod')
  })
})
