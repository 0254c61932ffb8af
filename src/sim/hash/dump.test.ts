import { describe, expect, it } from 'vitest'
import { dumpers } from './dump.ts'
import { GO_TYPES } from './goTypes.ts'

const of = dumpers(35)

describe('dump of a Go value', () => {
  it('[HASH-2] follows pointers and leaves out the pointee’s type', () => {
    expect(of('v1.GRPCAction')({ port: 1, service: 'a' })).toBe('{Port:(int32)1 Service:(*string)a}')
    expect(of('v1.GRPCAction')({ port: 1, service: '' })).toBe('{Port:(int32)1 Service:(*string)}')
    expect(of('v1.GRPCAction')({})).toBe('{Port:(int32)0 Service:(*string)<nil>}')
    expect(of('*v1.GRPCAction')(null)).toBe('<nil>')
  })

  it('[HASH-2] sorts the keys of a map by their bytes', () => {
    expect(of('map[string]string')({ b: '1', a: '2', B: '3', '￿': '4', '𐀀': '5' })).toBe(
      'map[B:3 a:2 b:1 ￿:4 𐀀:5]',
    )
    expect(of('map[string]string')({ ab: '1', a: '2' })).toBe('map[a:2 ab:1]')
  })

  it('[HASH-2] writes a port as the number or the name it is', () => {
    expect(of('intstr.IntOrString')(80)).toBe('{Type:(intstr.Type)0 IntVal:(int32)80 StrVal:(string)}')
    expect(of('intstr.IntOrString')('http')).toBe('{Type:(intstr.Type)1 IntVal:(int32)0 StrVal:(string)http}')
    expect(of('intstr.IntOrString')(undefined)).toBe('{Type:(intstr.Type)0 IntVal:(int32)0 StrVal:(string)}')
  })

  it('[HASH-2] names embedded structs by their type', () => {
    expect(of('v1.ConfigMapEnvSource')({ name: 'c', optional: false })).toBe(
      '{LocalObjectReference:(v1.LocalObjectReference){Name:(string)c} Optional:(*bool)false}',
    )
    const volume = of('v1.Volume')({ name: 'v', emptyDir: { sizeLimit: '1Gi' } })
    expect(
      volume.startsWith(
        '{Name:(string)v VolumeSource:(v1.VolumeSource){HostPath:(*v1.HostPathVolumeSource)<nil> EmptyDir:(*v1.EmptyDirVolumeSource){Medium:(v1.StorageMedium) SizeLimit:(*resource.Quantity){i:',
      ),
    ).toBe(true)
  })

  it('[HASH-2] writes lists without their elements’ type', () => {
    expect(of('v1.Capabilities')({ add: ['NET_ADMIN', 'CHOWN'], drop: [] })).toBe(
      '{Add:([]v1.Capability)[NET_ADMIN CHOWN] Drop:([]v1.Capability)<nil>}',
    )
    expect(of('[]v1.Sysctl')([{ name: 'a', value: 'b' }, { name: 'c' }])).toBe(
      '[{Name:(string)a Value:(string)b} {Name:(string)c Value:(string)}]',
    )
    expect(of('[]int64')([3, 4])).toBe('[3 4]')
  })

  it('[HASH-2] knows the fields of each version', () => {
    const fields = (minor: number, type: string): string => dumpers(minor)(type)({})
    expect(fields(23, 'v1.ObjectMeta')).toContain('ClusterName:(string)')
    expect(fields(24, 'v1.ObjectMeta')).not.toContain('ClusterName')
    expect(fields(34, 'v1.PodSpec')).not.toContain('WorkloadRef')
    expect(fields(35, 'v1.PodSpec')).toContain('WorkloadRef:(*v1.WorkloadReference)<nil>}')
  })

  it('[HASH-2] has a well-formed table, and every struct in it is reached from a template', () => {
    const field = /^\w+(=\w*)? (\*|\[\]|map\[string\])?[\w.]+( [+-]\d\d)?$/
    for (const source of Object.values(GO_TYPES))
      for (const text of source.split('; ')) expect(text).toMatch(field)
    const reached = new Set<string>()
    const visit = (type: string): void => {
      if (reached.has(type) || GO_TYPES[type] === undefined) return
      reached.add(type)
      for (const text of GO_TYPES[type].split('; '))
        visit((text.split(' ')[1] ?? '').replace(/^(\*|\[\]|map\[string\])/, ''))
    }
    visit('v1.PodTemplateSpec')
    expect(Object.keys(GO_TYPES).filter((type) => !reached.has(type))).toEqual([])
  })
})
