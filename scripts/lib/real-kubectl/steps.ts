/** The session that a real kubectl and the page's terminal both type, line by line. */

export interface Step {
  line: string
  /** Virtual seconds that pass afterwards. */
  wait?: number
  /** Runs while time passes: until it ends, or for so many virtual seconds and then Ctrl-C. */
  follow?: 'end' | number
  /** What the editor does to the text, as a sed expression. */
  edit?: string
  /** Reckons ages by the machine's own clock, which is not the simulated one: ages and columns are not compared. */
  ages?: 'own'
  /** May print nothing at all. */
  silent?: true
}

const APP = 'kubernetes-bootcamp'
const DEPLOYMENT = `deployment/${APP}`
const image = (tag: string): string =>
  `kubectl set image ${DEPLOYMENT} ${APP}=gcr.io/google-samples/${APP}:${tag}`
const status: Step = { line: `kubectl rollout status ${DEPLOYMENT}`, follow: 'end', wait: 1 }
const describe = (what: string): Step => ({ line: `kubectl describe ${what}`, ages: 'own' })

export const STEPS: readonly Step[] = [
  { line: 'kubectl get all' },
  { line: 'kubectl get nodes -o wide' },
  { line: 'kubectl apply -f bootcamp.yaml' },
  { line: 'kubectl get pods -w', follow: 12 },
  status,
  { line: 'kubectl get deployments,replicasets,services', wait: 2 },
  { line: 'kubectl get pods -o wide' },
  { line: `kubectl get ${DEPLOYMENT} -o yaml` },
  { line: `kubectl get endpointslices` },
  { line: 'kubectl get events' },
  describe(DEPLOYMENT),
  describe('pods'),
  describe(`service ${APP}`),
  { line: 'kubectl apply -f bootcamp.yaml' },

  { line: image('v2'), wait: 3 },
  { line: 'kubectl get rs' },
  status,
  { line: `kubectl annotate ${DEPLOYMENT} kubernetes.io/change-cause="to v2"`, wait: 1 },
  { line: `kubectl rollout history ${DEPLOYMENT}` },
  { line: `kubectl rollout history ${DEPLOYMENT} --revision=1` },

  { line: image('v10'), wait: 1 },
  { line: 'kubectl get pods -w', follow: 20 },
  { line: `kubectl rollout status ${DEPLOYMENT}`, follow: 5 },
  { line: 'kubectl get pods' },
  describe('pods'),
  describe(DEPLOYMENT),
  { line: `kubectl rollout undo ${DEPLOYMENT}`, wait: 1 },
  status,
  { line: `kubectl rollout history ${DEPLOYMENT}` },
  { line: `kubectl rollout undo ${DEPLOYMENT} --to-revision=1`, wait: 1 },
  status,
  { line: `kubectl rollout undo ${DEPLOYMENT} --to-revision=99` },

  { line: `kubectl rollout pause ${DEPLOYMENT}`, wait: 1 },
  { line: `kubectl rollout pause ${DEPLOYMENT}` },
  { line: image('v2'), wait: 1 },
  { line: 'kubectl get rs' },
  { line: `kubectl rollout undo ${DEPLOYMENT}` },
  { line: `kubectl rollout resume ${DEPLOYMENT}`, wait: 1 },
  status,
  describe(DEPLOYMENT),

  { line: `kubectl scale ${DEPLOYMENT} --replicas=12`, wait: 1 },
  { line: `kubectl get ${DEPLOYMENT}` },
  status,
  { line: `kubectl scale ${DEPLOYMENT} --replicas=3 --current-replicas=5` },
  { line: `kubectl patch ${DEPLOYMENT} -p '{"spec":{"minReadySeconds":5}}'`, wait: 1 },
  { line: `kubectl patch ${DEPLOYMENT} -p '{"spec":{"minReadySeconds":5}}'` },
  {
    line: `kubectl patch ${DEPLOYMENT} --type=json -p '[{"op":"replace","path":"/spec/replicas","value":-1}]'`,
  },
  { line: `kubectl edit ${DEPLOYMENT}`, edit: 's/replicas: 12/replicas: 6/', wait: 2 },
  { line: `kubectl edit ${DEPLOYMENT}`, edit: 's/nothing/else/' },
  status,
  { line: `kubectl label ${DEPLOYMENT} tier=web`, wait: 1 },
  { line: 'kubectl get deployments --show-labels' },
  { line: 'kubectl get pods -l app=nothing' },
  { line: `kubectl get pods -o jsonpath='{.items[*].metadata.name}'` },
  { line: `kubectl get ${DEPLOYMENT} -o jsonpath='{.spec.template.spec.containers[0].image}'` },
  { line: 'kubectl get rs -o custom-columns=NAME:.metadata.name,WANTED:.spec.replicas' },

  { line: 'kubectl create deployment web --image=nginx --replicas=2 --port=80' },
  { line: 'kubectl wait --for=condition=Available deployment/web', follow: 'end', wait: 1 },
  { line: 'kubectl exec deployment/web -- hostname' },
  { line: 'kubectl exec deployment/web -- cat /nofile' },
  { line: 'kubectl exec deployment/web -- nosuchprogram' },
  { line: 'kubectl logs deployment/web', silent: true },
  { line: 'kubectl expose deployment web --port=80 --target-port=8080' },
  { line: 'kubectl create configmap settings --from-literal=a=b' },
  { line: 'kubectl create deployment web --image=nginx' },
  { line: 'kubectl get deployments,services,configmaps -o name' },
  { line: 'kubectl set resources deployment/web --limits=cpu=200m', wait: 1 },
  { line: 'kubectl delete deployment,service web', follow: 'end', wait: 1 },

  { line: 'kubectl get deployment nope' },
  { line: `kubectl set image ${DEPLOYMENT} nope=nginx` },
  { line: 'kubectl apply -f nofile.yaml' },
  { line: 'kubectl get unicorns' },

  { line: `kubectl delete ${DEPLOYMENT}`, follow: 'end', wait: 2 },
  { line: 'kubectl get pods', wait: 40 },
  { line: `kubectl delete service ${APP}`, follow: 'end', wait: 5 },
  { line: 'kubectl get all' },
]

/** One command a line, each followed to its end, with a second after it. */
export const plainSteps = (text: string): Step[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => ({
      line,
      follow: 'end',
      wait: 1,
      silent: true,
      ...(/kubectl (describe|events)/.test(line) && { ages: 'own' as const }),
    }))
