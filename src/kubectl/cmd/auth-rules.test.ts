import { expect, it } from 'vitest'
import { ruleRows } from './auth-rules.ts'

it('[CTL-22] merges the verbs of one resource and sorts rules by verbs, groups, resources, URLs', () => {
  const rows = ruleRows({
    resourceRules: [
      { verbs: ['get'], apiGroups: ['apps'], resources: ['deployments', 'deployments/scale'] },
      { verbs: ['list', 'get'], apiGroups: ['apps'], resources: ['deployments'] },
      { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
      { verbs: ['get'], apiGroups: [''], resources: ['pods'], resourceNames: ['a', 'b'] },
    ],
    nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['/api', '/api/*'] }],
  })
  expect(rows).toEqual([
    '*.*\t[]\t[]\t[*]',
    'deployments.apps\t[]\t[]\t[get list]',
    '\t[/api/*]\t[]\t[get]',
    '\t[/api]\t[]\t[get]',
    'pods\t[]\t[a]\t[get]',
    'pods\t[]\t[b]\t[get]',
    'deployments.apps/scale\t[]\t[]\t[get]',
  ])
})
