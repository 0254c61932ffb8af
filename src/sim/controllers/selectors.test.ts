import { describe, expect, it } from 'vitest'
import type { LabelSelector, LabelSelectorRequirement } from '../api/types/meta.ts'
import { carriesAll, isEmptySelector, matchesSelector, matchesSet } from './selectors.ts'

const web = { app: 'web', tier: 'front' }

describe('a selector of labels', () => {
  it('[EPS-7] of pairs matches when all are there, and nothing when it has none', () => {
    expect(matchesSet({ app: 'web' }, web)).toBe(true)
    expect(matchesSet({ app: 'web', tier: 'front' }, web)).toBe(true)
    expect(matchesSet({ app: 'web', tier: 'back' }, web)).toBe(false)
    expect(matchesSet({ app: 'web' }, undefined)).toBe(false)
    expect(matchesSet({}, web)).toBe(false)
    expect(matchesSet(undefined, web)).toBe(false)
  })

  it('[DEP-4] of no pairs is carried by everything', () => {
    expect(carriesAll(undefined, undefined)).toBe(true)
    expect(carriesAll({}, web)).toBe(true)
    expect(carriesAll({ app: 'web' }, web)).toBe(true)
    expect(carriesAll({ app: 'api' }, web)).toBe(false)
    expect(carriesAll({ app: 'web' }, undefined)).toBe(false)
  })

  it.each<[LabelSelectorRequirement, object | undefined, boolean]>([
    [{ key: 'app', operator: 'In', values: ['api', 'web'] }, web, true],
    [{ key: 'app', operator: 'In', values: ['api'] }, web, false],
    [{ key: 'app', operator: 'In' }, web, false],
    [{ key: 'app', operator: 'In', values: ['undefined'] }, {}, false],
    [{ key: 'app', operator: 'In', values: [undefined as never] }, {}, false],
    [{ key: 'app', operator: 'NotIn', values: ['api'] }, web, true],
    [{ key: 'app', operator: 'NotIn', values: ['web'] }, web, false],
    [{ key: 'app', operator: 'NotIn' }, web, true],
    [{ key: 'app', operator: 'NotIn', values: ['web'] }, {}, true],
    [{ key: 'app', operator: 'NotIn', values: [undefined as never] }, {}, true],
    [{ key: 'app', operator: 'Exists' }, web, true],
    [{ key: 'app', operator: 'Exists' }, {}, false],
    [{ key: 'app', operator: 'DoesNotExist' }, web, false],
    [{ key: 'app', operator: 'DoesNotExist' }, undefined, true],
  ])('[DEP-4] asks %j of %j: %s', (requirement, labels, matches) => {
    expect(matchesSelector({ matchExpressions: [requirement] }, labels as typeof web)).toBe(matches)
  })

  it('[DEP-4] asks for all that it names', () => {
    const exists = (key: string): LabelSelectorRequirement => ({ key, operator: 'Exists' })
    const asks = (selector: LabelSelector): boolean => matchesSelector(selector, web)
    expect(asks({})).toBe(true)
    expect(asks({ matchLabels: { app: 'web' }, matchExpressions: [exists('tier')] })).toBe(true)
    expect(asks({ matchLabels: { app: 'api' }, matchExpressions: [exists('tier')] })).toBe(false)
    expect(asks({ matchExpressions: [exists('tier'), exists('none')] })).toBe(false)
    expect(asks({ matchExpressions: [] })).toBe(true)
  })

  it('[DEP-3] is empty when it asks for nothing', () => {
    expect(isEmptySelector({})).toBe(true)
    expect(isEmptySelector({ matchLabels: {}, matchExpressions: [] })).toBe(true)
    expect(isEmptySelector({ matchLabels: { app: 'web' } })).toBe(false)
    expect(isEmptySelector({ matchExpressions: [{ key: 'app', operator: 'Exists' }] })).toBe(false)
  })
})
