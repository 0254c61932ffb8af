/**
 * Probes and lifecycle hooks.
 * @see kubernetes/pkg/apis/core/validation/validation.go (validateProbe, validateHandler, validateLifecycle), v1.35
 */
import type { FieldError } from '../errors.ts'
import type { IntOrString } from '../types/meta.ts'
import type { Container, HTTPGetAction, LifecycleHandler, Probe, ProbeHandler } from '../types/pod.ts'
import { forbiddenField, invalid, invalids, nonnegative, required, unsupported } from './field.ts'
import { httpHeaderName, portName, portNumber } from './names.ts'

export const validatePortNumOrName = (port: IntOrString | undefined, field: string): FieldError[] =>
  typeof port === 'string'
    ? invalids(field, port, portName(port))
    : invalids(field, port ?? 0, portNumber(port ?? 0))

function validateHTTPGet(action: HTTPGetAction, field: string): FieldError[] {
  const errors = action.path ? [] : [required(`${field}.path`)]
  errors.push(...validatePortNumOrName(action.port, `${field}.port`))
  if (!['HTTP', 'HTTPS'].includes(action.scheme ?? ''))
    errors.push(unsupported(`${field}.scheme`, action.scheme, ['HTTP', 'HTTPS']))
  for (const { name } of action.httpHeaders ?? [])
    errors.push(...invalids(`${field}.httpHeaders`, name, httpHeaderName(name)))
  return errors
}

function validateSleep(seconds: number, grace: number | undefined, field: string): FieldError[] {
  const limit = grace ?? 0
  return seconds < 0 || seconds > limit
    ? [invalid(field, seconds, `must be non-negative and less than terminationGracePeriodSeconds (${limit})`)]
    : []
}

function validateHandler(
  handler: ProbeHandler & LifecycleHandler,
  grace: number | undefined,
  field: string,
): FieldError[] {
  const errors: FieldError[] = []
  let count = 0
  const check = (name: string, given: unknown, rules: () => FieldError[]): void => {
    if (given == null) return
    if (count > 0) errors.push(forbiddenField(`${field}.${name}`, 'may not specify more than 1 handler type'))
    else {
      count++
      errors.push(...rules())
    }
  }
  const { exec, httpGet, tcpSocket, grpc, sleep } = handler
  check('exec', exec, () => ((exec?.command ?? []).length > 0 ? [] : [required(`${field}.exec.command`)]))
  check('httpGet', httpGet, () => validateHTTPGet(httpGet as HTTPGetAction, `${field}.httpGet`))
  check('tcpSocket', tcpSocket, () => validatePortNumOrName(tcpSocket?.port, `${field}.tcpSocket.port`))
  check('grpc', grpc, () => invalids(`${field}.grpc.port`, grpc?.port ?? 0, portNumber(grpc?.port ?? 0)))
  check('sleep', sleep, () => validateSleep(sleep?.seconds ?? 0, grace, `${field}.sleep`))
  return count === 0 ? [...errors, required(field, 'must specify a handler type')] : errors
}

function validateProbe(probe: Probe, grace: number | undefined, field: string): FieldError[] {
  const errors = validateHandler(probe, grace, field)
  for (const name of [
    'initialDelaySeconds',
    'timeoutSeconds',
    'periodSeconds',
    'successThreshold',
    'failureThreshold',
  ] as const)
    errors.push(...nonnegative(`${field}.${name}`, probe[name]))
  const own = probe.terminationGracePeriodSeconds
  if (own != null && own <= 0)
    errors.push(invalid(`${field}.terminationGracePeriodSeconds`, own, 'must be greater than 0'))
  return errors
}

const onceEnough = (probe: Probe, field: string): FieldError[] =>
  probe.successThreshold === 1
    ? []
    : [invalid(`${field}.successThreshold`, probe.successThreshold, 'must be 1')]

export function validateProbes(container: Container, grace: number | undefined, field: string): FieldError[] {
  const errors: FieldError[] = []
  const { lifecycle, livenessProbe, readinessProbe, startupProbe } = container
  for (const name of ['postStart', 'preStop'] as const) {
    const hook = lifecycle?.[name]
    if (hook) errors.push(...validateHandler(hook, grace, `${field}.lifecycle.${name}`))
  }
  if (livenessProbe) {
    const at = `${field}.livenessProbe`
    errors.push(...validateProbe(livenessProbe, grace, at), ...onceEnough(livenessProbe, at))
  }
  if (readinessProbe) {
    const at = `${field}.readinessProbe`
    errors.push(...validateProbe(readinessProbe, grace, at))
    const own = readinessProbe.terminationGracePeriodSeconds
    if (own != null)
      errors.push(invalid(`${at}.terminationGracePeriodSeconds`, own, 'must not be set for readinessProbes'))
  }
  if (startupProbe) {
    const at = `${field}.startupProbe`
    errors.push(...validateProbe(startupProbe, grace, at), ...onceEnough(startupProbe, at))
  }
  return errors
}
