/** Fetching one named object. @see k8s.io/cli-runtime/pkg/resource/visitor.go (Info.Get) */
import type { BuilderOptions, Info } from './info.ts'
import { asKubectlError, isNotFound, plain, type KubectlError } from './errors.ts'
import type { Factory } from './factory.ts'
import { isObject } from './json.ts'
import { objectPath } from './resources.ts'

/** resource.Info.Get. */
export async function fetchInfo(f: Factory, info: Info, options: BuilderOptions = {}): Promise<void> {
  if (info.name === '') throw plain('resource name may not be empty')
  const path = objectPath(info.mapping, info.namespace, info.name)
  const answer = await f.client
    .call({
      method: 'GET',
      path: options.subresource ? `${path}/${options.subresource}` : path,
      accept: options.accept ?? 'application/json',
      query: options.query ?? {},
    })
    .catch(async (error: unknown) => {
      throw await orMissingNamespace(
        f,
        asKubectlError(error),
        info.namespace,
        options.accept ?? 'application/json',
      )
    })
  info.object = isObject(answer) ? answer : {}
}

/** A missing object of a missing namespace: the namespace is what is not found. */
async function orMissingNamespace(
  f: Factory,
  error: KubectlError,
  namespace: string,
  accept: string,
): Promise<KubectlError> {
  if (!isNotFound(error) || namespace === '' || namespace === 'default') return error
  try {
    await f.client.call({ method: 'GET', path: `/api/v1/namespaces/${namespace}`, accept })
    return error
  } catch (missing) {
    const refusal = asKubectlError(missing)
    return isNotFound(refusal) ? refusal : error
  }
}
