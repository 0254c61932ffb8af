import { describe, expect, it } from 'vitest'
import { parseLabelSelector } from './labelselector.ts'

const LABELS = [{}, { app: 'web' }, { app: 'api' }, { app: '' }, { n: '2' }, { n: 'x' }]

/** Which of LABELS it takes, or what it complains of. */
function read(text: string): number[] | string {
  const selector = parseLabelSelector(text)
  if (!selector.ok) return selector.error
  return LABELS.flatMap((labels, i) => (selector.matches(labels) ? [i] : []))
}

describe('label selectors', () => {
  it.each([
    ['', [0, 1, 2, 3, 4, 5]],
    ['app', [1, 2, 3]],
    ['!app', [0, 4, 5]],
    ['app=web', [1]],
    ['app == web', [1]],
    ['app=', [3]],
    ['app!=web', [0, 2, 3, 4, 5]],
    ['app in (web, api)', [1, 2]],
    ['app in ()', [3]],
    ['app in (web,)', [1, 3]],
    ['app notin (web)', [0, 2, 3, 4, 5]],
    ['n>1', [4]],
    ['n < 2', []],
    ['app,app!=web', [2, 3]],
  ])('[API-34] %j takes what it says', (text, taken) => {
    expect(read(text)).toEqual(taken)
  })

  const NAME =
    "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"

  it.each([
    ['app in x', "unable to parse requirement: found 'x' expected: '('"],
    ['app in (=)', "unable to parse requirement: found '=', expected: ',', ')' or identifier"],
    ['app in (a,=)', "unable to parse requirement: found '=', expected: ',', or identifier"],
    ['app in (a b)', "unable to parse requirement: found 'b', expected: ',' or ')'"],
    ['app:web', `unable to parse requirement: <nil>: Invalid value: "app:web": ${NAME}`],
    ['a b', "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
    ['a=b c', "found 'c', expected: ',' or 'end of string'"],
    ['a,', "found '', expected: identifier after ','"],
    [',a', "found ',', expected: !, identifier, or 'end of string'"],
    ['!(a)', "unable to parse requirement: found '(', expected: identifier"],
    ['!=a', "found '!=', expected: !, identifier, or 'end of string'"],
  ])('[API-34] %j is refused with what was expected', (text, complaint) => {
    expect(read(text)).toBe(complaint)
  })
})
