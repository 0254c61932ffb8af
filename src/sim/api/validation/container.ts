/**
 * Containers of a pod.
 * @see kubernetes/pkg/apis/core/validation/validation.go (validateContainers, validateInitContainers), v1.35
 */
import type { FieldError } from '../errors.ts'
import type { Container, ContainerPort, PodSpec } from '../types/pod.ts'
import { validateEnv, validateEnvFrom } from './env.ts'
import { duplicate, forbiddenField, invalid, invalids, required, unsupported } from './field.ts'
import { dnsLabel, portName, portNumber } from './names.ts'
import { validateDevices, validateMounts, type Volumes } from './mounts.ts'
import { validateProbes } from './probe.ts'
import { validateRequirements } from './resources.ts'
import { validateSecurityContext } from './securitycontext.ts'

export const PROTOCOLS = ['SCTP', 'TCP', 'UDP']
const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never']
const MESSAGE_POLICIES = ['File', 'FallbackToLogsOnError']
const RESTART_POLICIES = ['Always', 'Never', 'OnFailure']
const RESIZED = ['cpu', 'memory']
const RESIZE_POLICIES = ['NotRequired', 'RestartContainer']

function validatePorts(ports: readonly ContainerPort[], field: string): FieldError[] {
  const names = new Set<string>()
  return ports.flatMap((port, i) => {
    const at = `${field}[${i}]`
    const errors: FieldError[] = []
    if (port.name) {
      const wrong = invalids(`${at}.name`, port.name, portName(port.name))
      if (wrong.length > 0) errors.push(...wrong)
      else if (names.has(port.name)) errors.push(duplicate(`${at}.name`, port.name))
      else names.add(port.name)
    }
    if (!port.containerPort) errors.push(required(`${at}.containerPort`))
    else errors.push(...invalids(`${at}.containerPort`, port.containerPort, portNumber(port.containerPort)))
    if (port.hostPort) errors.push(...invalids(`${at}.hostPort`, port.hostPort, portNumber(port.hostPort)))
    if (!port.protocol) errors.push(required(`${at}.protocol`))
    else if (!PROTOCOLS.includes(port.protocol))
      errors.push(unsupported(`${at}.protocol`, port.protocol, PROTOCOLS))
    return errors
  })
}

/** What happens to a container whose resources change while it runs. */
function validateResizePolicy(
  policies: readonly { resourceName?: string; restartPolicy?: string }[],
  restarts: string | undefined,
  field: string,
): FieldError[] {
  const seen = new Set<string>()
  return policies.flatMap(({ resourceName = '', restartPolicy = '' }, i) => {
    const errors = seen.has(resourceName) ? [duplicate(`${field}[${i}]`, resourceName)] : []
    seen.add(resourceName)
    if (!resourceName) errors.push(required(field))
    else if (!RESIZED.includes(resourceName)) errors.push(unsupported(field, resourceName, RESIZED))
    if (!restartPolicy) errors.push(required(field))
    else if (!RESIZE_POLICIES.includes(restartPolicy))
      errors.push(unsupported(field, restartPolicy, RESIZE_POLICIES))
    if (restarts === 'Never' && restartPolicy !== 'NotRequired')
      errors.push(invalid(field, restartPolicy, "must be 'NotRequired' when `restartPolicy` is 'Never'"))
    return errors
  })
}

function validateContainerCommon(
  container: Container,
  volumes: Volumes,
  spec: PodSpec,
  field: string,
): FieldError[] {
  const { name, image, terminationMessagePolicy: policy, imagePullPolicy: pull } = container
  const errors: FieldError[] = name
    ? invalids(`${field}.name`, name, dnsLabel(name))
    : [required(`${field}.name`)]
  if (!image) errors.push(required(`${field}.image`))
  if (!MESSAGE_POLICIES.includes(policy ?? ''))
    errors.push(unsupported(`${field}.terminationMessagePolicy`, policy, MESSAGE_POLICIES))
  errors.push(
    ...validatePorts(container.ports ?? [], `${field}.ports`),
    ...validateEnv(container.env ?? [], `${field}.env`),
    ...validateEnvFrom(
      (container.envFrom ?? []) as Parameters<typeof validateEnvFrom>[0],
      `${field}.envFrom`,
    ),
    ...validateMounts(container, volumes, `${field}.volumeMounts`),
    ...validateDevices(container, volumes, `${field}.volumeDevices`),
  )
  if (!PULL_POLICIES.includes(pull ?? ''))
    errors.push(unsupported(`${field}.imagePullPolicy`, pull, PULL_POLICIES))
  errors.push(...validateRequirements(container.resources ?? {}, `${field}.resources`))
  errors.push(
    ...validateResizePolicy(
      (container.resizePolicy ?? []) as Parameters<typeof validateResizePolicy>[0],
      spec.restartPolicy,
      `${field}.resizePolicy`,
    ),
    ...validateSecurityContext(
      container.securityContext,
      (spec as { hostUsers?: boolean }).hostUsers !== false,
      `${field}.securityContext`,
    ),
  )
  return errors
}

function hostPortConflicts(containers: readonly Container[], field: string): FieldError[] {
  const seen = new Set<string>()
  return containers.flatMap((container, i) =>
    (container.ports ?? []).flatMap((port, j) => {
      if (!port.hostPort) return []
      const key = `${port.protocol ?? ''}/${port.hostIP ?? ''}/${port.hostPort}`
      if (seen.has(key)) return [duplicate(`${field}[${i}].ports[${j}].hostPort`, key)]
      seen.add(key)
      return []
    }),
  )
}

const validateRestartPolicy = ({ restartPolicy }: Container, at: string): FieldError[] =>
  restartPolicy === undefined || RESTART_POLICIES.includes(restartPolicy)
    ? []
    : [unsupported(`${at}.restartPolicy`, restartPolicy, RESTART_POLICIES)]

function validateInitContainer(container: Container, grace: number | undefined, at: string): FieldError[] {
  if (container.restartPolicy === 'Always') return validateProbes(container, grace, at)
  const errors: FieldError[] = []
  for (const name of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const)
    if (container[name])
      errors.push(
        forbiddenField(`${at}.${name}`, 'may not be set for init containers without restartPolicy=Always'),
      )
  return errors
}

export function validateContainers(spec: PodSpec, volumes: Volumes, field: string): FieldError[] {
  const { containers, initContainers = [], terminationGracePeriodSeconds: grace } = spec
  const at = `${field}.containers`
  const names = new Set<string>()
  const errors: FieldError[] = (containers ?? []).length > 0 ? [] : [required(at)]
  for (const [i, container] of (containers ?? []).entries()) {
    errors.push(...validateContainerCommon(container, volumes, spec, `${at}[${i}]`))
    if (names.has(container.name)) errors.push(duplicate(`${at}[${i}].name`, container.name))
    names.add(container.name)
    errors.push(
      ...validateProbes(container, grace, `${at}[${i}]`),
      ...validateRestartPolicy(container, `${at}[${i}]`),
    )
  }
  errors.push(...hostPortConflicts(containers ?? [], at))
  for (const [i, container] of initContainers.entries()) {
    const here = `${field}.initContainers[${i}]`
    errors.push(
      ...validateContainerCommon(container, volumes, spec, here),
      ...validateRestartPolicy(container, here),
    )
    if (names.has(container.name)) errors.push(duplicate(`${here}.name`, container.name))
    if (container.name) names.add(container.name)
    // Init containers run one by one: each is looked at as if it were alone.
    errors.push(
      ...hostPortConflicts([container], `${field}.initContainers`),
      ...validateInitContainer(container, grace, here),
    )
  }
  return errors
}
