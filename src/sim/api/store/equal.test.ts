import { describe, expect, it } from 'vitest'
import { shareEqual } from './equal.ts'

const item = (name: string, ready = true) => ({ name, conditions: { ready } })

describe('sharing of equal parts', () => {
  it('leaves items that have only moved', () => {
    const before = [item('a'), item('b'), item('c')]
    const after = [before[1], before[2], item('d')]
    const shared = shareEqual({ items: before }, { items: after })
    expect(shared).toEqual({ items: after })
    expect(shared.items[0]).toBe(before[1])
    expect(shared.items[1]).toBe(before[2])
  })

  it('takes what is equal from before, parts of items included', () => {
    const before = { items: [item('a'), item('b')], labels: { app: 'web' } }
    const shared = shareEqual(before, { items: [item('a'), item('x')], labels: { app: 'web' } })
    expect(shared).toEqual({ items: [item('a'), item('x')], labels: { app: 'web' } })
    expect(shared.items[0]).toBe(before.items[0])
    expect(shared.items[1]?.conditions).toBe(before.items[1]?.conditions)
    expect(shared.labels).toBe(before.labels)
    expect(shareEqual(before, { ...before, items: [item('a'), item('b')] })).toBe(before)
  })
})
