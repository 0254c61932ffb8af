/** Label selectors as text, read and applied by the client. @see k8s.io/apimachinery/pkg/labels/selector.go */
import { plain } from './errors.ts'
import { compareText } from './json.ts'

export type Operator = '=' | '!=' | 'in' | 'notin' | 'exists' | '!'

export interface Requirement {
  key: string
  operator: Operator
  values: string[]
}

const PART =
  /^\s*(?:(!)\s*(\S+)|(\S+?)\s*(==|!=|=)\s*(\S*)|(\S+)\s+(in|notin)\s*\(([^)]*)\)|([^\s=!,()]+))\s*(?:,|$)/

/** The requirements of `a=b,c!=d,e in (f,g),h,!i`; refuses what is none of these. */
export function parseRequirements(source: string): Requirement[] {
  const found: Requirement[] = []
  for (let rest = source; rest.trim() !== '';) {
    // A comma ends a requirement, but for those inside the parentheses of a set.
    const end = /^[^,(]*(\([^)]*\))?[^,]*/.exec(rest)?.[0].length ?? rest.length
    const hit = PART.exec(rest.slice(0, end))
    if (!hit)
      throw plain(`couldn't parse the selector string "${source}": unable to parse requirement: ${rest}`)
    const [, not, absent, equalKey, sign, value, setKey, set, values, present] = hit
    if (not) found.push({ key: absent ?? '', operator: '!', values: [] })
    else if (equalKey !== undefined)
      found.push({ key: equalKey, operator: sign === '!=' ? '!=' : '=', values: [value ?? ''] })
    else if (setKey !== undefined)
      found.push({
        key: setKey,
        operator: set === 'in' ? 'in' : 'notin',
        values: (values ?? '')
          .split(',')
          .map((one) => one.trim())
          .toSorted(compareText),
      })
    else found.push({ key: present ?? '', operator: 'exists', values: [] })
    rest = rest.slice(end + 1)
  }
  return found
}

export const satisfied = (requirements: Requirement[], labels: Record<string, string>): boolean =>
  requirements.every(({ key, operator, values }) => {
    const value = labels[key]
    switch (operator) {
      case '=':
      case 'in':
        return value !== undefined && values.includes(value)
      case '!=':
      case 'notin':
        return value === undefined || !values.includes(value)
      case 'exists':
        return value !== undefined
      case '!':
        return value === undefined
    }
  })
