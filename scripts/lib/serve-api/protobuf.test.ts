import { describe, expect, it } from 'vitest'
import { jsonOfProtobuf } from './protobuf.ts'

/** Sent by kubectl 1.32.4 for `kubectl create deployment cmd --image=busybox -- sleep 3600`. */
const SENT = Buffer.from(
  [
    'azhzAAoVCgdhcHBzL3YxEgpEZXBsb3ltZW50Er0BCh8KA2NtZBIAGgAiACoAMgA4AEIAWgoKA2FwcBIDY21kEosBCAESDAoK',
    'CgNhcHASA2NtZBpxChwKABIAGgAiACoAMgA4AEIAWgoKA2FwcBIDY21kElESMwoHYnVzeWJveBIHYnVzeWJveBoFc2xlZXAa',
    'BDM2MDAqAEIAagByAIABAIgBAJABAKIBABoAMgBCAEoAUgBYAGAAaACCAQCKAQCaAQDCAQAiAgoAKAA4ABoMCAAQABgAIAAo',
    'ADgAGgAiAA==',
  ].join(''),
  'base64',
)

describe('protobuf bodies of kubectl', () => {
  it('become the JSON of the same object', () => {
    // The recorded request of the same command (shared/kubectl-golden/create-deployment-command).
    expect(JSON.parse(jsonOfProtobuf(SENT) ?? '')).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'cmd', labels: { app: 'cmd' } },
      spec: {
        replicas: 1,
        selector: { matchLabels: { app: 'cmd' } },
        template: {
          metadata: { labels: { app: 'cmd' } },
          spec: {
            containers: [{ name: 'busybox', image: 'busybox', command: ['sleep', '3600'], resources: {} }],
          },
        },
        strategy: {},
      },
      status: {},
    })
  })

  it('are left alone when cut off anywhere, of another kind, or no protobuf at all', () => {
    for (let length = 0; length < SENT.length; length++)
      expect(() => jsonOfProtobuf(SENT.subarray(0, length))).not.toThrow()
    expect(jsonOfProtobuf(SENT.subarray(0, SENT.length - 20))).toBeUndefined()
    expect(jsonOfProtobuf(Buffer.from('{}'))).toBeUndefined()
    const other = Buffer.from(SENT.toString('latin1').replace('Deployment', 'Deplogment'), 'latin1')
    expect(jsonOfProtobuf(other)).toBeUndefined()
  })

  it('are refused rather than read in part: a field whose number is not told', () => {
    // The container's name (1) becomes its securityContext (15), whose fields have no numbers here.
    const at = SENT.indexOf(Buffer.from('busybox'))
    const changed = Buffer.from(SENT)
    expect(changed[at - 2]).toBe(0x0a)
    changed[at - 2] = 0x7a
    expect(jsonOfProtobuf(changed)).toBeUndefined()
  })
})
