/** The command line: native input, so that IME, phone keyboards and screen readers work; keys as in a shell. */
import { useRef, useState, type KeyboardEvent } from 'react'
import { t } from '../../i18n/t.ts'
import { complete } from '../../store/commands.ts'
import { bare, completed, searched } from './lineEditor.ts'
import css from './Terminal.module.css'

interface Props {
  terminal: number
  running: boolean
  /** Oldest first. */
  history: readonly string[]
  onFocused: (focused: boolean) => void
  onSubmit: (line: string) => void
  onInterrupt: (typed: string) => void
  onClear: () => void
}

export function Prompt({ terminal, running, history, onFocused, onSubmit, onInterrupt, onClear }: Props) {
  const [line, setLine] = useState('')
  /** How far back in the history; 0: the line being written. */
  const [back, setBack] = useState(0)
  const [written, setWritten] = useState('')
  const [search, setSearch] = useState<{ words: string; skip: number } | null>(null)
  const [candidates, setCandidates] = useState<readonly string[]>([])
  const input = useRef<HTMLInputElement>(null)

  const put = (text: string, cursor = text.length) => {
    setLine(text)
    requestAnimationFrame(() => input.current?.setSelectionRange(cursor, cursor))
  }
  const recall = (by: 1 | -1) => {
    const next = Math.min(history.length, Math.max(0, back + by))
    if (back === 0) setWritten(line)
    setBack(next)
    put(next === 0 ? (back === 0 ? line : written) : (history.at(-next) ?? ''))
  }
  const finish = (text: string) => {
    setLine('')
    setBack(0)
    setSearch(null)
    setCandidates([])
    onSubmit(text)
  }
  const tab = async (cursor: number) => {
    const found = (await complete(line, cursor)).map(bare)
    const next = completed(line, cursor, found)
    setCandidates(found.length > 1 ? found : [])
    if (next.line !== line) put(next.line, next.cursor)
  }

  const control: Record<string, () => void> = {
    c: () => {
      onInterrupt(line)
      setLine('')
      setBack(0)
      setSearch(null)
    },
    l: onClear,
    r: () => setSearch(search ? { ...search, skip: search.skip + 1 } : { words: line, skip: 0 }),
    a: () => input.current?.setSelectionRange(0, 0),
    e: () => input.current?.setSelectionRange(line.length, line.length),
    u: () => put(line.slice(input.current?.selectionStart ?? line.length), 0),
  }
  const match = search && searched(history, search.words, search.skip)

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    // While an input method is composing, Enter and the arrows are its own.
    if (event.nativeEvent.isComposing) return
    const { key, currentTarget } = event
    const selection = currentTarget.selectionStart !== currentTarget.selectionEnd
    if (event.ctrlKey && !event.altKey && !event.metaKey && key in control && !(key === 'c' && selection)) {
      control[key]?.()
    } else if (key === 'Enter') finish(match ?? line)
    else if (key === 'Escape' && (search || candidates.length > 0)) {
      if (match) put(match)
      setSearch(null)
      setCandidates([])
    } else if (key === 'ArrowUp' && !search) recall(1)
    else if (key === 'ArrowDown' && !search) recall(-1)
    // An empty line lets Tab move on, so that the keyboard is not caught here.
    else if (key === 'Tab' && !event.shiftKey && line.trim() !== '' && !search) {
      void tab(currentTarget.selectionStart ?? line.length)
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <>
      {search && (
        <p className={css.hint} role="status">
          {t('terminal.searching', { query: search.words, match: match ?? '' })}
        </p>
      )}
      {candidates.length > 0 && (
        <ul className={css.candidates} aria-label={t('terminal.completions')} role="list" aria-live="polite">
          {candidates.slice(0, 60).map((candidate) => (
            <li key={candidate}>{candidate}</li>
          ))}
        </ul>
      )}
      <form
        className={css.prompt}
        data-running={running || undefined}
        onSubmit={(event) => {
          event.preventDefault()
          finish(match ?? line)
        }}
      >
        <span aria-hidden="true">$</span>
        <input
          ref={input}
          data-terminal={terminal}
          aria-label={t('terminal.input', { n: terminal + 1 })}
          value={search ? search.words : line}
          autoCapitalize="none"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="go"
          onChange={(event) => {
            setCandidates([])
            if (search) setSearch({ words: event.target.value, skip: 0 })
            else setLine(event.target.value)
          }}
          onFocus={() => onFocused(true)}
          onBlur={() => onFocused(false)}
          onKeyDown={onKeyDown}
        />
      </form>
    </>
  )
}
