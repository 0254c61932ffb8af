import { describe, expect, it } from 'vitest'
import { completed, historyOf, searched } from './lineEditor.ts'
import { isTabular, parts } from './names.ts'

describe('names in output', () => {
  const named = (line: string) => parts(line).flatMap(({ name }) => name ?? [])
  it('finds pods and ReplicaSets', () => {
    expect(named('kubernetes-bootcamp-7d44784b7c-l2gpg   1/1     Running')).toEqual([
      'kubernetes-bootcamp-7d44784b7c-l2gpg',
    ])
    expect(named('pod/web-9bc58d867-rt7pq replicaset.apps/web-9bc58d867')).toEqual([
      'web-9bc58d867-rt7pq',
      'web-9bc58d867',
    ])
  })
  it('leaves other words alone, and all text in place', () => {
    const line = 'Waiting for deployment "kubernetes-bootcamp" rollout to finish: 2 out of 10'
    expect(named(line)).toEqual([])
    expect(
      parts('a web-9bc58d867 b')
        .map(({ text }) => text)
        .join(''),
    ).toBe('a web-9bc58d867 b')
  })
  it('knows a row of a table', () => {
    expect(isTabular('NAME   READY')).toBe(true)
    expect(isTabular('deployment.apps/web image updated')).toBe(false)
  })
})

describe('command line', () => {
  it('completes one candidate with a space after it, several to what they share', () => {
    expect(completed('kubectl rol', 11, ['rollout'])).toEqual({ line: 'kubectl rollout ', cursor: 16 })
    expect(completed('kubectl get po', 14, ['pods', 'podtemplates'])).toEqual({
      line: 'kubectl get pod',
      cursor: 15,
    })
    expect(completed('kubectl -n', 10, ['--namespace='])).toEqual({ line: 'kubectl -n', cursor: 10 })
    expect(completed('k get --out', 11, ['--output='])).toEqual({ line: 'k get --output=', cursor: 15 })
  })
  it('completes in the middle of a line', () => {
    expect(completed('kubectl ro status', 10, ['rollout'])).toEqual({
      line: 'kubectl rollout status',
      cursor: 15,
    })
  })
  it('searches the history backwards', () => {
    const history = ['kubectl get pods', 'kubectl get rs', 'ls']
    expect(searched(history, 'get', 0)).toBe('kubectl get rs')
    expect(searched(history, 'get', 1)).toBe('kubectl get pods')
    expect(searched(history, 'get', 2)).toBeNull()
    expect(searched(history, '', 0)).toBeNull()
  })
  it('keeps no blanks and no repeats in a row', () => {
    expect(historyOf(['ls\n', 'ls\n', '\n', 'pwd\n'])).toEqual(['ls', 'pwd'])
  })
})
