import { describe, expect, it } from 'vitest'
import type { PodTemplateSpec } from '../api/types/pod.ts'
import { computeHash, dumpTemplate, safeEncodeString } from './computeHash.ts'

/** A template of one container as it is after defaulting. */
function template(app: string, image: string, port?: number): PodTemplateSpec {
  return {
    metadata: { creationTimestamp: null, labels: { app } },
    spec: {
      containers: [
        {
          name: 'nginx',
          image,
          ...(port === undefined ? {} : { ports: [{ containerPort: port, protocol: 'TCP' }] }),
          resources: {},
          terminationMessagePath: '/dev/termination-log',
          terminationMessagePolicy: 'File',
          imagePullPolicy: /:(?!latest)/.test(image) ? 'IfNotPresent' : 'Always',
        },
      ],
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      dnsPolicy: 'ClusterFirst',
      securityContext: {},
      schedulerName: 'default-scheduler',
    },
  }
}

/** The first minor version of each column of the table of names seen in the wild. */
const MINORS = [20, 23, 25, 26, 27, 28, 30, 31, 32, 34, 35]

const SEEN: [string, PodTemplateSpec, string][] = [
  [
    'kubectl create deployment nginx',
    template('nginx', 'nginx'),
    '6799fc88d8 85b98978db 76d6c9b8c 748c667d99 77b4fdf86c 7854ff8877 bf5d5cf98 676b6c5bbc 5869d7778c 66686b6766 56c45fd5ff',
  ],
  [
    'nginx:1.14.2',
    template('nginx', 'nginx:1.14.2', 80),
    '66b6c48dd5 9456bbbf9 7fb96c846b 85996f8dbd cbdccf466 86dcfdf4c6 77d8468669 d556bf558 647677fc66 bf744486c 77bc6bd484',
  ],
  [
    'nginx:1.16.1',
    template('nginx', 'nginx:1.16.1', 80),
    '559d658b74 ff6655784 68fc675d59 66f8758855 74b6b979f 848dd6cfb5 595dff4fdb 7dbfbc79cf 8d94c585f 857d9f6c74 57976869f5',
  ],
  [
    'nginx:latest',
    template('nginx', 'nginx:latest', 80),
    '585449566 8d545c96d cd55c47f5 6b7f675859 57d84f57dc 7c79c4bf97 576c6b7b6 54b9c68f67 96b9d695 6f9664446b 59f86b59ff',
  ],
]

describe('ComputeHash', () => {
  it.each(SEEN)('[HASH-1] names ReplicaSets of %s as seen in the wild, v1.20 to v1.35', (_, of, names) => {
    expect(MINORS.map((minor) => computeHash(of, undefined, minor)).join(' ')).toBe(names)
  })

  it('[HASH-1] is that of v1.35 unless asked', () => {
    expect(computeHash(template('nginx', 'nginx'), undefined)).toBe('56c45fd5ff')
  })

  it('[HASH-5] adds the collision count, 0 too', () => {
    expect(computeHash(template('nginx', 'nginx'), 1, 34)).toBe('cdf8d797f')
    expect(computeHash(template('nginx', 'nginx'), 0, 34)).toBe('795ccdd846')
  })

  it('[HASH-5] takes the count as eight bytes, lowest first', () => {
    const of = template('nginx', 'nginx')
    const hashes = [0, 1, 255, 256, 65536, 2 ** 24].map((count) => computeHash(of, count))
    expect(new Set(hashes).size).toBe(6)
    expect(hashes).not.toContain(computeHash(of, undefined))
  })

  it('[HASH-2] dumps all zero values of the version’s types', () => {
    const dump = dumpTemplate(template('nginx', 'nginx'), 34)
    expect(dump).toHaveLength(3394)
    expect(
      dump.startsWith('(v1.PodTemplateSpec){ObjectMeta:(v1.ObjectMeta){Name:(string) GenerateName:(string) '),
    ).toBe(true)
    expect(dump).toContain('Labels:(map[string]string)map[app:nginx] Annotations:(map[string]string)<nil>')
    expect(dump).toContain('TerminationGracePeriodSeconds:(*int64)30 ActiveDeadlineSeconds:(*int64)<nil>')
  })

  it('[HASH-2] does not tell an empty list or map from an absent one', () => {
    const of = template('nginx', 'nginx')
    const [container] = of.spec.containers
    const padded = {
      metadata: { ...of.metadata, annotations: {} },
      spec: {
        ...of.spec,
        volumes: [],
        nodeSelector: {},
        containers: [{ ...container, env: [], command: [] }],
      },
    } as PodTemplateSpec
    expect(computeHash(padded, undefined)).toBe(computeHash(of, undefined))
  })

  it('[HASH-2] tells an empty struct from an absent one', () => {
    const { securityContext: _, ...spec } = template('nginx', 'nginx').spec
    const bare = { ...template('nginx', 'nginx'), spec }
    expect(dumpTemplate(bare)).toContain('SecurityContext:(*v1.PodSecurityContext)<nil> ')
    expect(computeHash(bare, undefined)).not.toBe(computeHash(template('nginx', 'nginx'), undefined))
  })

  it('[HASH-1] hashes bytes of UTF-8', () => {
    const note = (text: string): string =>
      computeHash({ ...template('nginx', 'nginx'), metadata: { annotations: { note: text } } }, undefined)
    const hashes = ['é', 'e', '한', '🚀', '\u{1F681}'].map(note)
    expect(new Set(hashes).size).toBe(5)
  })

  it('[HASH-6] encodes digits with the alphabet that spells no words', () => {
    expect(safeEncodeString('0123456789')).toBe('456789bcdf')
    expect(safeEncodeString('2224262322')).toBe('66686b6766')
  })
})
