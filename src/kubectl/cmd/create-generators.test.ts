import { expect, it } from 'vitest'
import { createTestSession } from '../../../scripts/lib/kubectl-golden/session.ts'

it('[CTL-23] generators make what upstream makes, and refuse what it refuses', async () => {
  const { run } = createTestSession('base.json')
  const made = async (line: string): Promise<unknown> => {
    const { code, out, err } = await run(`kubectl create ${line.replace(' ', ' --dry-run=client -o json ')}`)
    expect(code, err).toBe(0)
    return JSON.parse(out)
  }
  const said = async (line: string): Promise<string> => (await run(`kubectl create ${line}`)).err
  expect(await made('job x --image=busybox -- date -u')).toMatchObject({
    apiVersion: 'batch/v1',
    spec: { template: { spec: { containers: [{ command: ['date', '-u'] }], restartPolicy: 'Never' } } },
  })
  expect(await made("cronjob x --image=busybox --schedule='* * * * *'")).toMatchObject({
    spec: { schedule: '* * * * *', jobTemplate: { metadata: { name: 'x' } } },
  })
  expect(await made('role x --verb=get,list --resource=deploy,pods/log,rs')).toMatchObject({
    rules: [
      { apiGroups: [''], resources: ['pods/log'], verbs: ['get', 'list'] },
      { apiGroups: ['apps'], resources: ['deployments', 'replicasets'] },
    ],
  })
  expect(await made('rolebinding x --clusterrole=view --user=u --serviceaccount=a:b')).toMatchObject({
    roleRef: { kind: 'ClusterRole', name: 'view' },
    subjects: [
      { kind: 'User', name: 'u' },
      { kind: 'ServiceAccount', name: 'b', namespace: 'a' },
    ],
  })
  expect(
    await made("ingress x --rule='a.com/*=s:80,tls=k' --rule=b.com/x=s:http,tls=k --rule=a.com/y=t:1"),
  ).toMatchObject({
    spec: {
      tls: [{ hosts: ['a.com', 'b.com'], secretName: 'k' }],
      rules: [
        {
          host: 'a.com',
          http: {
            paths: [
              { path: '/', pathType: 'Prefix' },
              { path: '/y', pathType: 'Exact' },
            ],
          },
        },
        { host: 'b.com', http: { paths: [{ backend: { service: { port: { name: 'http' } } } }] } },
      ],
    },
  })
  expect(await made("pdb x --selector='a=b,c in (d,e)' --max-unavailable=50%")).toMatchObject({
    spec: {
      maxUnavailable: '50%',
      selector: {
        matchLabels: { a: 'b' },
        matchExpressions: [{ key: 'c', operator: 'In', values: ['d', 'e'] }],
      },
    },
  })
  expect(await made('priorityclass x --value=7')).toMatchObject({
    value: 7,
    preemptionPolicy: 'PreemptLowerPriority',
  })
  expect(await said('cronjob x')).toBe('error: required flag(s) "image", "schedule" not set\n')
  expect(await said('role x --verb=get --resource=foo')).toBe(
    'the server doesn\'t have a resource type "foo"\n',
  )
  expect(await said('clusterrole x --verb=create --non-resource-url=/logs')).toBe(
    "error: invalid verb: 'create' for nonResourceURL\n",
  )
  expect(await said('token x --bound-object-kind=Pod')).toBe(
    'error: --bound-object-name is required if --bound-object-kind is provided\n',
  )
})
