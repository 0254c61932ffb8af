/** Images for tests of the node side, each with one trait. */
import type { ImageBehaviour, ImageRegistry } from '../images/behaviour.ts'
import { normalizeImage } from '../images/reference.ts'

const good: ImageBehaviour = {
  tag: 'good',
  sizeBytes: 1_000,
  pullMs: 800,
  readyAfterMs: 0,
  shutdownMs: 500,
  stopCode: 0,
  onSigterm: 'finish',
  answerMs: 10,
  body: 'hello from {pod}, {hits}',
}

const TRAITS: Record<string, Partial<ImageBehaviour>> = {
  good: {},
  slow: { readyAfterMs: 4_000 },
  deaf: { ignoresSigterm: true },
  sick: { livenessFailsAfterMs: 3_000 },
  crash: { exitAfterMs: 5_000, exitCode: 1 },
  never: { neverReady: true },
  drop: { onSigterm: 'drop', answerMs: 300, stopCode: 143 },
  long: { answerMs: 300, shutdownMs: 1_000 },
  tired: { errorsAfterRequests: 5, errorBody: 'sorry' },
  second: { shutdownMs: 1_000 },
}

export const TEST_IMAGES: ImageRegistry = Object.fromEntries(
  Object.entries(TRAITS).map(([tag, trait]) => [
    normalizeImage(`test/web:${tag}`),
    { ...good, ...trait, tag },
  ]),
)

export const image = (tag: string): string => `test/web:${tag}`

/** All of them, to be on a node from the beginning. */
export const PRESENT: string[] = Object.keys(TRAITS).map(image)
