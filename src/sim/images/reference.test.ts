import { describe, expect, it } from 'vitest'
import { PRESETS } from './presets.ts'
import { commandEnd, createWorkload } from './workload.ts'
import { imageID, normalizeImage, parseImage } from './reference.ts'

describe('image names', () => {
  it.each([
    ['nginx', 'docker.io/library/nginx:latest'],
    ['nginx:1.14.2', 'docker.io/library/nginx:1.14.2'],
    ['luksa/kubia', 'docker.io/luksa/kubia:latest'],
    ['docker.io/luksa/kubia:v1', 'docker.io/luksa/kubia:v1'],
    ['gcr.io/google-samples/kubernetes-bootcamp:v1', 'gcr.io/google-samples/kubernetes-bootcamp:v1'],
    ['localhost/web', 'localhost/web:latest'],
    ['registry:5000/team/web:1', 'registry:5000/team/web:1'],
    [`nginx@sha256:${'a'.repeat(64)}`, `docker.io/library/nginx@sha256:${'a'.repeat(64)}`],
  ])('[POD-20] %s is %s', (given, full) => {
    expect(normalizeImage(given)).toBe(full)
  })

  it.each([
    ['luksa/Kubia:v1', 'invalid reference format: repository name (luksa/Kubia) must be lowercase'],
    ['Nginx', 'invalid reference format: repository name (Nginx) must be lowercase'],
    ['nginx:', 'invalid reference format'],
    ['nginx::v1', 'invalid reference format'],
    ['a b', 'invalid reference format'],
    ['/nginx', 'invalid reference format'],
    // What is before the first colon is looked at first.
    ['luksa/Kubia:', 'invalid reference format: repository name (luksa/Kubia) must be lowercase'],
    ['Kubia@sha256:1', 'invalid reference format: repository name (Kubia@sha256) must be lowercase'],
    [
      'a'.repeat(64),
      `invalid repository name (${'a'.repeat(64)}), cannot specify 64-byte hexadecimal strings`,
    ],
  ])('[POD-20] %s is no reference', (given, error) => {
    expect(parseImage(given)).toEqual({ ok: false, error })
  })

  it('[POD-20] gives one content address per image', () => {
    const id = imageID('docker.io/luksa/kubia:v1')
    expect(id).toMatch(/^docker\.io\/luksa\/kubia@sha256:[0-9a-f]{64}$/)
    expect(imageID('docker.io/luksa/kubia:v2')).not.toBe(id)
  })
})

describe('a command of the spec', () => {
  it.each([
    [['sleep', '3600'], { after: 3_600_000_000, code: 0 }],
    [['sh', '-c', 'echo hi; sleep 5; exit 1'], { after: 5_000_000, code: 1 }],
    [['/bin/false'], { after: 0, code: 1 }],
    [['sh', '-c', 'while true; do date; sleep 1; done'], 'runs on'],
    [['sleep', 'infinity'], 'runs on'],
    [['nginx', '-g', 'daemon off;'], undefined],
    [[], undefined],
  ])('[POD-52] %j ends as its words tell', (command, end) => {
    expect(commandEnd(command)).toEqual(end)
  })

  it('[POD-52] goes before the way of the image', () => {
    const workload = createWorkload(PRESETS, 1)
    const busybox = normalizeImage('busybox')
    expect(workload.exit(busybox, 0, [])).toEqual({ after: 20_000, code: 0 })
    expect(workload.exit(busybox, 0, ['sleep', '60'])).toEqual({ after: 60_000_000, code: 0 })
    expect(workload.exit(busybox, 0, ['tail', '-f', '/dev/null'])).toBeUndefined()
  })
})

describe('the registry', () => {
  const has = (name: string): boolean => normalizeImage(name) in PRESETS

  it('[POD-51] holds the images of the courses, good and bad, and not the absent ones', () => {
    for (const tag of ['v1', 'v2', 'v3', 'v4', 'v5', 'v6']) {
      expect(has(`jocatalin/kubernetes-bootcamp:${tag}`)).toBe(true)
      expect(has(`gcr.io/google-samples/kubernetes-bootcamp:${tag}`)).toBe(true)
    }
    for (const image of [
      'luksa/kubia:v4',
      'gasbugs/http-go:v3',
      'ondalk8s/myapp:v2.0',
      'nginx',
      'nginx:1.16.1',
    ])
      expect(has(image), image).toBe(true)
    for (const image of ['gcr.io/google-samples/kubernetes-bootcamp:v10', 'nginx:1.161', 'luksa/kubia:v10'])
      expect(has(image), image).toBe(false)
  })

  it('[POD-51] says what is wrong with the bad ones', () => {
    const of = (tag: string) => PRESETS[normalizeImage(`jocatalin/kubernetes-bootcamp:${tag}`)]
    expect(of('v3')?.errorsAfterRequests).toBe(5)
    expect(of('v5')?.exitCode).toBe(1)
    expect(of('v6')?.neverReady).toBe(true)
    expect(PRESETS[normalizeImage('luksa/kubia:v3')]?.errorsAfterRequests).toBe(5)
  })
})
