/**
 * Elastic tab stops: text with tabs to aligned columns.
 * @see go/src/text/tabwriter, github.com/liggitt/tabwriter (RememberWidths)
 */

export interface Columns {
  /** Aligns a piece of text; with `remember` the widths seen so far hold for the next piece. */
  format(text: string): string
}

const length = (cell: string): number => [...cell].length

export function createColumns(minWidth: number, padding: number, remember: boolean): Columns {
  const remembered: number[] = []

  function formatLines(lines: string[][]): string[] {
    const out: string[] = []
    const widths: number[] = []
    const write = (from: number, to: number) => {
      for (const line of lines.slice(from, to)) {
        let text = ''
        for (const [j, cell] of line.entries()) {
          const width = widths[j]
          text += width === undefined ? cell : cell + ' '.repeat(Math.max(0, width - length(cell)))
        }
        out.push(text)
      }
    }
    const block = (start: number, end: number) => {
      const column = widths.length
      let from = start
      const inColumn = (index: number) => column < (lines[index]?.length ?? 0) - 1
      for (let at = start; at < end; at++) {
        if (!inColumn(at)) continue
        write(from, at)
        from = at
        let width = Math.max(minWidth, remember ? (remembered[column] ?? 0) : 0)
        for (; at < end && inColumn(at); at++)
          width = Math.max(width, length(lines[at]?.[column] ?? '') + padding)
        if (remember) remembered[column] = width
        widths.push(width)
        block(from, at)
        widths.pop()
        from = at
      }
      write(from, end)
    }
    block(0, lines.length)
    return out
  }

  return {
    format(text) {
      if (text === '') return ''
      const ended = text.endsWith('\n')
      const lines = (ended ? text.slice(0, -1) : text).split('\n').map((line) => line.split('\t'))
      return formatLines(lines).join('\n') + (ended ? '\n' : '')
    },
  }
}

/** The writer of `get`, `events`, `api-resources`, `config get-contexts` and custom columns. */
export const tableColumns = (): Columns => createColumns(6, 3, true)
/** The writer of `describe` and `rollout history`. */
export const describeColumns = (): Columns => createColumns(0, 2, false)
