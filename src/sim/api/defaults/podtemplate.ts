/**
 * What a pod's spec gets where the client said nothing. The pod-template-hash is taken after this, so a template
 * gets exactly these, and a pod a few more.
 * @see kubernetes/pkg/apis/core/v1/defaults.go, v1.35
 */
import { defaultPodRequests } from './podrequests.ts'
import type { Container, PodSpec, PodTemplateSpec, Probe, PullPolicy, ResourceList } from '../types/pod.ts'

export const GRACE_SECONDS = 30
const MODE = 0o644

const COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*'
const DOMAIN = '(?:(?:localhost|[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+)(?::[0-9]+)?|[A-Za-z0-9-]+:[0-9]+)/'
const REFERENCE = new RegExp(
  `^(?:${DOMAIN})?${COMPONENT}(?:/${COMPONENT})*(?::([\\w][\\w.-]{0,127}))?(@[A-Za-z][A-Za-z0-9+._-]*:[0-9a-fA-F]{32,})?$`,
)

/** Always for `:latest` and for neither tag nor digest; what is no image reference at all is pulled when missing. */
function defaultPullPolicy(image: string): PullPolicy {
  const match = REFERENCE.exec(image)
  if (!match) return 'IfNotPresent'
  const [, tag, digest] = match
  return (tag ?? (digest === undefined ? 'latest' : '')) === 'latest' ? 'Always' : 'IfNotPresent'
}

function defaultProbe(probe: Probe): void {
  probe.timeoutSeconds ||= 1
  probe.periodSeconds ||= 10
  probe.successThreshold ||= 1
  probe.failureThreshold ||= 3
  defaultHandler(probe)
  if (probe.grpc) probe.grpc.service ??= ''
}

function defaultHandler(handler: { httpGet?: Probe['httpGet'] }): void {
  if (!handler.httpGet) return
  handler.httpGet.path ||= '/'
  handler.httpGet.scheme ||= 'HTTP'
}

function defaultContainer(container: Container): void {
  container.resources ??= {}
  for (const port of container.ports ?? []) port.protocol ||= 'TCP'
  for (const variable of container.env ?? []) {
    if (variable.valueFrom?.fieldRef) variable.valueFrom.fieldRef.apiVersion ||= 'v1'
    if (variable.valueFrom?.resourceFieldRef) variable.valueFrom.resourceFieldRef.divisor ||= '0'
  }
  container.imagePullPolicy ||= defaultPullPolicy(container.image ?? '')
  container.terminationMessagePath ||= '/dev/termination-log'
  container.terminationMessagePolicy ||= 'File'
  for (const probe of [container.livenessProbe, container.readinessProbe, container.startupProbe])
    if (probe) defaultProbe(probe)
  if (container.lifecycle?.postStart) defaultHandler(container.lifecycle.postStart)
  if (container.lifecycle?.preStop) defaultHandler(container.lifecycle.preStop)
}

type Volume = NonNullable<PodSpec['volumes']>[number]
type Source = Record<string, unknown>

function defaultProjected(source: Source): void {
  for (const part of (source.sources ?? []) as Source[]) {
    const token = part.serviceAccountToken as { expirationSeconds?: number } | undefined
    if (token) token.expirationSeconds ??= 3600
    defaultDownward(part.downwardAPI as Source | undefined)
  }
}

function defaultDownward(source: Source | undefined): void {
  for (const item of (source?.items ?? []) as { fieldRef?: { apiVersion?: string } }[])
    if (item.fieldRef) item.fieldRef.apiVersion ||= 'v1'
}

function defaultVolume(volume: Volume): void {
  const sources = Object.keys(volume).filter((key) => key !== 'name')
  if (sources.length === 0) volume.emptyDir = {}
  for (const kind of ['configMap', 'secret', 'downwardAPI', 'projected']) {
    const source = volume[kind] as { defaultMode?: number } | undefined
    if (source) source.defaultMode ??= MODE
  }
  if (volume.projected) defaultProjected(volume.projected as Source)
  defaultDownward(volume.downwardAPI as Source | undefined)
  const image = volume.image as { reference?: string; pullPolicy?: string } | undefined
  if (image) image.pullPolicy ||= defaultPullPolicy(image.reference ?? '')
  const hostPath = volume.hostPath as { type?: string } | undefined
  if (hostPath) hostPath.type ??= ''
}

/** Every port of a pod on the host's network is a port of the host. */
function defaultHostPorts(containers: readonly Container[]): void {
  for (const container of containers)
    for (const port of container.ports ?? []) port.hostPort ||= port.containerPort
}

export function defaultPodSpec(spec: PodSpec): void {
  for (const container of [...(spec.initContainers ?? []), ...(spec.containers ?? [])])
    defaultContainer(container)
  for (const volume of spec.volumes ?? []) defaultVolume(volume)
  spec.dnsPolicy ||= 'ClusterFirst'
  spec.restartPolicy ||= 'Always'
  spec.terminationGracePeriodSeconds ??= GRACE_SECONDS
  spec.securityContext ??= {}
  spec.schedulerName ||= 'default-scheduler'
  const account = spec.serviceAccountName || spec.serviceAccount
  if (account) {
    spec.serviceAccountName = account
    spec.serviceAccount = account
  }
}

export function defaultPodTemplate(template: PodTemplateSpec): void {
  defaultPodSpec((template.spec ??= {} as PodSpec))
}

const fillRequests = (requests: ResourceList | undefined, limits: ResourceList): ResourceList => ({
  ...limits,
  ...requests,
})

/** What a pod gets beyond its template: requests from limits, and the links of Services. */
export function defaultPod(spec: PodSpec): void {
  spec.enableServiceLinks ??= true
  if (spec.hostNetwork) {
    defaultHostPorts(spec.containers ?? [])
    defaultHostPorts(spec.initContainers ?? [])
  }
  for (const container of [...(spec.initContainers ?? []), ...(spec.containers ?? [])]) {
    const limits = container.resources?.limits
    if (limits)
      container.resources = {
        ...container.resources,
        requests: fillRequests(container.resources?.requests, limits),
      }
  }
  defaultPodRequests(spec)
}
