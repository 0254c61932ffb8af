/** What lies over the page, one at a time: sheets of the narrow layouts and dialogs. Loaded when first needed. */
import { t } from '../i18n/t.ts'
import { setUi, useRollscope } from '../store/store.ts'
import { CommandPalette } from '../views/commands/CommandPalette.tsx'
import { Dock } from '../views/dock/Dock.tsx'
import { ManifestDialog } from '../views/manifest/ManifestDialog.tsx'
import { SpecPanel } from '../views/panel/SpecPanel.tsx'
import { ShortcutsDialog } from '../views/commands/ShortcutsDialog.tsx'
import { arriving } from '../views/ui/arriving.tsx'
import { Modal } from '../views/ui/Modal.tsx'
import css from './Overlays.module.css'

const EditDialog = arriving(() => import('../views/yaml/EditDialog.tsx').then(({ EditDialog }) => EditDialog))

const close = () => setUi({ overlay: null })

function Overlay() {
  const overlay = useRollscope((s) => s.overlay)
  switch (overlay) {
    case 'commands':
      return <CommandPalette onClose={close} />
    case 'shortcuts':
      return <ShortcutsDialog onClose={close} />
    case 'manifest':
      return <ManifestDialog onClose={close} />
    case 'spec':
      return (
        <Modal look="sheet" name={t('panel.name')} onClose={close}>
          <SpecPanel sheet />
        </Modal>
      )
    case 'dock':
      return (
        <Modal look="sheet" name={t('dock.name')} onClose={close}>
          <div className={css.dock}>
            <Dock sheet />
          </div>
        </Modal>
      )
    case null:
      return null
  }
}

export function Overlays() {
  const edit = useRollscope((s) => s.edit)
  return (
    <>
      <Overlay />
      {edit && <EditDialog key={edit.edit} edit={edit} />}
    </>
  )
}
