/** The real kubectl, in a shell with an empty home, the session's files and nothing else of the machine's settings. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { kubeconfig } from '../serve-api/kubeconfig.ts'
import type { Step } from './steps.ts'
import type { Typed } from './typed.ts'

export interface RealShell {
  type(step: Step): Typed
  close(): void
}

/** On the PATH; no part of this project. */
const KUBECTL = 'kubectl'

/** Minor version of the kubectl on the PATH, or undefined where there is none. */
export function kubectlMinor(): { minor: number; version: string } | undefined {
  const { status, stdout } = spawnSync(KUBECTL, ['version', '--client', '-o', 'json'], { encoding: 'utf8' })
  if (status !== 0) return undefined
  const { clientVersion } = JSON.parse(stdout) as { clientVersion: { minor: string; gitVersion: string } }
  return { minor: Number.parseInt(clientVersion.minor, 10), version: clientVersion.gitVersion }
}

export function openRealShell(server: string, files: Readonly<Record<string, string>>): RealShell {
  const home = mkdtempSync(join(tmpdir(), 'rollscope-kubectl-'))
  const seen = join(home, 'seen.txt')
  const script = join(home, 'editor.sh')
  for (const [path, text] of Object.entries(files)) writeFileSync(join(home, basename(path)), text)
  writeFileSync(join(home, 'config'), kubeconfig(server))

  return {
    type({ line, edit }) {
      rmSync(seen, { force: true })
      if (edit !== undefined)
        writeFileSync(script, `cp "$1" '${seen}'\nsed -i -e '${edit}' "$1"\n`, { mode: 0o700 })
      const env = {
        PATH: process.env['PATH'] ?? '',
        HOME: home,
        TZ: 'UTC',
        KUBECONFIG: join(home, 'config'),
        KUBE_EDITOR: `sh ${script}`,
      }
      const typed: Typed = {
        stdout: '',
        stderr: '',
        exit: undefined,
        interrupt: () => void child.kill('SIGINT'),
      }
      const child = spawn('sh', ['-c', `exec ${line}`], { cwd: home, env, stdio: ['ignore', 'pipe', 'pipe'] })
      child.stdout.setEncoding('utf8').on('data', (text: string) => (typed.stdout += text))
      child.stderr.setEncoding('utf8').on('data', (text: string) => (typed.stderr += text))
      child.on('close', (code) => {
        if (existsSync(seen)) typed.edited = readFileSync(seen, 'utf8')
        typed.exit = code ?? 130
      })
      return typed
    },
    close: () => rmSync(home, { recursive: true, force: true }),
  }
}
