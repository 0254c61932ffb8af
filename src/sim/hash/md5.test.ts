import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { dumpForHash, md5, md5OfDump } from './md5.ts'

const theirs = (text: string): string => createHash('md5').update(text).digest('hex')

describe('MD5', () => {
  it('[EP-3] is the sum of the RFC, around the ends of blocks too', () => {
    expect(md5('')).toBe('d41d8cd98f00b204e9800998ecf8427e')
    expect(md5('message digest')).toBe('f96b697d7cb7938d525a2f31aaf161d0')
    for (const length of [1, 54, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1000])
      expect(md5('x1~'.repeat(length).slice(0, length))).toBe(theirs('x1~'.repeat(length).slice(0, length)))
  })

  it('[EP-3] is taken of a value as Go dumps it', () => {
    const port = { name: 'http', port: 8080, protocol: 'TCP' }
    const dump =
      '(v1.EndpointPort){Name:(string)http Port:(int32)8080 Protocol:(v1.Protocol)TCP AppProtocol:(*string)<nil>}'
    expect(dumpForHash('v1.EndpointPort', port)).toBe(dump)
    expect(md5OfDump('v1.EndpointPort', port)).toBe(theirs(dump))
  })

  it('[EP-3] sees addresses and what they refer to', () => {
    const targetRef = { kind: 'Pod', namespace: 'default', name: 'a', uid: 'u' }
    const subset = { addresses: [{ ip: '10.0.0.1', nodeName: 'node-1', targetRef }] }
    expect(dumpForHash('v1.EndpointSubset', subset)).toBe(
      '(v1.EndpointSubset){Addresses:([]v1.EndpointAddress)[{IP:(string)10.0.0.1 Hostname:(string) NodeName:(*string)node-1 ' +
        'TargetRef:(*v1.ObjectReference){Kind:(string)Pod Namespace:(string)default Name:(string)a UID:(types.UID)u ' +
        'APIVersion:(string) ResourceVersion:(string) FieldPath:(string)}}] ' +
        'NotReadyAddresses:([]v1.EndpointAddress)<nil> Ports:([]v1.EndpointPort)<nil>}',
    )
  })
})
