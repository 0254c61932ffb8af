/**
 * Kustomizations (`kubectl kustomize`, `-k`), which are not built: what is wrong with the directory comes first.
 * @see sigs.k8s.io/kustomize/api/krusty, kyaml/filesys
 */
import { plain } from './errors.ts'
import type { KubectlHost } from './host.ts'

const NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization']

export function refuseKustomization(host: KubectlHost, directory: string): never {
  const names = host.listFiles(directory)
  if (names === undefined)
    throw plain(
      `must build at directory: not a valid directory: evalsymlink failure on '${directory}' : lstat ${directory}: no such file or directory`,
    )
  if (!NAMES.some((name) => names.includes(name)))
    throw plain(
      `unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '${directory}'`,
    )
  throw plain('kustomizations are not built in this terminal: apply their files with -f')
}
