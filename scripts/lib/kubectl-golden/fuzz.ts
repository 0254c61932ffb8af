/** Random command lines and mutated YAML against the emulator: nothing may throw or hang, every refusal has words. */
import { globalFlags } from '../../../src/kubectl/flags/groups.ts'
import { findCommand } from '../../../src/kubectl/kubectl.ts'
import { createRandom, type Random } from '../../../src/sim/random.ts'
import { unspoken } from './refusals.ts'
import { createTestSession } from './session.ts'

const pick = <T>(random: Random, items: readonly T[]): T => items[random.below(items.length)] as T

const verbs = [
  'get', 'describe', 'set image', 'set env', 'set resources', 'set selector', 'set serviceaccount', 'rollout status', 'rollout history', 'rollout undo', 'rollout pause', 'rollout resume',
  'rollout restart', 'scale', 'autoscale', 'patch', 'annotate', 'label', 'apply', 'create', 'create deployment', 'create service nodeport', 'replace', 'delete', 'run', 'expose', 'logs', 'exec',
  'wait', 'events', 'explain', 'api-resources', 'api-versions', 'version', 'cluster-info', 'config view', 'config get-contexts', 'cordon', 'drain', 'taint', 'top pods', 'diff', 'edit', 'auth can-i',
  'attach', 'cp', 'debug', 'kustomize', 'completion', 'plugin list', 'port-forward', 'rolling-update', 'nosuch', '', '--foo',
] // prettier-ignore
const words = [
  'deployment', 'deploy/kubernetes-bootcamp', 'pods', 'svc', 'rs', 'all', 'deploy,svc', 'nodes', 'node01', 'kubernetes-bootcamp', 'nope', 'kubernetes-bootcamp=nginx:1', '*=nginx', 'a=b', 'a-', 'key=v:NoSchedule',
  'pod/kubernetes-bootcamp-9bc58d867-4qkzp', 'foo', 'foo/bar', 'a/b/c', '/', '', '=', '-', '--', '{}', '[', '🚀', 'deployments.apps', 'deployments.v1.apps', 'x'.repeat(300), 'spec.template',
] // prettier-ignore
const flags = [
  '-o yaml', '-o json', '-o wide', '-o name', '-o bogus', "-o jsonpath='{.items[*].metadata.name}'", "-o jsonpath='{.items[?(@.a'", "-o go-template='{{range .items}}{{.metadata.name}}{{end}}'", "-o go-template='{{'",
  '-o custom-columns=N:.metadata.name', '-l app=kubernetes-bootcamp', "-l 'a in (b'", '-A', '-n kube-system', '-n', '--all', '--replicas=3', '--replicas=x', '--replicas=-1', '--revision=1', '--to-revision=2', '--watch=false',
  '--timeout=1s', '--timeout=5', '--dry-run=client', '--dry-run=server', '--dry-run', '--dry-run=maybe', '--record', '-f bootcamp.yaml', '-f nope.yaml', '-f -', '-f dir', "-p '{\"spec\":{\"replicas\":2}}'", "-p '{'", "-p 'spec: ['",
  '--type=json', '--type=merge', '--image=nginx', '--port=80', '--min=1', '--max=3', '--for=condition=Available', '--for=delete', "--for=jsonpath='{.status}'", '--sort-by=.metadata.name', "--sort-by='{.['", '--show-labels', '-L app',
  '--no-headers', '--overwrite', '--list', '--force', '--grace-period=0', '--cascade=orphan', '--wait=false', '--ignore-not-found', '--field-selector=status.phase=Running', '--zz', '-z', '-owide', '--help', '-c nope', '--tail=1', '--raw=/version',
  '--ignore-daemonsets', '--server-print=false', '--chunk-size=1', '--context=nope', '-s http://127.0.0.1:1', '--env=A=b', '--limits=cpu=1', '--limits=cpu=abc', '-- ls', '| grep -c a', '| head -2', '; echo $?', '&& true', '> file', "'", '"$(',
] // prettier-ignore

/** The flags that the command knows, and what is none. */
function flagsOf(verb: string): readonly string[] {
  const { path } = findCommand(verb.split(' '))
  const specs = [...(path.at(-1)?.flags ?? []), ...globalFlags]
  const known = flags.filter((flag) => {
    const name = /^--?([\w-]+)/.exec(flag)?.[1]
    return name === undefined || specs.some((spec) => spec.name === name || spec.short === name[0])
  })
  return known.length > 0 ? known : flags
}

export function randomLine(random: Random): string {
  const verb = pick(random, verbs)
  const parts = ['kubectl', verb]
  for (let i = random.below(4); i > 0; i--) parts.push(pick(random, words))
  for (let i = random.below(4); i > 0; i--)
    parts.push(pick(random, random.below(5) === 0 ? flags : flagsOf(verb)))
  if (random.below(8) === 0) {
    const line = parts.join(' ')
    const at = random.below(line.length + 1)
    return line.slice(0, at) + String.fromCharCode(32 + random.below(95)) + line.slice(at + random.below(2))
  }
  return parts.join(' ')
}

/** A manifest with lines dropped, repeated, moved, or characters changed. */
export function mutatedYaml(random: Random, source: string): string {
  const lines = source.split('\n')
  for (let i = 1 + random.below(3); i > 0; i--) {
    const at = random.below(lines.length)
    const line = lines[at] ?? ''
    const kind = random.below(6)
    if (kind === 0) lines.splice(at, 1)
    else if (kind === 1) lines.splice(at, 0, line)
    else if (kind === 2) lines[at] = ' '.repeat(random.below(4)) + line
    else if (kind === 3)
      lines[at] = line.replace(
        /: .*/,
        `: ${pick(random, ['null', '-1', '"x"', '[]', '{}', '[', '&a', '*a', '1e9', 'yes', '|', "'"])}`,
      )
    else if (kind === 4)
      lines[at] =
        line.slice(0, random.below(line.length + 1)) +
        String.fromCharCode(9 + random.below(110)) +
        line.slice(random.below(line.length + 1))
    else
      lines[at] = line.replace(
        /^(\s*)(\S+):/,
        (_, indent: string) =>
          `${indent}${pick(random, ['spec', 'kind', 'metadata', 'replicas', 'zz', '<<'])}:`,
      )
  }
  return lines.join('\n')
}

export interface FuzzFailure {
  line: string
  why: string
}

const TOO_LONG_MS = 4000

async function check(
  line: string,
  run: () => Promise<{ code: number; err: string; out: string }>,
  interrupted: () => boolean,
): Promise<FuzzFailure | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), TOO_LONG_MS)
  })
  try {
    const done = await Promise.race([run(), late])
    if (done === 'late') return { line, why: 'hangs' }
    if (!(done.code >= 0 && done.code <= 255)) return { line, why: `exit code ${done.code}` }
    const said = done.err + done.out
    if (/undefined|\[object Object\]|TypeError|RangeError|NaN/.test(said) && !/undefined|NaN/.test(line))
      return { line, why: `speaks JavaScript: ${said.slice(0, 300)}` }
    const silent = interrupted() ? undefined : unspoken(line, done)
    return silent === undefined ? undefined : { line, why: silent }
  } catch (error) {
    return { line, why: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  } finally {
    clearTimeout(timer)
  }
}

/** Waits and watches are cut short: the session is interrupted after so many events. */
function session(fixture: string) {
  let budget = 50
  const made = createTestSession(fixture, (host) => ({
    ...host,
    sleep: async (ms) => {
      budget--
      await host.sleep(ms)
      return budget > 0
    },
    interrupted: () => budget <= 0,
    watch: async (request) => {
      const handle = await host.watch(request)
      return {
        ...handle,
        close: () => handle.close(),
        next: () => Promise.race([handle.next(), host.sleep(1000).then(() => void (budget = 0))]),
      }
    },
    edit: (text) => Promise.resolve(text),
  }))
  return { ...made, interrupted: () => budget <= 0 }
}

export async function fuzz(lines: number, documents: number, seed: number): Promise<FuzzFailure[]> {
  const random = createRandom(seed)
  const failures: FuzzFailure[] = []
  const fixtures = ['base.json', 'complete.json', 'hist3.json', 'empty.json', 'workloads.json', 'states.json']
  for (let i = 0; i < lines; i++) {
    const line = randomLine(random)
    const { run, interrupted } = session(pick(random, fixtures))
    const failure = await check(line, () => run(line), interrupted)
    if (failure) failures.push(failure)
  }
  const source = createTestSession('empty.json').host.readFile('all.yaml') ?? ''
  for (let i = 0; i < documents; i++) {
    const { host, run, interrupted } = session('complete.json')
    const text = mutatedYaml(random, source)
    host.writeFile('m.yaml', text)
    const verb = pick(random, ['apply', 'create', 'replace', 'delete', 'diff', 'get'])
    const failure = await check(
      `${verb} -f: ${JSON.stringify(text)}`,
      () => run(`kubectl ${verb} -f m.yaml`),
      interrupted,
    )
    if (failure) failures.push(failure)
  }
  return failures
}
