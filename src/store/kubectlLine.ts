/** The kubectl line of every action of the page. What a button shows is what it runs, to the byte. */
import type { SpecView } from '../worker/picture/picture.ts'
import type { Draft } from './ui.ts'

/** The Deployment an action is about. */
export interface Target {
  namespace: string
  name: string
  /** The container whose image the panel edits. */
  container: string
}

export type Action =
  | { kind: 'rollOut'; changes: Draft }
  | { kind: 'scale'; replicas: number }
  | { kind: 'undo' }
  | { kind: 'undoTo'; revision: number }
  | { kind: 'pause' }
  | { kind: 'resume' }
  | { kind: 'restart' }
  | { kind: 'status' }
  | { kind: 'deletePod'; pod: string }
  | { kind: 'apply'; path: string }

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type Probe = NonNullable<SpecView['readinessProbe']>

/** One word of a shell line, quoted if it must be. */
export function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

function probe(value: Probe | null): Json {
  if (!value) return null
  const { path, port, periodSeconds, initialDelaySeconds, failureThreshold } = value
  return { httpGet: { path, port }, periodSeconds, initialDelaySeconds, failureThreshold }
}

/** The change as a strategic merge patch of the Deployment. */
export function patchOf(changes: Draft, container: string): Json {
  const spec: Record<string, Json> = {}
  const edited: Record<string, Json> = {}
  const rollingUpdate: Record<string, Json> = {}
  for (const [field, value] of Object.entries(changes)) {
    if (field === 'image') edited['image'] = changes.image ?? null
    else if (field === 'readinessProbe') edited['readinessProbe'] = probe(changes.readinessProbe ?? null)
    else if (field === 'maxSurge' || field === 'maxUnavailable') rollingUpdate[field] = value as Json
    else if (field !== 'strategy') spec[field] = value as Json
  }
  if (changes.strategy === 'Recreate') spec['strategy'] = { type: 'Recreate', rollingUpdate: null }
  else if (changes.strategy || Object.keys(rollingUpdate).length > 0) {
    spec['strategy'] = {
      ...(changes.strategy && { type: changes.strategy }),
      ...(Object.keys(rollingUpdate).length > 0 && { rollingUpdate }),
    }
  }
  if (Object.keys(edited).length > 0) {
    spec['template'] = { spec: { containers: [{ name: container, ...edited }] } }
  }
  return { spec }
}

function rollOut(changes: Draft, target: Target): string {
  const fields = Object.keys(changes)
  if (fields.length === 1 && changes.image !== undefined) {
    return `set image deployment/${target.name} ${quote(`${target.container}=${changes.image}`)}`
  }
  if (fields.length === 1 && changes.replicas !== undefined) {
    return `scale deployment/${target.name} --replicas=${changes.replicas}`
  }
  return `patch deployment ${target.name} -p ${quote(JSON.stringify(patchOf(changes, target.container)))}`
}

function words(action: Action, target: Target): string {
  const deployment = `deployment/${target.name}`
  switch (action.kind) {
    case 'rollOut':
      return rollOut(action.changes, target)
    case 'scale':
      return `scale ${deployment} --replicas=${action.replicas}`
    case 'undo':
    case 'pause':
    case 'resume':
    case 'restart':
    case 'status':
      return `rollout ${action.kind} ${deployment}`
    case 'undoTo':
      return `rollout undo ${deployment} --to-revision=${action.revision}`
    case 'deletePod':
      return `delete pod ${quote(action.pod)}`
    case 'apply':
      return `apply -f ${quote(action.path)}`
  }
}

/** The whole line, as it is run. `-n` stands only where the namespace is not the default one. */
export function kubectlLine(action: Action, target: Target): string {
  const namespace = target.namespace === 'default' ? '' : ` -n ${quote(target.namespace)}`
  return `kubectl ${words(action, target)}${namespace}`
}

/** On screen long registry paths are elided: `app=gcr.io/google-samples/app:v2` → `app=…:v2`. Never in what is copied. */
export const elided = (line: string): string =>
  line.replace(/([="])[\w.-]+(?::\d+)?\/[\w./-]+(?=[:@])/g, '$1…')
