/** The page's editor for `kubectl edit`: what is saved goes back to the waiting command. */
import { useMemo, useState } from 'react'
import { t } from '../../i18n/t.ts'
import { finishEdit } from '../../store/commands.ts'
import { arriving } from '../ui/arriving.tsx'
import { Button } from '../ui/controls.tsx'
import { Modal } from '../ui/Modal.tsx'
import { apiErrors } from '../ui/editor/errorLines.ts'
import css from './Yaml.module.css'

const Editor = arriving(
  () => import('../ui/editor/Editor.tsx').then(({ Editor }) => Editor),
  () => <p className={css.none}>{t('yaml.loading')}</p>,
)

interface Props {
  edit: { edit: number; text: string; fileName: string }
}

/** kubectl puts the API's refusal above the text as comments. */
const comments = (text: string): string =>
  text
    .split('\n')
    .filter((line) => line.startsWith('#') && /is invalid|not valid|^# \* |: /.test(line))
    .join('\n')

export function EditDialog({ edit }: Props) {
  const [text, setText] = useState(edit.text)
  const errors = useMemo(
    () => apiErrors(comments(edit.text), edit.text).filter(({ line }) => line !== null),
    [edit.text],
  )
  return (
    <Modal
      look="dialog"
      name={t('yaml.editing', { file: edit.fileName })}
      title={t('yaml.editing', { file: edit.fileName })}
      onClose={() => finishEdit(edit.edit, null)}
    >
      <div className={css.dialog}>
        <Editor name={edit.fileName} text={edit.text} errors={errors} onChange={setText} />
        <footer className={css.foot}>
          <Button onClick={() => finishEdit(edit.edit, null)}>{t('yaml.cancel')}</Button>
          <Button look="primary" onClick={() => finishEdit(edit.edit, text)}>
            {t('yaml.save')}
          </Button>
        </footer>
      </div>
    </Modal>
  )
}
