/** The scenarios by id; each is reached by URL alone (docs/VISUAL-TESTS.md). */
import type { ImageRegistry } from '../../sim/images/behaviour.ts'
import { PRESETS } from '../../sim/images/presets.ts'
import { REALISTIC } from '../../sim/latencies.ts'
import { DEFAULT_EPOCH_SECONDS, seconds, type Us } from '../../sim/time.ts'
import type { Input } from '../session/inputs.ts'
import { BOOTCAMP, deploymentOf, FILES, serviceOf } from './manifests.ts'
import { created, imageSet, type Scenario } from './scenario.ts'

const REPOSITORY = 'gcr.io/google-samples/kubernetes-bootcamp'
const APP = BOOTCAMP.name
const REQUESTS_PER_SECOND = 40

/** Process 1 of these images (node, or the shell above it) has no handler for SIGTERM: SIGKILL ends it after the grace period. */
const DEAF = /\/(?:kubernetes-bootcamp|kubia|myapp):/

const IMAGES: ImageRegistry = Object.fromEntries(
  Object.entries(PRESETS).map(([name, image]) => [
    name,
    DEAF.test(name) ? { ...image, ignoresSigterm: true } : image,
  ]),
)

const base: Omit<Scenario, 'id' | 'script' | 'opensAt'> = {
  epochSeconds: DEFAULT_EPOCH_SECONDS,
  nodes: ['node-1', 'node-2', 'node-3'],
  images: IMAGES,
  absentImages: [`${REPOSITORY}:v10`, 'jocatalin/kubernetes-bootcamp:v10'],
  latencies: REALISTIC,
  seed: 7,
  requestsPerSecond: REQUESTS_PER_SECOND,
  files: FILES,
}

/** By then pods of v1 answer: what comes before is nobody's failure. */
const SERVED_AT = seconds(18)

const creation = (more: Partial<typeof BOOTCAMP> = {}): Input[] => [
  {
    at: 0,
    ...created(
      '/apis/apps/v1/namespaces/default/deployments',
      deploymentOf({ ...BOOTCAMP, ...more }),
      'kubectl create -f bootcamp.yaml',
    ),
  },
  { at: 0, ...created('/api/v1/namespaces/default/services', serviceOf(BOOTCAMP)) },
  {
    at: SERVED_AT,
    kind: 'traffic',
    traffic: { requestsPerSecond: REQUESTS_PER_SECOND, service: `default/${APP}` },
  },
]

const roll = (at: Us, tag: string): Input => ({ at, ...imageSet(APP, APP, `${REPOSITORY}:${tag}`) })

const UPDATED_AT = seconds(28)
/** By then the rollout to v2 is over. */
const SETTLED_AT = seconds(110)

const ALL: readonly Scenario[] = [
  { ...base, id: 'bootcamp', script: [...creation(), roll(UPDATED_AT, 'v2')], opensAt: seconds(29.5) },
  {
    ...base,
    id: 'stuck',
    script: [...creation({ progressDeadlineSeconds: 90 }), roll(UPDATED_AT, 'v2'), roll(SETTLED_AT, 'v10')],
    opensAt: seconds(206),
  },
  {
    ...base,
    id: 'errors',
    // A probe that asks for a page would catch it; an open port does not tell.
    script: [...creation({ probe: 'tcp' }), roll(UPDATED_AT, 'v2'), roll(SETTLED_AT, 'v3')],
    opensAt: seconds(128.5),
  },
  {
    ...base,
    id: 'crash',
    script: [...creation(), roll(UPDATED_AT, 'v2'), roll(SETTLED_AT, 'v5')],
    opensAt: seconds(150),
  },
  { ...base, id: 'empty', script: [], opensAt: 0 },
]

export const FIRST_VISIT = 'bootcamp'

const BY_ID = new Map(ALL.map((scenario) => [scenario.id, scenario]))

export const scenarioOf = (id: string): Scenario | undefined => BY_ID.get(id)
export const scenarioIds = (): string[] => [...BY_ID.keys()]
