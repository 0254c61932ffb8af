/**
 * What kubectl of another version says differently (recorded with 1.32 and 1.35), and what two clocks do to ages: both
 * texts are brought to one form before they are compared.
 */
import type { Step } from './steps.ts'

interface Difference {
  /** The first minor version that speaks as the emulator does. */
  since: number
  pattern: RegExp
  with: string
}

const DIFFERENCES: readonly Difference[] = [
  { since: 35, pattern: / deleted from \S+ namespace$/gm, with: ' deleted' },
  // describe: where in the pod an event belongs, names of ports, options of ConfigMaps.
  { since: 35, pattern: /spec\.containers\{[^}]*\}: /g, with: '' },
  { since: 35, pattern: /^( +Ports?: .*?) \([a-z0-9-]+\)$/gm, with: '$1' },
  { since: 35, pattern: /ConfigMapOptional: +<nil>$/gm, with: 'Optional:  false' },
  {
    since: 35,
    pattern: /^error: no objects passed to scale (.*)$/gm,
    with: 'Error from server (NotFound): $1',
  },
  { since: 35, pattern: /^Flag --cpu-percent has been deprecated, .*\n/gm, with: '' },
  { since: 35, pattern: /(?<=jsonpath-file,)kyaml,/g, with: '' },
  { since: 35, pattern: /^ *creationTimestamp: null\n/gm, with: '' },
]

const AGE = /(?<=\s)(<invalid>|<unknown>|(\d+[ydhms]){1,2})(?=\s|\)|$)/gm

export function comparable(text: string, { ages }: Step, minor: number): string {
  let same = text
  for (const { since, pattern, with: replacement } of DIFFERENCES)
    if (minor < since) same = same.replaceAll(pattern, replacement)
  if (ages !== 'own') return same
  return same
    .replaceAll(AGE, 'AGE')
    .replaceAll(/-{4,}/g, '----')
    .replaceAll(/ {2,}/g, '  ')
    .replaceAll(/ +$/gm, '')
}
