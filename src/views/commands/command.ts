/** What a command of the page is. */
import { t, type PlainId } from '../../i18n/t.ts'
import type { Rollscope } from '../../store/store.ts'

export type Group = 'time' | 'rollout' | 'view'

export interface Command {
  id: string
  group: Group
  title: () => string
  /** `KeyboardEvent.key`, with Shift+ before it where it is needed; the first is shown. */
  keys: readonly string[]
  run: () => void
  /** The kubectl line it issues, shown below its title. */
  line?: () => string | null
  /** Absent: always. */
  when?: (state: Rollscope) => boolean
  /** Only in the list when it is searched: does nothing a title could tell better. */
  scrubs?: boolean
}

export const plain = (id: PlainId) => () => t(id)
