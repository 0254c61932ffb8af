/** Visiting objects one by one, with or without going on after an error. @see k8s.io/cli-runtime/pkg/resource/result.go, visitor.go */
import { asKubectlError, several, type KubectlError } from './errors.ts'
import type { Info, Result } from './info.ts'
import type { ResourceMapping } from './resources.ts'

export type Source = () => AsyncGenerator<Info, void, void>

export function resultOf(
  sources: Source[],
  mappings: ResourceMapping[],
  singleItemImplied: boolean,
  continueOnError: boolean,
  prepare?: (info: Info) => Promise<void>,
  named = true,
): Result {
  const visit: Result['visit'] = async (fn) => {
    const errors: KubectlError[] = []
    const goOn = (error: unknown): void => {
      const failure = asKubectlError(error)
      if (!continueOnError || failure.failure.kind === 'exit') throw failure
      errors.push(failure)
    }
    for (const source of sources) {
      try {
        for await (const info of source()) {
          try {
            await prepare?.(info)
            await fn(info)
          } catch (error) {
            goOn(error)
          }
        }
      } catch (error) {
        goOn(error)
      }
    }
    if (errors.length > 0) throw several(errors)
  }
  return {
    singleItemImplied,
    mappings,
    named,
    visit,
    infos: async () => {
      const infos: Info[] = []
      const errors: KubectlError[] = []
      await visit((info) => {
        infos.push(info)
        return Promise.resolve()
      }).catch((error: unknown) => {
        errors.push(asKubectlError(error))
      })
      return { infos, errors }
    },
  }
}
