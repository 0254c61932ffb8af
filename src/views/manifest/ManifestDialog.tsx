/** Paste, type or drop a manifest; it is applied with kubectl. Errors stand with their line, and nothing is lost. */
import { FileUp } from 'lucide-react'
import { useRef, useState, type DragEvent } from 'react'
import { t } from '../../i18n/t.ts'
import { putFile, run } from '../../store/commands.ts'
import { setUi, useRollscope } from '../../store/store.ts'
import { arriving } from '../ui/arriving.tsx'
import { Button } from '../ui/controls.tsx'
import { Modal } from '../ui/Modal.tsx'
import type { LineError } from '../ui/editor/errorLines.ts'
import { apiErrors } from '../ui/editor/errorLines.ts'
import { checkManifest } from './checkManifest.ts'
import css from './Manifest.module.css'

const Editor = arriving(
  () => import('../ui/editor/Editor.tsx').then(({ Editor }) => Editor),
  () => <p className={css.rest}>{t('yaml.loading')}</p>,
)
const FILE = 'manifest.yaml'

/** Runs `kubectl apply -f`; [] when it was accepted. */
async function apply(text: string): Promise<LineError[]> {
  const wrong = checkManifest(text)
  if (wrong.length > 0) return wrong
  await putFile(FILE, text.endsWith('\n') ? text : `${text}\n`)
  const { code, error } = await run(`kubectl apply -f ${FILE}`)
  return code === 0 ? [] : apiErrors(error, text)
}

function Errors({ errors }: { errors: readonly LineError[] }) {
  if (errors.length === 0) return null
  return (
    <ul className={css.errors} role="alert">
      {errors.map(({ line, message }) => (
        <li key={`${line}${message}`}>
          {line !== null && <b>{t('manifest.line', { line })}</b>} {message}
        </li>
      ))}
    </ul>
  )
}

export function ManifestDialog({ onClose }: { onClose: () => void }) {
  const text = useRollscope((s) => s.manifest)
  const [errors, setErrors] = useState<readonly LineError[]>([])
  const [busy, setBusy] = useState(false)
  /** Grows when a file replaces the text: the editor starts again with it. */
  const [load, setLoad] = useState(0)
  const file = useRef<HTMLInputElement>(null)

  const take = async (from: FileList | null | undefined) => {
    const first = from?.[0]
    if (!first) return
    setUi({ manifest: await first.text() })
    setErrors([])
    setLoad((n) => n + 1)
  }
  const submit = async () => {
    setBusy(true)
    const found = await apply(useRollscope.getState().manifest)
    setBusy(false)
    setErrors(found)
    if (found.length === 0) onClose()
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    void take(event.dataTransfer.files)
  }
  return (
    <Modal look="dialog" name={t('manifest.title')} title={t('manifest.title')} onClose={onClose}>
      <div className={css.body} onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
        <p className={css.rest}>{t('manifest.rest')}</p>
        <Editor
          key={load}
          name={t('manifest.text')}
          text={text}
          errors={errors}
          onChange={(manifest) => setUi({ manifest })}
        />
        <Errors errors={errors} />
        <footer className={css.foot}>
          <input
            ref={file}
            type="file"
            accept=".yaml,.yml,.json,text/*"
            hidden
            onChange={(event) => void take(event.target.files)}
          />
          <Button onClick={() => file.current?.click()}>
            <FileUp />
            {t('manifest.file')}
          </Button>
          <Button look="primary" disabled={busy} onClick={() => void submit()}>
            {t('manifest.apply')}
          </Button>
        </footer>
      </div>
    </Modal>
  )
}
