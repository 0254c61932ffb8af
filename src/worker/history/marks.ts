/** Marks on the chart: commands, scalings, conditions, deadlines, failures, each at its instant. */
import type { WatchEvent } from '../../sim/api/contract.ts'
import type { Deployment, DeploymentCondition, ReplicaSet } from '../../sim/api/types/apps.ts'
import type { Pod } from '../../sim/api/types/pod.ts'
import { NEW_RS_AVAILABLE, TIMED_OUT } from '../../sim/controllers/deployment/conditions.ts'
import type { RequestRecord } from '../../sim/facts.ts'
import { SECOND, type Us } from '../../sim/time.ts'
import { controllerUid, tagOf, toMs } from '../picture/instant.ts'
import { isFailing, podState, podStatusText } from '../picture/podstate.ts'
import type { ChartMark } from '../protocol.ts'

export interface MarkLog {
  readonly marks: readonly ChartMark[]
  record(at: Us, event: WatchEvent, shown: string | null): void
  request(request: RequestRecord): void
  command(at: Us, line: string): void
}

/** Failed requests nearer to each other than this are one mark. */
const BURST: Us = 5 * SECOND

function conditionMark(at: Us, condition: DeploymentCondition): ChartMark {
  const { type, reason = '', status } = condition
  if (reason === TIMED_OUT) return { at: toMs(at), kind: 'deadline', text: reason }
  if (reason === NEW_RS_AVAILABLE) return { at: toMs(at), kind: 'complete', text: reason }
  return { at: toMs(at), kind: 'condition', text: reason || `${type} ${status}` }
}

/** Steps of Progressing while it works are no news. */
const isNews = ({ type, reason }: DeploymentCondition): boolean =>
  type !== 'Progressing' ||
  reason === TIMED_OUT ||
  reason === NEW_RS_AVAILABLE ||
  /Paused|Resumed/.test(reason ?? '')

/** `kubectl set image deployment/web app=repo/app:v2` → `set image v2`; the words that tell commands apart. */
export function commandText(line: string): string {
  const words = line.trim().split(/\s+/)
  if (words[0] === 'kubectl') words.shift()
  const plain = words.filter((word) => !word.startsWith('-'))
  const [verb = '', noun = ''] = plain
  if (verb === 'set' && noun === 'image') {
    const image = plain.slice(3)[0]?.split('=').at(-1) ?? ''
    return `set image ${tagOf(image)}`
  }
  if (verb === 'rollout') return noun
  if (verb === 'scale') return `scale ${/--replicas[= ](\d+)/.exec(line)?.[1] ?? ''}`.trim()
  if (verb === 'delete') return `delete ${noun.split('/')[0] ?? ''}`
  if (verb === 'set') return `set ${noun}`
  return verb
}

export function createMarkLog(): MarkLog {
  const marks: ChartMark[] = []
  const failed = new Set<string>()
  let lastFailure = -Infinity

  const deployment = (at: Us, { object, previous }: WatchEvent): void => {
    const before = (previous as Deployment | undefined)?.status.conditions ?? []
    for (const condition of (object as Deployment).status.conditions ?? []) {
      const old = before.find(({ type }) => type === condition.type)
      const same = old?.status === condition.status && old.reason === condition.reason
      if (!same && isNews(condition)) marks.push(conditionMark(at, condition))
    }
  }
  const replicaSet = (at: Us, { object, previous }: WatchEvent): void => {
    const delta =
      (object as ReplicaSet).spec.replicas - ((previous as ReplicaSet | undefined)?.spec.replicas ?? 0)
    if (delta === 0) return
    const text = `${delta > 0 ? '+' : '−'}${Math.abs(delta)}`
    marks.push({ at: toMs(at), kind: 'scale', text, lane: object.metadata.uid, delta })
  }
  const pod = (at: Us, object: Pod): void => {
    if (failed.has(object.metadata.uid) || !isFailing(podState(object, null, 0))) return
    failed.add(object.metadata.uid)
    const lane = controllerUid(object)
    marks.push({ at: toMs(at), kind: 'failure', text: podStatusText(object), ...(lane && { lane }) })
  }
  return {
    marks,
    record(at, event, shown) {
      if (event.type === 'DELETED') return
      if (event.resource === 'deployments' && event.object.metadata.uid === shown) deployment(at, event)
      else if (event.resource === 'replicasets' && controllerUid(event.object) === shown)
        replicaSet(at, event)
      else if (event.resource === 'pods') pod(at, event.object as Pod)
    },
    request({ doneAt, outcome, status }) {
      if (outcome === 'answered') return
      const isNew = doneAt - lastFailure > BURST
      lastFailure = doneAt
      if (isNew) {
        const text = outcome === 'error' ? `HTTP ${status}` : outcome
        marks.push({ at: toMs(doneAt), kind: 'failure', text })
      }
    },
    command(at, line) {
      marks.push({ at: toMs(at), kind: 'command', text: commandText(line) })
    },
  }
}
