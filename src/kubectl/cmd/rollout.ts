/** `kubectl rollout` and its sub-commands. @see k8s.io/kubectl/pkg/cmd/rollout */
import type { Command } from '../factory.ts'
import {
  dryRunFlag,
  fieldManagerFlag,
  filenameFlags,
  flag,
  printFlags,
  selectorFlag,
  timeoutFlag,
} from '../flags/groups.ts'
import type { FlagSpec } from '../flags/pflag.ts'
import { runHistory } from './rollout-history.ts'
import { runStatus } from './rollout-status.ts'
import { runToggle, type Toggle } from './rollout-toggle.ts'
import { runUndo } from './rollout-undo.ts'

const use = '(TYPE NAME | TYPE/NAME) [flags]'
const number = (name: string, usage: string): FlagSpec => ({ name, type: 'int64', default: '0', usage })

const toggle = (name: Toggle, short: string): Command => ({
  name,
  short,
  use: 'RESOURCE',
  flags: [...printFlags, ...filenameFlags, selectorFlag, fieldManagerFlag('kubectl-rollout')],
  run: (f) => runToggle(f, name),
})

export const rollout: Command = {
  name: 'rollout',
  short: 'Manage the rollout of a resource',
  use: 'SUBCOMMAND',
  helpTo: 'stdout',
  commands: [
    {
      name: 'history',
      short: 'View rollout history',
      use,
      flags: [
        ...printFlags,
        ...filenameFlags,
        selectorFlag,
        number('revision', 'Show this revision with its pod template'),
      ],
      run: runHistory,
    },
    toggle('pause', 'Mark the provided resource as paused'),
    toggle('restart', 'Restart a resource'),
    toggle('resume', 'Resume a paused resource'),
    {
      name: 'status',
      short: 'Show the status of the rollout',
      use,
      flags: [
        ...filenameFlags,
        selectorFlag,
        { ...flag.bool('watch', 'Watch until the rollout is done', true), short: 'w' },
        number('revision', 'Watch this revision only'),
        timeoutFlag('0s'),
      ],
      run: runStatus,
    },
    {
      name: 'undo',
      short: 'Undo a previous rollout',
      use,
      flags: [
        ...printFlags,
        ...filenameFlags,
        selectorFlag,
        number('to-revision', 'The revision to go back to; 0 is the one before'),
        dryRunFlag,
      ],
      run: runUndo,
    },
  ],
}
