/** What the recorded server's containers answered to exec and logs. */
import type { ApiResponse } from '../../../src/sim/api/contract.ts'
import { isObject, objects, text, type JsonObject } from '../../../src/kubectl/json.ts'
import { ok, refuse } from './status.ts'

const state = (pod: JsonObject, container: string): JsonObject => {
  const found = objects(pod, 'status', 'containerStatuses').find((one) => one.name === container)
  return found && isObject(found.state) ? found.state : {}
}

export function execIn(pod: JsonObject, container: string, command: string[]): ApiResponse {
  const name = text(pod, 'metadata', 'name')
  if (!objects(pod, 'spec', 'containers').some((one) => one.name === container))
    return refuse('BadRequest', `container ${container} is not valid for pod ${name}`)
  if (!text(pod, 'spec', 'nodeName')) return refuse('BadRequest', `pod ${name} does not have a host assigned`)
  if (!isObject(state(pod, container).running))
    return refuse('InternalError', `unable to upgrade connection: container not found ("${container}")`)
  const [program = '', ...args] = command
  const result = (stdout: string, stderr = '', exitCode = 0) =>
    ok({ kind: 'ExecResult', stdout, stderr, exitCode })
  if (program === 'env' && objects(pod, 'metadata', 'ownerReferences').length === 0)
    return result('HOME=/root\n')
  if (program === 'env')
    return result(
      `PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\nHOSTNAME=${name}\nNPM_CONFIG_LOGLEVEL=info\nNODE_VERSION=6.3.1\nKUBERNETES_PORT=tcp://10.96.0.1:443\nHOME=/root\n`,
    )
  if (program === 'false') return result('', '', 1)
  if (program === 'sh' && args[0] === '-c') {
    const exit = /^exit (\d+)$/.exec(args[1] ?? '')
    return exit ? result('', '', Number(exit[1])) : result(`${(args[1] ?? '').replace(/^echo /, '')}\n`)
  }
  if (program === 'ls' && args[0])
    return result('', `ls: cannot access ${args[0]}: No such file or directory\n`, 2)
  if (program === 'nosuch') {
    const message = `error executing command in container: failed to exec in container: failed to start exec "9f3c0f6d2c1e": OCI runtime exec failed: exec failed: unable to start container process: exec: "${program}": executable file not found in $PATH: unknown`
    return refuse('ExecFailed', `Internal error occurred: ${message}`)
  }
  return result(`${command.join(' ')}\n`)
}

export function logsOf(pod: JsonObject, query: Record<string, string>): ApiResponse {
  const name = text(pod, 'metadata', 'name')
  const container = query.container ?? ''
  if (!text(pod, 'spec', 'nodeName')) return refuse('BadRequest', `pod ${name} does not have a host assigned`)
  const { waiting } = state(pod, container)
  const restarts = objects(pod, 'status', 'containerStatuses').find((one) => one.name === container)
  const last = isObject(restarts?.lastState) && isObject(restarts.lastState.terminated)
  if (query.previous === 'true' && !last)
    return refuse('BadRequest', `previous terminated container "${container}" in pod "${name}" not found`)
  if (isObject(waiting) && query.previous !== 'true' && !last) {
    const why: Record<string, string> = {
      ErrImagePull: "image can't be pulled",
      ImagePullBackOff: 'trying and failing to pull image',
    }
    const reason = text(waiting, 'reason')
    return refuse(
      'BadRequest',
      `container "${container}" in pod "${name}" is waiting to start: ${why[reason] ?? reason}`,
    )
  }
  const lines = [
    `Kubernetes Bootcamp App Started At: 2025-03-05T09:35:02.123Z | Running On:  ${name}`,
    '',
    `Running On: ${name} | Total Requests: 1 | App Uptime: 35.2 seconds | Log Time: 2025-03-05T09:35:37.351Z`,
  ]
  const tail = query.tailLines === undefined ? lines.length : Number(query.tailLines)
  return { status: 200, contentType: 'text/plain', warnings: [], body: lines.slice(-tail).map((line) => `${line}\n`).join('') } // prettier-ignore
}
