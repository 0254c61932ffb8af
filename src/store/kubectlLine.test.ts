import { describe, expect, it } from 'vitest'
import { elided, kubectlLine, patchOf, quote } from './kubectlLine.ts'

const target = { namespace: 'default', name: 'web', container: 'app' }
const image = 'gcr.io/google-samples/kubernetes-bootcamp:v2'

describe('kubectlLine', () => {
  it('sets an image alone with set image', () => {
    expect(kubectlLine({ kind: 'rollOut', changes: { image } }, target)).toBe(
      `kubectl set image deployment/web app=${image}`,
    )
  })
  it('changes replicas alone with scale', () => {
    expect(kubectlLine({ kind: 'rollOut', changes: { replicas: 3 } }, target)).toBe(
      'kubectl scale deployment/web --replicas=3',
    )
  })
  it('sends several fields as one patch', () => {
    const line = kubectlLine(
      { kind: 'rollOut', changes: { image, maxSurge: '50%', minReadySeconds: 5 } },
      target,
    )
    expect(line.startsWith("kubectl patch deployment web -p '")).toBe(true)
    expect(JSON.parse(line.slice(line.indexOf("'") + 1, -1))).toEqual({
      spec: {
        minReadySeconds: 5,
        strategy: { rollingUpdate: { maxSurge: '50%' } },
        template: { spec: { containers: [{ name: 'app', image }] } },
      },
    })
  })
  it('clears rollingUpdate when it goes to Recreate', () => {
    expect(patchOf({ strategy: 'Recreate', maxSurge: 1 }, 'app')).toEqual({
      spec: { strategy: { type: 'Recreate', rollingUpdate: null } },
    })
  })
  it('removes a probe with null', () => {
    expect(patchOf({ readinessProbe: null }, 'app')).toEqual({
      spec: { template: { spec: { containers: [{ name: 'app', readinessProbe: null }] } } },
    })
  })
  it('names the namespace where it is not the default one', () => {
    expect(kubectlLine({ kind: 'undoTo', revision: 2 }, { ...target, namespace: 'shop' })).toBe(
      'kubectl rollout undo deployment/web --to-revision=2 -n shop',
    )
  })
  it('quotes what the shell would read', () => {
    expect(quote("it's")).toBe(`'it'\\''s'`)
    expect(quote('a;b')).toBe("'a;b'")
    expect(quote('app=x:v1')).toBe('app=x:v1')
  })
  it('elides registry paths on screen', () => {
    expect(elided(`kubectl set image deployment/web app=${image}`)).toBe(
      'kubectl set image deployment/web app=…:v2',
    )
    expect(elided('kubectl set image deployment/web app=nginx:1.27')).toBe(
      'kubectl set image deployment/web app=nginx:1.27',
    )
  })
})
