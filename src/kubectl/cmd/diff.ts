/** `kubectl diff -f`: live against what an apply would make. @see k8s.io/kubectl/pkg/cmd/diff/diff.go; diff(1) -u -N */
import { build } from '../builder.ts'
import { objectOf, type Info } from '../info.ts'
import { asKubectlError, exit, isNotFound, renderFailure, several, verbatim } from '../errors.ts'
import type { Command, Factory } from '../factory.ts'
import { fieldManagerFlag, filenameFlags, flag, selectorFlag } from '../flags/groups.ts'
import { copy, isObject, object, parseJson, put, text, type JsonObject } from '../json.ts'
import { threeWayPatch } from '../patch/diff.ts'
import { toYaml } from '../printers/yaml.ts'
import { rfc3339 } from '../../sim/time.ts'
import { apiVersionOf, collectionPath, objectPath } from '../resources.ts'
import { unifiedDiff } from '../unified-diff.ts'
import { LAST_APPLIED } from './apply.ts'
import { patchTypes, targetsOf } from './targets.ts'

const shown = (value: JsonObject): string => {
  const out = copy(value)
  if (isObject(out.metadata)) delete out.metadata.managedFields
  return toYaml(out)
}

async function merged(f: Factory, info: Info, live: JsonObject | undefined): Promise<JsonObject> {
  const manifest = copy(objectOf(info))
  if (info.mapping.namespaced) put(manifest, ['metadata', 'namespace'], info.namespace)
  const query = { dryRun: 'All', fieldManager: f.flags.text('field-manager') }
  if (live === undefined) {
    const answer = await f.client.call({
      method: 'POST',
      path: collectionPath(info.mapping, info.namespace),
      body: manifest,
      query,
    })
    return isObject(answer) ? answer : manifest
  }
  const path = objectPath(info.mapping, info.namespace, info.name)
  if (f.flags.bool('server-side')) {
    const forced = { ...query, fieldManager: 'kubectl', force: String(f.flags.bool('force-conflicts')) }
    const contentType = patchTypes.apply
    const answer = await f.client.call({ method: 'PATCH', path, query: forced, body: manifest, contentType })
    return isObject(answer) ? answer : live
  }
  const memory = parseJson(text(live, 'metadata', 'annotations', LAST_APPLIED))
  // What an apply would remember is left out of the difference.
  put(manifest, ['metadata', 'annotations'], object(manifest, 'metadata', 'annotations'))
  const body = threeWayPatch(isObject(memory) ? memory : {}, manifest, live)
  if (Object.keys(body).length === 0) return live
  const answer = await f.client.call({
    method: 'PATCH',
    path,
    query,
    body,
    contentType: patchTypes.strategic,
  })
  return isObject(answer) ? answer : live
}

/** Differences end with 1, errors with 2. */
async function run(f: Factory): Promise<void> {
  try {
    await runDiff(f)
  } catch (error) {
    const { failure } = asKubectlError(error)
    if (failure.kind === 'exit') throw error
    throw verbatim(renderFailure(failure).text.replace(/\n$/, ''), 2)
  }
}

async function runDiff(f: Factory): Promise<void> {
  if (f.args.length > 0)
    throw verbatim(
      `error: Unexpected args: [${f.args.join(' ')}]\nSee '${f.path} -h' for help and examples`,
      1,
    )
  if (f.flags.list('filename').length === 0 && f.flags.text('kustomize') === '')
    throw verbatim('error: must specify one of -f and -k', 1)
  const { infos, errors } = await (await build(f, targetsOf(f, []))).infos()
  if (errors.length > 0) throw several(errors)
  const stamp = `${rfc3339(f.host.now()).replace('T', ' ').replace('Z', '')}.000000000 +0000`
  let differs = false
  for (const info of infos) {
    const live = await f.client
      .get(objectPath(info.mapping, info.namespace, info.name))
      .catch((error: unknown) => {
        if (!isNotFound(asKubectlError(error))) throw error
        return undefined
      })
    const after = shown(await merged(f, info, live))
    const name = `${apiVersionOf(info.mapping).replace('/', '.')}.${info.mapping.kind}.${info.namespace}.${info.name}`
    const [left, right] = [`/tmp/LIVE-1234567890/${name}`, `/tmp/MERGED-1234567890/${name}`]
    const hunks = unifiedDiff(live === undefined ? '' : shown(live), after)
    if (hunks === '') continue
    differs = true
    f.out(`diff -u -N ${left} ${right}\n--- ${left}\t${stamp}\n+++ ${right}\t${stamp}\n${hunks}`)
  }
  if (differs) throw exit(1)
}

export const diff: Command = {
  name: 'diff',
  short: 'Diff the live version against a would-be applied version',
  use: '-f FILENAME',
  flags: [
    ...filenameFlags,
    selectorFlag,
    fieldManagerFlag('kubectl-client-side-apply'),
    flag.bool('server-side', 'Let the server merge'),
    flag.bool('force-conflicts', 'Take over fields of others'),
    flag.bool('show-managed-fields', 'Keep managedFields'),
    flag.bool('prune', 'Show what would be pruned'),
  ],
  run,
}
