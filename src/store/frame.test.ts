import { describe, expect, it } from 'vitest'
import type { EventView, PodView } from '../worker/picture/picture.ts'
import type { Frame, TerminalOutput } from '../worker/protocol.ts'
import { fieldErrors } from './fieldErrors.ts'
import { appendOutput, EMPTY, mergeFrame, type OutputLine } from './frame.ts'

const frame = (change: Partial<Frame>): Frame => ({
  type: 'frame',
  clock: EMPTY.clock,
  pods: {},
  reset: false,
  events: [],
  decisions: [],
  requests: [],
  chart: { samples: [], marks: [] },
  output: [],
  say: [],
  acks: [],
  ...change,
})
const pod = (uid: string): PodView => ({ uid }) as PodView
const event = (uid: string, count: number): EventView => ({ uid, count }) as EventView
const print = (...texts: TerminalOutput[]): string[] =>
  texts.reduce<readonly OutputLine[]>(appendOutput, []).map((line) => `${line.stream}:${line.text}`)

describe('mergeFrame', () => {
  it('adds, replaces and removes pods by uid, and keeps the object when none changed', () => {
    const one = mergeFrame(EMPTY, frame({ pods: { a: pod('a'), b: pod('b') } }), 1)
    const two = mergeFrame(one, frame({ pods: { a: null, c: pod('c') } }), 2)
    expect(Object.keys(two.pods)).toEqual(['b', 'c'])
    expect(mergeFrame(two, frame({}), 3).pods).toBe(two.pods)
  })
  it('forgets all pods first on reset, and the record only when it begins anew', () => {
    const one = mergeFrame(EMPTY, frame({ pods: { a: pod('a') }, events: [event('e', 1)] }), 1)
    const sought = mergeFrame(one, frame({ reset: true, pods: { b: pod('b') } }), 2)
    expect(Object.keys(sought.pods)).toEqual(['b'])
    expect(sought.events).toHaveLength(1)
    expect(mergeFrame(one, frame({ reset: true, anew: true }), 2).events).toHaveLength(0)
  })
  it('keeps the object of a pod that a seek brings again as it was', () => {
    const [same, other] = [pod('a'), pod('b')]
    const before = mergeFrame(EMPTY, frame({ pods: { a: same, b: other } }), 0)
    const pods = { a: { ...same }, b: { ...other, restarts: 3 } }
    const after = mergeFrame(before, frame({ reset: true, pods }), 0)
    expect(after.pods['a']).toBe(same)
    expect(after.pods['b']).toBe(pods.b)
  })
  it('moves a repeated event to the end with its new count', () => {
    const one = mergeFrame(EMPTY, frame({ events: [event('a', 1), event('b', 1)] }), 1)
    const two = mergeFrame(one, frame({ events: [event('a', 2)] }), 2)
    expect(two.events.map(({ uid, count }) => [uid, count])).toEqual([
      ['b', 1],
      ['a', 2],
    ])
  })
})

describe('appendOutput', () => {
  it('keeps an unfinished line open for the next chunk of its stream', () => {
    const out = (text: string): TerminalOutput => ({ terminal: 0, stream: 'stdout', text })
    expect(print(out('NAME\npo'), out('d-1\n'), out('pod-2\n'))).toEqual([
      'stdout:NAME\n',
      'stdout:pod-1\n',
      'stdout:pod-2\n',
    ])
  })
  it('does not join streams', () => {
    expect(
      print({ terminal: 0, stream: 'stdout', text: 'a' }, { terminal: 0, stream: 'stderr', text: 'b\n' }),
    ).toEqual(['stdout:a', 'stderr:b\n'])
  })
  it('takes input as whole lines', () => {
    expect(
      print({ terminal: 0, stream: 'input', text: 'ls' }, { terminal: 0, stream: 'input', text: 'pwd' }),
    ).toEqual(['input:ls\n', 'input:pwd\n'])
  })
})

describe('fieldErrors', () => {
  it('finds one field', () => {
    expect(
      fieldErrors(
        'The Deployment "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
      ),
    ).toEqual({ 'spec.replicas': 'Invalid value: -1: must be greater than or equal to 0' })
  })
  it('finds several', () => {
    expect(
      Object.keys(
        fieldErrors(
          'The Deployment "web" is invalid: \n* spec.minReadySeconds: Invalid value: -1\n* spec.replicas: Required value',
        ),
      ),
    ).toEqual(['spec.minReadySeconds', 'spec.replicas'])
  })
  it('keeps what names no field as a whole', () => {
    expect(fieldErrors('Error from server (NotFound): deployments.apps "web" not found')).toEqual({
      '': 'Error from server (NotFound): deployments.apps "web" not found',
    })
  })
})
