/** What more than one seed of a book's ninth chapter on Kubernetes types: kubiacontrollers.ts, kubiadeployments.ts. */
import { podsOf, shown, type Step } from './seed.ts'

export const answers = (version: string, from: string): RegExp =>
  new RegExp(`^This is ${version} running in pod ${from}`, 'm')
export const loop = (...shows: RegExp[]): Step => ({
  type: 'while true ; do curl localhost ; sleep 1 ; done',
  shows,
  runs: 'stop',
})
export const tunnel: Step = { type: 'minikube tunnel', shows: [/Starting tunnel for service kubia/] }
export const create = (file: string, ...shows: string[]): Step => ({
  type: `kubectl create -f ${file}`,
  shows,
})
const TABLE_OF_PODS = shown('NAME READY STATUS RESTARTS AGE')
export const pods: Step = { type: 'kubectl get po', shows: [...TABLE_OF_PODS, podsOf(3, '1/1 +Running +0')] }
