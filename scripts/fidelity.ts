/** npm run fidelity: runs every recording in golden/ through the cluster and writes docs/FIDELITY.md. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { readGoldens } from './lib/api-golden/case.ts'
import { playCase } from './lib/api-golden/play.ts'
import { compareRecording, readRecordings } from './lib/conformance.ts'
import { render } from './lib/fidelity/render.ts'
import { failedOf, passedOf, tally, type Outcome, type Section } from './lib/fidelity/tally.ts'
import { readCaptures } from './lib/kubectl-golden/capture.ts'
import { knownMisses } from './lib/kubectl-golden/misses.ts'
import { runCapture } from './lib/kubectl-golden/run.ts'
import { runVectors } from './lib/vectors/run.ts'

const readJson = (file: string): Record<string, string> =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {}

/** Names of recordings begin with their family: `bad-00-undo`, `roll-012`. */
const stem = (name: string): string => name.split('-')[0] ?? name

function conformance(): Section {
  const outcomes = [...readRecordings('golden/conformance')].map((recording): Outcome => {
    const { name } = recording.scenario
    const difference = compareRecording(recording)
    if (!difference) return { family: stem(name), id: name, ok: true }
    const { t, object, field } = difference
    return { family: stem(name), id: name, ok: false, reason: `first at ${t} ms: ${object} ${field}` }
  })
  return tally(
    'Whole rollouts',
    'The real Deployment, ReplicaSet, ReplicationController and EndpointSlice controllers under virtual time: every status, condition, time, generation, annotation, hash, endpoint count and Event.',
    'npm run conformance -- golden/conformance',
    outcomes,
  )
}

function apiGolden(): Section {
  const exceptions = readJson('golden/api-exceptions.json')
  const { cases, columns } = readGoldens('golden/api/cases.json.gz')
  const outcomes = cases.map((golden): Outcome => {
    const { id } = golden
    const reason = exceptions[id]
    const ok = playCase(golden, columns) === undefined
    return { family: id.split('/')[0] ?? id, id, ok, ...(reason === undefined ? {} : { reason }) }
  })
  return tally(
    'API answers',
    'A real kube-apiserver: validation, defaulting, generation, patches, watches, tables, quota and limits, to the letter.',
    'npm run api-golden -- golden/api',
    outcomes,
  )
}

function vectors(): Section {
  const outcomes = runVectors('golden/vectors').flatMap(({ family, passed, differences }): Outcome[] => [
    ...Array.from({ length: passed }, (_, i) => ({ family, id: `${family} ${i}`, ok: true })),
    ...differences.map(({ line }) => ({ family, id: `${family}:${line}`, ok: false })),
  ])
  return tally(
    'Functions',
    'Upstream’s own functions on random input: arithmetic, deletion order, pod-template-hash, durations, table rows, rollout status, probes. Where two probes tick at one instant, which ran first was chance in the recording: either order counts.',
    'npm run vectors -- golden/vectors',
    outcomes,
  )
}

async function kubectlGolden(): Promise<Section> {
  const set = readCaptures('golden/kubectl.json.gz')
  const outcomes: Outcome[] = []
  for (const capture of set.captures) {
    const { name, passed, wrong } = await runCapture(capture, set)
    const reason = knownMisses[name] ?? `differs in ${wrong.join(', ')}`
    outcomes.push({ family: stem(name), id: name, ok: passed, reason })
  }
  return tally(
    'kubectl',
    'Output, exit code and requests of the real kubectl v1.35.4 against a fixed API server.',
    'npm run kubectl-golden -- golden/kubectl.json.gz',
    outcomes,
  )
}

const PARTS: [directory: string, run: () => Section | Promise<Section>][] = [
  ['golden/conformance', conformance],
  ['golden/api', apiGolden],
  ['golden/kubectl.json.gz', kubectlGolden],
  ['golden/vectors', vectors],
]

const sections: Section[] = []
for (const [directory, run] of PARTS) {
  const section = existsSync(directory) ? await run() : undefined
  if (section && section.families.length > 0) sections.push(section)
}
writeFileSync('docs/FIDELITY.md', render(sections, readFileSync('docs/MODEL.md', 'utf8')))
for (const section of sections)
  console.log(`${section.title}: ${passedOf(section)} passed, ${failedOf(section)} failed`)
