/** No Deployment: five places, one sentence, the create command. */
import { t } from '../../i18n/t.ts'
import { run } from '../../store/commands.ts'
import { setUi } from '../../store/store.ts'
import { EmptyPlace } from '../pods/Token.tsx'
import { Button } from '../ui/controls.tsx'
import css from './Empty.module.css'

const LINE =
  'kubectl create deployment kubernetes-bootcamp --image=gcr.io/google-samples/kubernetes-bootcamp:v1 --replicas=4'

export function Empty() {
  return (
    <div className={css.empty}>
      <div className={css.places} aria-hidden="true">
        {[0, 1, 2, 3, 4].map((place) => (
          <span key={place}>
            <EmptyPlace />
          </span>
        ))}
      </div>
      <h1>{t('empty.title')}</h1>
      <p>{t('empty.rest')}</p>
      <div className={css.ways}>
        <Button look="primary" title={LINE} onClick={() => void run(LINE)}>
          {t('empty.create')}
        </Button>
        <Button onClick={() => setUi({ overlay: 'manifest' })}>{t('empty.load')}</Button>
      </div>
      <code className={css.line}>{`$ ${LINE}`}</code>
    </div>
  )
}
