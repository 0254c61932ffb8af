/** Every key, from the table the keyboard itself uses. */
import { t, type PlainId } from '../../i18n/t.ts'
import { setUi, useRollscope } from '../../store/store.ts'
import type { Group } from './command.ts'
import { COMMANDS } from './commands.ts'
import { spelled } from './keys.ts'
import { Kbd } from '../ui/controls.tsx'
import { isMac } from '../ui/layout.ts'
import { Modal } from '../ui/Modal.tsx'
import css from './Shortcuts.module.css'

const GROUPS: readonly [Group, PlainId][] = [
  ['time', 'shortcuts.time'],
  ['rollout', 'shortcuts.rollout'],
  ['view', 'shortcuts.view'],
]

/** One row per thing that is done: keys of commands with the same title stand together. */
function rowsOf(group: Group): [string, string[]][] {
  const rows = new Map<string, string[]>()
  for (const command of COMMANDS) {
    if (command.group !== group || command.keys.length === 0) continue
    const title = command.title()
    rows.set(title, [...(rows.get(title) ?? []), ...command.keys])
  }
  return [...rows]
}

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const on = useRollscope((s) => s.shortcutsOn)
  const mac = isMac()
  return (
    <Modal look="dialog" name={t('shortcuts.title')} title={t('shortcuts.title')} onClose={onClose}>
      <div className={css.body}>
        {GROUPS.map(([group, title]) => (
          <section key={group} aria-label={t(title)}>
            <h3>{t(title)}</h3>
            <dl>
              {rowsOf(group).map(([name, keys]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>
                    {keys.map((key) => (
                      <Kbd key={key}>{spelled(key, mac)}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <section className={css.settings}>
          <label>
            <input
              type="checkbox"
              checked={on}
              onChange={(event) => setUi({ shortcutsOn: event.target.checked })}
            />
            {t('shortcuts.on')}
          </label>
          <p>{t('shortcuts.letters')}</p>
        </section>
      </div>
    </Modal>
  )
}
