/** A line typed somewhere: what came of it so far, and how to stop it. */
export interface Typed {
  stdout: string
  stderr: string
  /** undefined while it runs. */
  exit: number | undefined
  /** What the editor was given; undefined where none was opened. */
  edited?: string
  /** Ctrl-C */
  interrupt(): void
}
