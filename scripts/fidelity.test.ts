import { describe, expect, it } from 'vitest'
import { render } from './lib/fidelity/render.ts'
import { failedOf, passedOf, tally } from './lib/fidelity/tally.ts'

const outcomes = [
  ...Array.from({ length: 2999 }, (_, i) => ({ family: 'roll', id: `roll-${i}`, ok: true })),
  { family: 'bad', id: 'bad-1', ok: false, reason: 'no ephemeral containers' },
  { family: 'bad', id: 'bad-2', ok: true },
]
const section = tally('Rollouts', 'What they are.', 'npm run it', outcomes)
const model = '# M\n\n## What is simplified\n\n- one thing\n\n## What is absent\n\n- another\n'

describe('docs/FIDELITY.md', () => {
  it('counts by family', () => {
    expect([passedOf(section), failedOf(section)]).toEqual([3000, 1])
    expect(section.families).toEqual([
      { name: 'roll', passed: 2999, failed: 0 },
      { name: 'bad', passed: 1, failed: 1 },
    ])
  })

  it('never rounds a failure away', () => {
    expect(render([section], model)).toContain('| Rollouts | 3000 | 1 | 99.9 % | `npm run it` |')
    const whole = tally('All', '', '', [{ family: 'a', id: 'a', ok: true }])
    expect(render([whole], model)).toContain('| All | 1 | 0 | 100 % |')
  })

  it('names each difference with its reason, and each without', () => {
    const text = render([section, tally('x', '', '', [{ family: 'x', id: 'x-1', ok: false }])], model)
    expect(text).toContain('| `bad-1` | no ephemeral containers |')
    expect(text).toContain('| `x-1` | not explained yet |')
    expect(text).toContain('roll 2999 · **bad 1 of 2**.')
  })

  it('takes what is simplified and absent from MODEL.md', () => {
    const text = render([section], model)
    expect(text).toContain('## Simplified\n\n- one thing\n')
    expect(text).toContain('## Absent\n\n- another\n')
  })
})
