import { describe, expect, it } from 'vitest'
import { configs } from './configrig.ts'

const HOLD = ['example.com/hold']

describe('of several owners', () => {
  it('[GC-3] one waits for what blocks it, whatever that is to the others', () => {
    const { rig, make, refTo, remove, left } = configs()
    make('a')
    make('b')
    make('c', [refTo('b', false), refTo('a')])
    rig.pass(1)
    remove('a', 'Foreground')
    rig.pass(0.005)
    expect(left()).toEqual(['a', 'b', 'c'])
    rig.pass(1)
    expect(left()).toEqual(['b', 'c'])
  })

  it('[GC-3] one does not wait for what blocks another', () => {
    const { rig, make, refTo, remove, left } = configs()
    make('a')
    make('b')
    make('c', [refTo('a', false), refTo('b')])
    rig.pass(1)
    remove('a', 'Foreground')
    rig.pass(0.005)
    expect(left()).toEqual(['b', 'c'])
  })

  it('[GC-3] one that waits hands its way on, though another has gone', () => {
    const { rig, make, refTo, remove, left, get, change } = configs()
    make('a')
    make('b')
    make('c', [refTo('a'), refTo('b')])
    make('d', [refTo('c')], HOLD)
    rig.pass(1)
    remove('a', 'Background')
    remove('b', 'Foreground')
    rig.pass(1)
    expect(left()).toEqual(['b', 'c', 'd'])
    expect(get('c')?.metadata.finalizers).toEqual(['foregroundDeletion'])
    change('d', { finalizers: [] })
    rig.pass(1)
    expect(left()).toEqual([])
  })
})

describe('an owner that is let go by hand', () => {
  it.each(['Orphan', 'Foreground'] as const)('[GC-2] [GC-3] is of no more concern: %s', (policy) => {
    const { rig, make, remove, change, left } = configs()
    make('a')
    rig.pass(1)
    remove('a', policy)
    change('a', { finalizers: [] })
    rig.pass(1)
    expect(left()).toEqual([])
  })
})
