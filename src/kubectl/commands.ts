/** All commands of kubectl, in the groups of its help. @see k8s.io/kubectl/pkg/cmd/cmd.go (NewKubectlCommand) */
import { apply } from './cmd/apply.ts'
import { auth } from './cmd/auth.ts'
import { autoscale } from './cmd/autoscale.ts'
import { attach, completionCommand, cp, debug, kustomize, plugin } from './cmd/beyond.ts'
import {
  apiResourcesCommand,
  apiVersionsCommand,
  clusterInfoCommand,
  topCommand,
  versionCommand,
} from './cmd/cluster.ts'
import { config } from './cmd/config.ts'
import { create } from './cmd/create.ts'
import { del } from './cmd/delete.ts'
import { describe } from './cmd/describe.ts'
import { diff } from './cmd/diff.ts'
import { edit } from './cmd/edit.ts'
import { events } from './cmd/events.ts'
import { exec, portForward, proxy } from './cmd/exec.ts'
import { explain } from './cmd/explain.ts'
import { expose } from './cmd/expose.ts'
import { get } from './cmd/get.ts'
import { logs } from './cmd/logs.ts'
import { annotate, label } from './cmd/metadata.ts'
import { nodeCommands } from './cmd/node.ts'
import { patch } from './cmd/patch.ts'
import { replace } from './cmd/replace.ts'
import { rollout } from './cmd/rollout.ts'
import { runCommand } from './cmd/run.ts'
import { scale } from './cmd/scale.ts'
import { set } from './cmd/set-rest.ts'
import { taint } from './cmd/taint.ts'
import { wait } from './cmd/wait.ts'
import type { Command } from './factory.ts'

export interface CommandGroup {
  title: string
  commands: Command[]
}

export const commandGroups: CommandGroup[] = [
  { title: 'Basic Commands (Beginner):', commands: [create, expose, runCommand, set] },
  { title: 'Basic Commands (Intermediate):', commands: [explain, get, edit, del] },
  { title: 'Deploy Commands:', commands: [rollout, scale, autoscale] },
  {
    title: 'Cluster Management Commands:',
    commands: [clusterInfoCommand, topCommand, ...nodeCommands, taint],
  },
  {
    title: 'Troubleshooting and Debugging Commands:',
    commands: [describe, logs, attach, exec, portForward, proxy, cp, auth, debug, events],
  },
  { title: 'Advanced Commands:', commands: [diff, apply, patch, replace, wait, kustomize] },
  { title: 'Settings Commands:', commands: [label, annotate, completionCommand] },
  {
    title: 'Other Commands:',
    commands: [apiResourcesCommand, apiVersionsCommand, config, plugin, versionCommand],
  },
]
