import { expect, it } from 'vitest'
import { createTestSession } from '../../../scripts/lib/kubectl-golden/session.ts'

it('[CTL-17] commands that no simulation carries out refuse wrong lines as upstream, then say what is not there', async () => {
  const { run } = createTestSession('base.json')
  const said = async (line: string): Promise<string> => {
    const { code, err } = await run(`kubectl ${line}`)
    expect(code, line).toBe(1)
    return err.replace(/\n$/, '')
  }
  expect(await said('attach')).toBe('error: at least 1 argument is required for attach')
  expect(await said('attach nope')).toBe('Error from server (NotFound): pods "nope" not found')
  expect(await said('attach deploy/kubernetes-bootcamp')).toContain('no process runs in this simulation')
  expect(await said('cp a')).toBe('error: source and destination are required')
  expect(await said('cp a b')).toBe('error: one of src or dest must be a remote file specification')
  expect(await said('cp x:/a y:/b')).toBe('error: one of src or dest must be a local file specification')
  expect(await said('cp none x:/a')).toBe("error: none doesn't exist in local filesystem")
  expect(await said('cp x:/a b')).toBe('Error from server (NotFound): pods "x" not found')
  expect(await said('debug x')).toBe('error: you must specify --image when not using --copy-to.')
  expect(await said('debug nope --image=busybox')).toBe('Error from server (NotFound): pods "nope" not found')
  expect(await said('kustomize nope')).toContain('must build at directory: not a valid directory')
  expect(await said('kustomize')).toContain("unable to find one of 'kustomization.yaml'")
  expect(await said('apply -k .')).toContain("unable to find one of 'kustomization.yaml'")
  expect(await said('completion')).toContain('error: Shell not specified.')
  expect(await said('plugin list')).toBe('error: unable to find any kubectl plugins in your PATH')
})
