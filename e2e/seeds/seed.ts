/** The form of a seed: what is typed, one line after the other, and the facts that the course shows for it. */
export interface Step {
  /** Typed as the course has it. */
  type: string
  /** Facts that stand in the output, names, ages and addresses aside. */
  shows?: readonly (RegExp | string)[]
  /** What must not stand there any more. */
  lacks?: readonly (RegExp | string)[]
  /** The editor opens: the first text is replaced by the second and saved. */
  edit?: readonly [from: string, to: string]
  /** Takes virtual time: the clock runs until its facts are there. `stop`: then Ctrl-C. */
  runs?: 'ends' | 'stop'
}

export interface Seed {
  /** Opening of its file among the references. */
  name: string
  /** What the course has done in chapters before: typed first. */
  before?: readonly Step[]
  steps: readonly Step[]
}

/** One line of `kubectl get pods`: how many of one ReplicaSet or all stand so. */
export const podsOf = (count: number, state: string): RegExp =>
  new RegExp(`(?:^\\S+ +${state} .*\\n[^]*){${count}}`, 'm')
