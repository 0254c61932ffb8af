/** The keyboard of the whole page. Single letters are off inside fields and dialogs, and can be turned off. */
import { useEffect } from 'react'
import { select, setUi, useRollscope } from '../store/store.ts'
import type { commandOf as CommandOf } from '../views/commands/keys.ts'
import { afterPicture } from '../views/ui/picture.ts'

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(?:TEXTAREA|SELECT)$/.test(target.tagName) || isTextField(target))

function isTextField(target: HTMLElement): boolean {
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'range', 'button'].includes(target.type)
}

/**
 * A control with its own use for the key: arrows in sliders and grids, Space and Enter on buttons, Home and End in what
 * scrolls. A splitter takes the arrows it uses itself.
 */
function wants(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (key === ' ' || key === 'Enter')
    return target.closest('button, a, summary, [role="tab"], [role="gridcell"], input') !== null
  if (key.startsWith('Arrow') || key === 'Home' || key === 'End') {
    return (
      target.closest(
        'input, [role="tablist"], [role="grid"], [role="slider"], [role="toolbar"], [tabindex="0"]:not([role="separator"])',
      ) !== null
    )
  }
  return false
}

const leave = (): void => {
  if (useRollscope.getState().overlay) setUi({ overlay: null })
  else select(null)
}

/** The table of commands comes after the first picture: keys pressed before are kept for it. */
let commandOf: typeof CommandOf | null = null
const early: KeyboardEvent[] = []
void afterPicture(() => import('../views/commands/keys.ts')).then((keys) => {
  commandOf = keys.commandOf
  early.splice(0).forEach(onKeyDown)
})

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return
  const { overlay, edit, shortcutsOn } = useRollscope.getState()
  const typing = isTyping(event.target)
  const modified = event.ctrlKey || event.metaKey
  if (event.key === 'Escape') {
    // A dialog closes itself; leaving a field comes before leaving the selection.
    if (overlay || edit) return
    if (typing && event.target instanceof HTMLElement) event.target.blur()
    else leave()
    return
  }
  if (!commandOf) return void early.push(event)
  const command = commandOf(event)
  if (!command || edit || (overlay && !modified)) return
  if (!modified && (typing || wants(event.target, event.key))) return
  if (!modified && !shortcutsOn && event.key.length === 1 && event.key !== ' ') return
  if (command.when && !command.when(useRollscope.getState())) return
  event.preventDefault()
  command.run()
}

export function useKeyboard(): void {
  useEffect(() => {
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
