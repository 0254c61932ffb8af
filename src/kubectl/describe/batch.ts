/** Jobs, CronJobs, PodDisruptionBudgets. @see describe.go (describeJob, describeCronJob, describePodDisruptionBudget) */
import type { Info } from '../info.ts'
import type { Factory } from '../factory.ts'
import { at, int, object, objects, text, type Json, type JsonObject } from '../json.ts'
import { humanDuration } from '../../sim/duration.ts'
import { rfc1123z } from '../printers/duration.ts'
import { parseRfc3339 } from '../../sim/time.ts'
import { describeEvents, eventsOf } from './events.ts'
import {
  annotationsOf,
  controlledBy,
  formatSelector,
  labelsOf,
  podTemplateOf,
  printAnnotations,
  printLabels,
} from './metadata.ts'
import { describePodTemplate } from './template.ts'
import { createWriter, type Writer } from './writer.ts'

const orUnset = (value: Json | undefined): string =>
  value === undefined || value === null ? '<unset>' : String(value as string | number | boolean)

function head(w: Writer, value: JsonObject): void {
  w.write(
    0,
    `Name:\t${text(value, 'metadata', 'name')}\nNamespace:\t${text(value, 'metadata', 'namespace')}\n`,
  )
}

function jobTimes(w: Writer, status: JsonObject): void {
  const [start, end] = [text(status, 'startTime'), text(status, 'completionTime')]
  if (start !== '') w.write(0, `Start Time:\t${rfc1123z(start)}\n`)
  if (end !== '') w.write(0, `Completed At:\t${rfc1123z(end)}\n`)
  if (start === '' || end === '') return
  w.write(0, `Duration:\t${humanDuration((parseRfc3339(end) ?? 0) - (parseRfc3339(start) ?? 0))}\n`)
}

export async function describeJob(f: Factory, _info: Info, value: JsonObject): Promise<string> {
  const events = await eventsOf(f, value, 'Job')
  const [spec, status] = [object(value, 'spec'), object(value, 'status')]
  const w = createWriter()
  head(w, value)
  w.write(0, `Selector:\t${formatSelector(at(spec, 'selector'))}\n`)
  printLabels(w, 'Labels', labelsOf(value))
  printAnnotations(w, 'Annotations', annotationsOf(value))
  const owner = controlledBy(value)
  if (owner !== '') w.write(0, `Controlled By:\t${owner}\n`)
  w.write(0, `Parallelism:\t${orUnset(spec.parallelism)}\nCompletions:\t${orUnset(spec.completions)}\n`)
  if (spec.completionMode !== undefined) w.write(0, `Completion Mode:\t${text(spec, 'completionMode')}\n`)
  if (spec.suspend !== undefined) w.write(0, `Suspend:\t${String(spec.suspend === true)}\n`)
  if (spec.backoffLimit !== undefined) w.write(0, `Backoff Limit:\t${int(spec, 'backoffLimit')}\n`)
  if (spec.ttlSecondsAfterFinished !== undefined)
    w.write(0, `TTL Seconds After Finished:\t${int(spec, 'ttlSecondsAfterFinished')}\n`)
  jobTimes(w, status)
  if (spec.activeDeadlineSeconds !== undefined)
    w.write(0, `Active Deadline Seconds:\t${int(spec, 'activeDeadlineSeconds')}s\n`)
  const ready = status.ready === undefined ? '' : ` (${int(status, 'ready')} Ready)`
  w.write(
    0,
    `Pods Statuses:\t${int(status, 'active')} Active${ready} / ${int(status, 'succeeded')} Succeeded / ${int(status, 'failed')} Failed\n`,
  )
  if (text(spec, 'completionMode') === 'Indexed')
    w.write(0, `Completed Indexes:\t${text(status, 'completedIndexes') || '<none>'}\n`)
  describePodTemplate(w, podTemplateOf(value))
  describeEvents(f, w, events)
  return w.aligned()
}

export async function describeBudget(f: Factory, _info: Info, value: JsonObject): Promise<string> {
  const events = await eventsOf(f, value, 'PodDisruptionBudget')
  const [spec, status] = [object(value, 'spec'), object(value, 'status')]
  const w = createWriter()
  head(w, value)
  if (spec.minAvailable !== undefined) w.write(0, `Min available:\t${orUnset(spec.minAvailable)}\n`)
  else if (spec.maxUnavailable !== undefined)
    w.write(0, `Max unavailable:\t${orUnset(spec.maxUnavailable)}\n`)
  w.write(0, `Selector:\t${spec.selector === undefined ? '<unset>' : formatSelector(spec.selector)}\n`)
  w.write(0, 'Status:\n')
  for (const [title, field] of [
    ['Allowed disruptions', 'disruptionsAllowed'],
    ['Current', 'currentHealthy'],
    ['Desired', 'desiredHealthy'],
    ['Total', 'expectedPods'],
  ] as const)
    w.write(2, `${title}:\t${int(status, field)}\n`)
  describeEvents(f, w, events)
  return w.aligned()
}

const jobTemplate = (value: JsonObject): JsonObject => object(value, 'spec', 'jobTemplate', 'spec')

export async function describeCronJob(f: Factory, _info: Info, value: JsonObject): Promise<string> {
  const events = await eventsOf(f, value, 'CronJob')
  const [spec, job, status] = [object(value, 'spec'), jobTemplate(value), object(value, 'status')]
  const w = createWriter()
  head(w, value)
  printLabels(w, 'Labels', labelsOf(value))
  printAnnotations(w, 'Annotations', annotationsOf(value))
  const deadline =
    typeof spec.startingDeadlineSeconds === 'number' ? `${spec.startingDeadlineSeconds}s` : '<unset>'
  for (const line of [
    `Schedule:\t${text(spec, 'schedule')}`,
    `Concurrency Policy:\t${text(spec, 'concurrencyPolicy')}`,
    `Suspend:\t${spec.suspend === true ? 'True' : 'False'}`,
    `Successful Job History Limit:\t${orUnset(spec.successfulJobsHistoryLimit)}`,
    `Failed Job History Limit:\t${orUnset(spec.failedJobsHistoryLimit)}`,
    `Starting Deadline Seconds:\t${deadline}`,
    `Selector:\t${job.selector === undefined ? '<unset>' : formatSelector(job.selector)}`,
    `Parallelism:\t${orUnset(job.parallelism)}`,
    `Completions:\t${orUnset(job.completions)}`,
  ])
    w.write(0, `${line}\n`)
  if (job.activeDeadlineSeconds !== undefined)
    w.write(0, `Active Deadline Seconds:\t${int(job, 'activeDeadlineSeconds')}s\n`)
  describePodTemplate(w, object(job, 'template'))
  const last = text(status, 'lastScheduleTime')
  w.write(0, `Last Schedule Time:\t${last === '' ? '<unset>' : rfc1123z(last)}\n`)
  const active = objects(status, 'active').map((one) => text(one, 'name'))
  w.write(0, `Active Jobs:\t${active.join(', ') || '<none>'}\n`)
  describeEvents(f, w, events)
  return w.aligned()
}
