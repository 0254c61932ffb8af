/** All commands of kubectl, in the groups of its help. @see k8s.io/kubectl/pkg/cmd/cmd.go (NewKubectlCommand) */
import { annotate, label } from './cmd/metadata.ts'
import { apply } from './cmd/apply.ts'
import { del } from './cmd/delete.ts'
import { describe } from './cmd/describe.ts'
import { get } from './cmd/get.ts'
import { patch } from './cmd/patch.ts'
import { rollout } from './cmd/rollout.ts'
import { scale } from './cmd/scale.ts'
import { set } from './cmd/set-rest.ts'
import type { Command } from './factory.ts'

export interface CommandGroup {
  title: string
  commands: Command[]
}

export const commandGroups: CommandGroup[] = [
  { title: 'Basic Commands (Beginner):', commands: [set] },
  { title: 'Basic Commands (Intermediate):', commands: [get, del] },
  { title: 'Deploy Commands:', commands: [rollout, scale] },
  { title: 'Advanced Commands:', commands: [patch, apply] },
  { title: 'Troubleshooting and Debugging Commands:', commands: [describe] },
  { title: 'Settings Commands:', commands: [label, annotate] },
]
