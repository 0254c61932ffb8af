/** What must be true of a manifest before it is applied: the stage shows one Deployment. The API judges the rest. */
import { t } from '../../i18n/t.ts'
import { countKind, syntaxErrors, type LineError } from '../ui/editor/errorLines.ts'

export function checkManifest(text: string): LineError[] {
  const whole = (message: string): LineError[] => [{ line: null, message }]
  if (text.trim() === '') return whole(t('manifest.empty'))
  const broken = syntaxErrors(text)
  if (broken.length > 0) return broken
  const deployments = countKind(text, 'Deployment')
  if (deployments === 0) return whole(t('manifest.noDeployment'))
  if (deployments > 1) return whole(t('manifest.manyDeployments', { n: deployments }))
  return []
}
