/** The word under a token: only for pods that are changing or in trouble. */
import { t } from '../../i18n/t.ts'
import type { PodView } from '../../worker/picture/picture.ts'

/** `spelled`: projector mode, where STATUS is written as kubectl prints it. */
export function captionOf(pod: PodView, spelled: boolean): { text: string; bad: boolean } {
  if (pod.answersErrors && pod.state !== 'terminating') return { text: t('pod.errors'), bad: true }
  switch (pod.state) {
    case 'pending':
      return { text: t('pod.pending'), bad: false }
    case 'creating':
      if (spelled) return { text: pod.status, bad: false }
      return { text: pod.span?.kind === 'pull' ? t('pod.pulling') : t('pod.creating'), bad: false }
    case 'notReady':
      return { text: t('pod.notReady'), bad: false }
    case 'ready':
      return { text: t('pod.ready'), bad: false }
    case 'available':
      return { text: '', bad: false }
    case 'terminating':
      return { text: pod.signal ?? pod.status, bad: false }
    case 'errImagePull':
      // ErrImagePull is as wide as a pod's place: it would touch its neighbour's.
      return { text: spelled || pod.status !== 'ErrImagePull' ? pod.status : t('pod.errPull'), bad: true }
    case 'imagePullBackOff':
      return { text: spelled ? pod.status : t('pod.backOff'), bad: true }
    case 'crashLoopBackOff':
      return { text: spelled ? pod.status : t('pod.crashLoop'), bad: true }
    case 'error':
      return { text: pod.exitCode === null ? pod.status : t('pod.error', { code: pod.exitCode }), bad: true }
  }
}
