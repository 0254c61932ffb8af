/** The images offered in the panel: all of the live image's repository, good ones first. */
import type { ImageBehaviour } from '../../sim/images/behaviour.ts'
import { normalizeImage } from '../../sim/images/reference.ts'
import { imageOf, repositoryOf, tagOf, type Instant } from './instant.ts'
import type { ImageChoice, LaneView } from './picture.ts'
import type { Rollout } from './rollout.ts'

function troubleOf(image: ImageBehaviour | undefined): Pick<ImageChoice, 'trouble' | 'troubleValue'> {
  if (!image) return { trouble: 'notInRegistry', troubleValue: 0 }
  if (image.exitAfterMs !== undefined || image.startError) {
    return { trouble: 'crashes', troubleValue: image.exitAfterMs ?? 0 }
  }
  if (image.neverReady) return { trouble: 'neverReady', troubleValue: 0 }
  if (image.errorsAfterRequests === undefined) return { trouble: null, troubleValue: 0 }
  return { trouble: 'errors', troubleValue: image.errorsAfterRequests }
}

/** Version order: `v2` before `v10`, as a reader expects. */
const byTag = new Intl.Collator('en', { numeric: true }).compare

/** Choices are written as the live image is: its own registry prefix, or none. `latest` names no version. */
export function imagesOf(rollout: Rollout, instant: Instant, lanes: readonly LaneView[]): ImageChoice[] {
  const live = imageOf(rollout.deployment)
  const prefix = repositoryOf(live)
  const repository = repositoryOf(normalizeImage(live))
  const tags = [...Object.keys(instant.images), ...instant.absentImages.map(normalizeImage)]
    .filter((image) => repositoryOf(image) === repository)
    .map(tagOf)
    .filter((tag) => tag !== 'latest')
  const offered = new Set([...tags.map((tag) => `${prefix}:${tag}`), live])
  const choices = [...offered].map((image): ImageChoice => {
    const lane = lanes.findLast((one) => one.image === image)
    const trouble = troubleOf(instant.images[normalizeImage(image)])
    return { image, tag: tagOf(image), ...trouble, hue: lane?.hue ?? null, live: image === live }
  })
  return choices.sort(
    (a, b) => Number(a.trouble !== null) - Number(b.trouble !== null) || byTag(a.tag, b.tag),
  )
}
