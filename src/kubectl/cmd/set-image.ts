/** `kubectl set image`. @see k8s.io/kubectl/pkg/cmd/set/set_image.go, set.go (CalculatePatch) */
import { plain, type KubectlError } from '../errors.ts'
import { dryRunOf, type Command, type Factory } from '../factory.ts'
import { flag } from '../flags/groups.ts'
import type { JsonObject } from '../json.ts'
import type { Info } from '../info.ts'
import { containersOf, podSpecOf, runSet, setFlags } from './set.ts'

/** Resources and `container=image` pairs of the arguments. @see getResourcesAndImages */
function split(args: string[]): { resources: string[]; images: Map<string, string> } {
  const images = new Map<string, string>()
  const resources: string[] = []
  for (const arg of args) {
    const equals = arg.indexOf('=')
    if (equals > 0) images.set(arg.slice(0, equals), arg.slice(equals + 1))
    else resources.push(arg)
  }
  return { resources, images }
}

function setImages(
  object: JsonObject,
  info: Info,
  images: Map<string, string>,
  errors: KubectlError[],
): void {
  const spec = podSpecOf(object, info)
  const containers = [...containersOf(spec, 'initContainers'), ...containersOf(spec, 'containers')]
  for (const [container, image] of images) {
    const chosen = containers.filter((one) => container === '*' || one.name === container)
    if (chosen.length === 0) errors.push(plain(`error: unable to find container named "${container}"`))
    for (const one of chosen) one.image = image
  }
}

async function run(f: Factory): Promise<void> {
  const { resources, images } = split(f.args)
  await runSet(f, {
    resources,
    dryRun: dryRunOf(f),
    operation: 'image updated',
    failed: 'failed to patch image update to pod template',
    check: () => {
      if (images.size === 0) throw plain('at least one image update is required')
      if (images.size > 1 && images.has('*')) {
        throw plain(
          'all containers are already specified by *, but saw more than one container_name=container_image pairs',
        )
      }
    },
    change: (object, info, errors) => setImages(object, info, images, errors),
  })
}

export const setImage: Command = {
  name: 'image',
  short: 'Update the image of a pod template',
  use: '(-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... CONTAINER_NAME_N=CONTAINER_IMAGE_N',
  flags: [...setFlags, flag.bool('all', 'Select all resources of the types')],
  run,
}
