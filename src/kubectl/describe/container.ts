/** Containers, as pods and pod templates show them. @see describe.go (describeContainers, DescribeProbe) */
import {
  at,
  int,
  isObject,
  list,
  object,
  objects,
  sortedKeys,
  text,
  type Json,
  type JsonObject,
} from '../json.ts'
import { rfc1123z } from '../printers/duration.ts'
import type { Writer } from './writer.ts'

/** What a fieldRef or resourceFieldRef stands for, or ''. */
export type Resolver = (env: JsonObject) => string

export function describeContainers(
  w: Writer,
  label: string,
  containers: JsonObject[],
  statuses: JsonObject[],
  resolve: Resolver,
  space: string,
): void {
  w.write(0, `${space}${label}:${containers.length === 0 ? ' <none>' : ''}\n`)
  for (const container of containers) {
    const status = statuses.find((one) => one.name === container.name)
    basics(w, container, status, space)
    words(w, 'Command', list(container, 'command'))
    words(w, 'Args', list(container, 'args'))
    if (status) state(w, status)
    amounts(w, 'Limits', object(container, 'resources', 'limits'))
    amounts(w, 'Requests', object(container, 'resources', 'requests'))
    for (const [title, field] of [
      ['Liveness', 'livenessProbe'],
      ['Readiness', 'readinessProbe'],
      ['Startup', 'startupProbe'],
    ]) {
      const probe = container[field ?? '']
      if (isObject(probe)) w.write(2, `${title ?? ''}:\t${describeProbe(probe)}\n`)
    }
    environmentFrom(w, objects(container, 'envFrom'))
    environment(w, objects(container, 'env'), resolve)
    mounts(w, objects(container, 'volumeMounts'))
  }
}

function basics(w: Writer, container: JsonObject, status: JsonObject | undefined, space: string): void {
  w.write(1, `${space === '' ? '' : ' '}${text(container, 'name')}:\n`)
  if (status) w.write(2, `Container ID:\t${text(status, 'containerID')}\n`)
  w.write(2, `Image:\t${text(container, 'image')}\n`)
  if (status) w.write(2, `Image ID:\t${text(status, 'imageID')}\n`)
  const ports = objects(container, 'ports')
  const shown = (field: string) =>
    ports
      .map(
        (one) =>
          `${int(one, field)}/${text(one, 'protocol') || 'TCP'}${text(one, 'name') ? ` (${text(one, 'name')})` : ''}`,
      )
      .join(', ')
  const plural = ports.length > 1 ? 's' : ''
  w.write(2, `Port${plural}:\t${shown('containerPort') || '<none>'}\n`)
  w.write(2, `Host Port${plural}:\t${shown('hostPort') || '<none>'}\n`)
}

function words(w: Writer, title: string, items: Json[]): void {
  if (items.length === 0) return
  w.write(2, `${title}:\n`)
  for (const item of items) for (const line of String(item).split('\n')) w.write(3, `${line}\n`)
}

function state(w: Writer, status: JsonObject): void {
  one(w, 'State', object(status, 'state'))
  const last = object(status, 'lastState')
  if (isObject(last.terminated)) one(w, 'Last State', last)
  w.write(2, `Ready:\t${status.ready === true ? 'True' : 'False'}\n`)
  w.write(2, `Restart Count:\t${int(status, 'restartCount')}\n`)
}

function one(w: Writer, title: string, value: JsonObject): void {
  const { running, terminated, waiting } = value
  if (isObject(running)) {
    w.write(2, `${title}:\tRunning\n`)
    w.write(3, `Started:\t${rfc1123z(text(running, 'startedAt'))}\n`)
  } else if (isObject(terminated)) {
    w.write(2, `${title}:\tTerminated\n`)
    if (text(terminated, 'reason')) w.write(3, `Reason:\t${text(terminated, 'reason')}\n`)
    if (text(terminated, 'message')) w.write(3, `Message:\t${text(terminated, 'message')}\n`)
    w.write(3, `Exit Code:\t${int(terminated, 'exitCode')}\n`)
    if (int(terminated, 'signal') > 0) w.write(3, `Signal:\t${int(terminated, 'signal')}\n`)
    w.write(3, `Started:\t${rfc1123z(text(terminated, 'startedAt'))}\n`)
    w.write(3, `Finished:\t${rfc1123z(text(terminated, 'finishedAt'))}\n`)
  } else {
    w.write(2, `${title}:\tWaiting\n`)
    if (isObject(waiting) && text(waiting, 'reason')) w.write(3, `Reason:\t${text(waiting, 'reason')}\n`)
  }
}

function amounts(w: Writer, title: string, resources: JsonObject): void {
  const names = sortedKeys(resources)
  if (names.length > 0) w.write(2, `${title}:\n`)
  for (const name of names) w.write(3, `${name}:\t${String(resources[name])}\n`)
}

export function describeProbe(probe: JsonObject): string {
  const number = (field: string, fallback: number) =>
    typeof probe[field] === 'number' ? probe[field] : fallback
  const timing = `delay=${number('initialDelaySeconds', 0)}s timeout=${number('timeoutSeconds', 0)}s period=${number('periodSeconds', 0)}s #success=${number('successThreshold', 0)} #failure=${number('failureThreshold', 0)}`
  const { exec, httpGet, tcpSocket, grpc } = probe
  if (isObject(exec)) return `exec [${list(exec, 'command').map(String).join(' ')}] ${timing}`
  if (isObject(httpGet)) {
    const scheme = (text(httpGet, 'scheme') || 'HTTP').toLowerCase()
    const path = text(httpGet, 'path')
    const url = `${scheme}://${text(httpGet, 'host')}:${String(httpGet.port ?? '')}${path.startsWith('/') || path === '' ? path : `/${path}`}`
    return `http-get ${url} ${timing}`
  }
  if (isObject(tcpSocket))
    return `tcp-socket ${text(tcpSocket, 'host')}:${String(tcpSocket.port ?? '')} ${timing}`
  if (isObject(grpc)) return `grpc <pod>:${int(grpc, 'port')} ${text(grpc, 'service')} ${timing}`
  return `unknown ${timing}`
}

function environmentFrom(w: Writer, sources: JsonObject[]): void {
  if (sources.length === 0) return
  w.write(2, 'Environment Variables from:\n')
  for (const source of sources) {
    const [from, ref] = isObject(source.secretRef)
      ? ['Secret', source.secretRef]
      : ['ConfigMap', object(source, 'configMapRef')]
    const prefix = text(source, 'prefix') ? ` with prefix '${text(source, 'prefix')}'` : ''
    w.write(
      3,
      `${text(ref, 'name')}\t${String(from)}${prefix}\tOptional: ${String(at(ref, 'optional') === true)}\n`,
    )
  }
}

function environment(w: Writer, variables: JsonObject[], resolve: Resolver): void {
  w.write(2, `Environment:${variables.length === 0 ? '\t<none>' : ''}\n`)
  for (const variable of variables) {
    const name = text(variable, 'name')
    const from = variable.valueFrom
    if (!isObject(from)) {
      for (const [i, line] of text(variable, 'value').split('\n').entries())
        w.write(3, `${i === 0 ? `${name}:` : ''}\t${line}\n`)
      continue
    }
    const { fieldRef, resourceFieldRef, secretKeyRef, configMapKeyRef } = from
    const optional = (ref: JsonObject) => `Optional: ${String(ref.optional === true)}`
    if (isObject(fieldRef))
      w.write(
        3,
        `${name}:\t${resolve(variable)} (${text(fieldRef, 'apiVersion') || 'v1'}:${text(fieldRef, 'fieldPath')})\n`,
      )
    else if (isObject(resourceFieldRef))
      w.write(3, `${name}:\t${resolve(variable)} (${text(resourceFieldRef, 'resource')})\n`)
    else if (isObject(secretKeyRef))
      w.write(
        3,
        `${name}:\t<set to the key '${text(secretKeyRef, 'key')}' in secret '${text(secretKeyRef, 'name')}'>\t${optional(secretKeyRef)}\n`,
      )
    else if (isObject(configMapKeyRef))
      w.write(
        3,
        `${name}:\t<set to the key '${text(configMapKeyRef, 'key')}' of config map '${text(configMapKeyRef, 'name')}'>\t${optional(configMapKeyRef)}\n`,
      )
  }
}

function mounts(w: Writer, items: JsonObject[]): void {
  w.write(2, `Mounts:${items.length === 0 ? '\t<none>' : ''}\n`)
  const sorted = items.toSorted((a, b) => (text(a, 'mountPath') < text(b, 'mountPath') ? -1 : 1))
  for (const mount of sorted) {
    const access = mount.readOnly === true ? 'ro' : 'rw'
    const path = text(mount, 'subPath') ? `,path=${JSON.stringify(text(mount, 'subPath'))}` : ''
    w.write(3, `${text(mount, 'mountPath')} from ${text(mount, 'name')} (${access}${path})\n`)
  }
}
