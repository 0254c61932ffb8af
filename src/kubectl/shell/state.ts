/** What a shell remembers between lines: plain data. */
export interface ShellState {
  variables: Record<string, string>
  /** Names that programs see in their environment. */
  exported: string[]
  aliases: Record<string, string>
  history: string[]
  /** Exit code of the last line, `$?`. */
  status: number
  directory: string
}

/** A new shell knows the courses' aliases. */
export const createShellState = (): ShellState => ({
  variables: {},
  exported: [],
  aliases: {
    k: 'kubectl',
    kc: 'kubectl',
    getall: 'kubectl get svc,po,rc,rs,deployments',
    getalls: 'while true ; do kubectl get svc,po,rc,rs,deployments; echo; sleep 1; done',
    curls: 'while true; do curl localhost ; sleep 1 ; done',
  },
  history: [],
  status: 0,
  directory: '~',
})
