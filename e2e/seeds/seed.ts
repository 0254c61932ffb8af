/** The form of a seed: what is typed, one line after the other, and what the course shows for it. */
export type Fact = RegExp | string

export interface Step {
  /** Typed as the course has it. */
  type: string
  /** What stands in the output, names, ages and addresses aside. */
  shows?: readonly Fact[]
  /** What must not stand there any more. */
  lacks?: readonly Fact[]
  /** The editor opens: the first text is replaced by the second and saved. */
  edit?: readonly [from: string, to: string]
  /** Takes virtual time: the clock runs until the line ends or, `stop`, until its facts are there: then Ctrl-C. */
  runs?: 'ends' | 'stop'
  /** The reader goes on once the cluster has acted on it: its next decision happens. */
  seen?: true
}

export interface Seed {
  /** Opening of its file among the references. */
  name: string
  /** What the course has done in chapters before: typed first. */
  before?: readonly Step[]
  /** Of lines that wait; the clock stands still for all others. Less where a loop must be seen before it scrolls away. */
  speed?: number
  steps: readonly Step[]
}

/** What differs from cluster to cluster: ages, names of pods and ReplicaSets, addresses, node ports. */
const VARYING: readonly [found: RegExp, any: string][] = [
  [/^\d+[smhd](?:\d+[smh])?$/, '\\d+[smhd]\\S*'],
  [/(?<=-)(?=[a-z]*\d)[a-z0-9]{8,10}-[a-z0-9]{5}$/, '[a-z0-9]+-[a-z0-9]{5}'],
  [/(?<=-v\d-)[a-z0-9]{5}$/, '[a-z0-9]{5}'],
  [/(?<=-)(?=[a-z]*\d)[a-z0-9]{8,10}$/, '[a-z0-9]+'],
  [/\d+\.\d+\.\d+\.\d+/, '\\d+\\.\\d+\\.\\d+\\.\\d+'],
  [/(?<!\d)3\d{4}(?!\d)/, '3\\d{4}'],
]

const literally = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

/** What varies is any such, all else is meant as it stands. */
function wordPattern(word: string): string {
  for (const [found, any] of VARYING) {
    const { 0: part = '', index } = found.exec(word) ?? { index: -1 }
    if (index >= 0)
      return literally(word.slice(0, index)) + any + wordPattern(word.slice(index + part.length))
  }
  return literally(word)
}

const linePattern = (line: string): string =>
  `^ {${line.search(/\S/)}}${line.trim().split(/\s+/).map(wordPattern).join(' +')} *$`

/** Every line that the course shows stands in the output, as often as there; columns may be wider. */
export function shown(text: string): RegExp[] {
  const counts = new Map<string, number>()
  for (const line of text
    .split('\n')
    .filter((one) => one.trim() !== '')
    .map(linePattern))
    counts.set(line, (counts.get(line) ?? 0) + 1)
  return [...counts].map(([line, count]) => new RegExp(`(?:${line}[^]*?){${count}}`, 'm'))
}

/** One line of `kubectl get pods`: how many of one ReplicaSet or all stand so. */
export const podsOf = (count: number, state: string): RegExp =>
  new RegExp(`(?:^\\S+ +${state} .*\\n[^]*?){${count}}`, 'm')
