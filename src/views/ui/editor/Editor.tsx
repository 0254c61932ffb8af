/** CodeMirror for YAML: errors at their lines, completion of field names. Loaded only when something is edited. */
import { autocompletion, closeBrackets, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import { bracketMatching, defaultHighlightStyle, indentUnit, syntaxHighlighting } from '@codemirror/language'
import { lintGutter, setDiagnostics } from '@codemirror/lint'
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search'
import { EditorState } from '@codemirror/state'
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import type { LineError } from './errorLines.ts'
import { completeField } from './fields.ts'
import css from './Editor.module.css'

interface Props {
  name: string
  /** Read once; from then on the editor holds the text. */
  text: string
  errors: readonly LineError[]
  onChange: (text: string) => void
}

const EXTENSIONS = [
  lineNumbers(),
  history(),
  drawSelection(),
  highlightActiveLine(),
  highlightSelectionMatches(),
  bracketMatching(),
  closeBrackets(),
  indentUnit.of('  '),
  yaml(),
  syntaxHighlighting(defaultHighlightStyle, { fallback: true }),
  lintGutter(),
  autocompletion({ override: [completeField] }),
  keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap, ...searchKeymap, indentWithTab]),
]

function show(view: EditorView, errors: readonly LineError[]): void {
  const { doc } = view.state
  const diagnostics = errors.map((error) => {
    const line = doc.line(Math.min(doc.lines, Math.max(1, error.line ?? 1)))
    const indent = /^\s*/.exec(line.text)?.[0].length ?? 0
    return { from: line.from + indent, to: line.to, severity: 'error' as const, message: error.message }
  })
  view.dispatch(setDiagnostics(view.state, diagnostics))
  const first = diagnostics[0]
  if (first) view.dispatch({ effects: EditorView.scrollIntoView(first.from, { y: 'center' }) })
}

export function Editor({ name, text, errors, onChange }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const latest = useRef(onChange)
  const first = useRef(text)
  useEffect(() => {
    latest.current = onChange
  }, [onChange])

  useEffect(() => {
    if (!host.current) return undefined
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: first.current,
        extensions: [
          ...EXTENSIONS,
          // Said, so that who scrolls by keyboard finds a way into long text.
          EditorView.contentAttributes.of({ 'aria-label': name, tabindex: '0' }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current(update.state.doc.toString())
          }),
        ],
      }),
    })
    view.current = editor
    editor.focus()
    return () => editor.destroy()
  }, [name])

  useEffect(() => {
    if (view.current) show(view.current, errors)
  }, [errors])

  return <div ref={host} className={css.editor} />
}
