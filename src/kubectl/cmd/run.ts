/** `kubectl run`. @see k8s.io/kubectl/pkg/cmd/run/run.go */
import { plain, usage } from '../errors.ts'
import { dryRunOf, writeQuery, type Command, type Factory } from '../factory.ts'
import { dryRunFlag, fieldManagerFlag, flag, printFlags } from '../flags/groups.ts'
import { validImageName } from '../image-name.ts'
import { isObject, type JsonObject } from '../json.ts'
import { mergePatch } from '../patch/merge.ts'
import { operationPrinter } from '../printers/objects.ts'
import { collectionPath, mappingForResource } from '../resources.ts'
import { readYaml } from '../yaml-input.ts'

function labelsOf(f: Factory, name: string): JsonObject {
  const source = f.flags.text('labels')
  if (source === '') return { run: name }
  return Object.fromEntries(
    source.split(',').map((pair) => {
      const [key = '', value, ...more] = pair.split('=')
      if (value === undefined || more.length > 0) throw plain(`unexpected label spec: ${pair}`)
      return [key, value]
    }),
  )
}

function podOf(f: Factory, name: string): JsonObject {
  const port = f.flags.text('port')
  const words = f.args.slice(1)
  const env = f.flags.list('env').map((pair) => {
    const equals = pair.indexOf('=')
    if (equals < 1) throw plain(`invalid env: ${pair}`)
    return { name: pair.slice(0, equals), value: pair.slice(equals + 1) }
  })
  const container: JsonObject = { name, image: f.flags.text('image'), resources: {} }
  if (port !== '') container.ports = [{ containerPort: Number(port) }]
  if (env.length > 0) container.env = env
  if (words.length > 0) container[f.flags.bool('command') ? 'command' : 'args'] = words
  if (f.flags.text('image-pull-policy') !== '') container.imagePullPolicy = f.flags.text('image-pull-policy')
  if (f.flags.bool('privileged')) container.securityContext = { privileged: true }
  const metadata: JsonObject = { name, labels: labelsOf(f, name) }
  const annotations = f.flags.list('annotations').map((pair) => {
    const equals = pair.indexOf('=')
    return [equals < 0 ? pair : pair.slice(0, equals), equals < 0 ? '' : pair.slice(equals + 1)]
  })
  if (annotations.length > 0) metadata.annotations = Object.fromEntries(annotations) as JsonObject
  return {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata,
    spec: { containers: [container], restartPolicy: f.flags.text('restart'), dnsPolicy: 'ClusterFirst' },
    status: {},
  }
}

async function send(f: Factory, resource: string, body: JsonObject): Promise<void> {
  const dryRun = dryRunOf(f)
  const print = operationPrinter(f, dryRun, true)
  if (dryRun === 'client') {
    print('created', body)
    return
  }
  const query = writeQuery({ fieldManager: f.flags.text('field-manager'), dryRun })
  const answer = await f.client.call({
    method: 'POST',
    path: collectionPath(mappingForResource(resource), f.namespace),
    body,
    query,
  })
  print('created', isObject(answer) ? answer : body)
}

async function run(f: Factory): Promise<void> {
  const [name] = f.args
  if (name === undefined) throw usage('NAME is required for run', f.path)
  if (!f.flags.changed('image')) throw plain('required flag(s) "image" not set')
  const attached = f.flags.bool('attach') || f.flags.bool('stdin')
  if (f.flags.bool('rm') && !attached) throw usage('--rm should only be used for attached containers', f.path)
  if (f.flags.bool('tty') && !f.flags.bool('stdin'))
    throw usage('-i/--stdin is required for containers with -t/--tty=true', f.path)
  const port = f.flags.text('port')
  if (f.flags.bool('expose') && port === '') throw usage('--port must be set when exposing a service', f.path)
  const image = f.flags.text('image')
  if (image === '') throw plain('--image is required')
  if (!validImageName(image))
    throw plain(`Invalid image name ${JSON.stringify(image)}: invalid reference format`)
  const restart = f.flags.text('restart')
  if (!['Always', 'OnFailure', 'Never'].includes(restart))
    throw usage(`invalid restart policy: ${restart}`, f.path)
  const policy = f.flags.text('image-pull-policy')
  if (policy !== '' && !['Always', 'IfNotPresent', 'Never'].includes(policy))
    throw usage(`invalid image pull policy: ${policy}`, f.path)
  if (attached && dryRunOf(f) !== 'none')
    throw usage(
      "--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)",
      f.path,
    )
  if (port !== '' && !/^[+-]?\d+$/.test(port))
    throw plain(`strconv.Atoi: parsing ${JSON.stringify(port)}: invalid syntax`)
  let pod = podOf(f, name)
  const overrides = f.flags.text('overrides')
  if (overrides !== '') {
    const parsed = readYaml(overrides)
    if (parsed.ok && isObject(parsed.value)) pod = mergePatch(pod, parsed.value)
  }
  const service: JsonObject = {
    kind: 'Service',
    apiVersion: 'v1',
    metadata: { name },
    spec: {
      ports: [{ protocol: 'TCP', port: Number(port), targetPort: Number(port) }],
      selector: labelsOf(f, name),
    },
    status: { loadBalancer: {} },
  }
  if (f.flags.bool('expose')) await send(f, 'services', service)
  await send(f, 'pods', pod)
}

export const runCommand: Command = {
  name: 'run',
  short: 'Run a particular image on the cluster',
  use: 'NAME --image=image [--env="key=value"] [--port=port] [--dry-run=server|client] [--overrides=inline-json] [--command] -- [COMMAND] [args...]',
  flags: [
    ...printFlags,
    dryRunFlag,
    fieldManagerFlag('kubectl-run'),
    flag.text('image', 'Image of the container'),
    flag.text('image-pull-policy', 'When to pull the image'),
    flag.text('port', 'Port of the container'),
    flag.text('restart', 'Always, OnFailure or Never', 'Always'),
    { ...flag.text('labels', 'Labels of the pod'), short: 'l' },
    flag.text('overrides', 'JSON that is merged into the pod'),
    { name: 'env', type: 'stringArray', usage: 'Environment variable' },
    { name: 'annotations', type: 'stringArray', usage: 'Annotation of the pod' },
    flag.bool('privileged', 'Run the container in privileged mode'),
    flag.bool('command', 'Words after -- are the command, not its arguments'),
    flag.bool('expose', 'Create a service as well'),
    flag.bool('rm', 'Delete the pod when it ends'),
    flag.bool('attach', 'Attach to the pod'),
    { ...flag.bool('stdin', 'Keep stdin open'), short: 'i' },
    { ...flag.bool('tty', 'Use a terminal'), short: 't' },
    { ...flag.bool('quiet', 'Say nothing but the output'), short: 'q' },
    flag.bool('save-config', 'Keep the configuration in an annotation, for apply'),
  ],
  run,
}
