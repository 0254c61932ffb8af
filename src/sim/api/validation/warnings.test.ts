import { describe, expect, it } from 'vitest'
import { create, deployment } from './refusals.ts'

const ports = [{ port: 80 }]

describe('warnings', () => {
  const warned = (kind: string, parts: object): string[] =>
    create(kind, parts).warnings.map((header) => JSON.parse(header.replace('299 - ', '')) as string)

  it.each([
    [
      { nodeSelector: { 'beta.kubernetes.io/os': 'linux' } },
      {},
      'spec.template.spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead',
    ],
    [
      { imagePullSecrets: [{ name: 'a' }, { name: 'a' }] },
      {},
      'spec.template.spec.imagePullSecrets[1].name: duplicate name "a"',
    ],
    [{ imagePullSecrets: [{}] }, {}, 'spec.template.spec.imagePullSecrets[0].name: invalid empty name ""'],
    [
      { hostAliases: [{ ip: '10.0.0.1' }, { ip: '10.0.0.1' }] },
      {},
      'spec.template.spec.hostAliases[1].ip: duplicate ip "10.0.0.1"',
    ],
    [
      { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'z', whenUnsatisfiable: 'DoNotSchedule' }] },
      {},
      'spec.template.spec.topologySpreadConstraints[0].labelSelector: a null labelSelector results in matching no pod',
    ],
    [
      {},
      { ports: [{ containerPort: 80 }, { containerPort: 80, hostPort: 80 }] },
      'spec.template.spec.containers[0].ports[1]: overlapping port definition with spec.template.spec.containers[0].ports[0]',
    ],
    [
      {},
      {
        env: [
          { name: 'A', value: 'x' },
          { name: 'A', value: 'y' },
        ],
      },
      'spec.template.spec.containers[0].env[1]: hides previous definition of "A", which may be dropped when using apply',
    ],
  ])('[API-24] of %j %j', (pod, container, warning) => {
    expect(warned('Deployment', deployment(pod, container))).toEqual([warning])
  })

  it('[API-24] none of a variable that builds on the one before', () => {
    const env = [
      { name: 'A', value: 'x' },
      { name: 'A', value: '$(A)y' },
    ]
    expect(warned('Deployment', deployment({}, { env }))).toEqual([])
  })

  it('[API-24] of what a Service says in vain', () => {
    const ignored = 'spec.externalName is ignored when spec.type is not "ExternalName"'
    expect(warned('Service', { spec: { ports, externalName: 'a.b' } })).toEqual([ignored])
    expect(warned('Service', { spec: { ports, clusterIP: 'None', sessionAffinity: 'ClientIP' } })).toEqual([
      'spec.SessionAffinity is ignored for headless services',
    ])
  })
})
