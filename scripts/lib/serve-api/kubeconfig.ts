/** The kubeconfig that points a real kubectl at the bridge: one cluster, one user without credentials. */
export function kubeconfig(server: string): string {
  return [
    'apiVersion: v1',
    'kind: Config',
    'clusters:',
    '- name: rollscope',
    '  cluster:',
    `    server: ${server}`,
    'users:',
    '- name: rollscope',
    '  user: {}',
    'contexts:',
    '- name: rollscope',
    '  context:',
    '    cluster: rollscope',
    '    namespace: default',
    '    user: rollscope',
    'current-context: rollscope',
    '',
  ].join('\n')
}
