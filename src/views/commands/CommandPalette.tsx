/** All commands by name: type, arrows, Enter. */
import { Search } from 'lucide-react'
import { useId, useMemo, useState, type KeyboardEvent } from 'react'
import { t } from '../../i18n/t.ts'
import { elided } from '../../store/kubectlLine.ts'
import { useRollscope } from '../../store/store.ts'
import { Kbd } from '../ui/controls.tsx'
import { isMac } from '../ui/layout.ts'
import { Modal } from '../ui/Modal.tsx'
import type { Command } from './command.ts'
import { available } from './commands.ts'
import css from './Commands.module.css'
import { spelled } from './keys.ts'

/** Every word typed must begin a word of the title or stand in the kubectl line. */
export function matching(commands: readonly Command[], typed: string): Command[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  return commands.filter((command) => {
    const title = ` ${command.title().toLowerCase()}`
    const line = command.line?.()?.toLowerCase() ?? ''
    return words.every((word) => title.includes(` ${word}`) || line.includes(word))
  })
}

export function CommandPalette({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState(() => useRollscope.getState().commandQuery)
  const [at, setAt] = useState(0)
  const list = useId()
  const commands = useMemo(() => available(), [])
  const found = useMemo(() => matching(commands, typed), [commands, typed])
  const chosen = found[Math.min(at, found.length - 1)]

  const run = (command: Command) => {
    onClose()
    // After the dialog has given the focus back: a command may move it on.
    requestAnimationFrame(command.run)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by !== undefined)
      setAt((found.length + Math.min(at, found.length - 1) + by) % Math.max(1, found.length))
    else if (event.key === 'Enter' && chosen) run(chosen)
    else return
    event.preventDefault()
  }
  return (
    <Modal look="palette" name={t('commands.name')} onClose={onClose}>
      <div className={css.search}>
        <Search />
        <input
          autoFocus
          role="combobox"
          aria-label={t('commands.search')}
          aria-expanded
          aria-controls={list}
          aria-activedescendant={chosen && `${list}-${chosen.id}`}
          placeholder={t('commands.search')}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
        />
        <Kbd>esc</Kbd>
      </div>
      {found.length === 0 && <p className={css.none}>{t('commands.none')}</p>}
      <ul id={list} role="listbox" aria-label={t('commands.name')} className={css.list}>
        {found.map((command) => {
          const line = command.line?.()
          const key = command.keys[0]
          const isChosen = command === chosen
          return (
            <li
              key={command.id}
              id={`${list}-${command.id}`}
              role="option"
              aria-selected={isChosen}
              ref={isChosen ? scrollIntoView : null}
              onClick={() => run(command)}
              onPointerMove={() => setAt(found.indexOf(command))}
            >
              <span>
                {command.title()}
                {line && <small translate="no">{elided(line)}</small>}
              </span>
              {key && <Kbd>{spelled(key, isMac())}</Kbd>}
            </li>
          )
        })}
      </ul>
    </Modal>
  )
}

function scrollIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' })
}
