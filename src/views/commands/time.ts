/** The commands of the clock: play, steps, scrubbing, speed, branches. */
import { dispatch, fork, step, togglePlay } from '../../store/commands.ts'
import { isPast } from '../../store/draft.ts'
import { plain, type Command } from './command.ts'
import { scrub, speed } from './deeds.ts'

export const TIME: Command[] = [
  { id: 'play', group: 'time', title: plain('commands.play'), keys: [' '], run: togglePlay },
  {
    id: 'previous',
    group: 'time',
    title: plain('time.previous'),
    keys: [','],
    run: () => step('decision', -1),
  },
  {
    id: 'previousEvent',
    group: 'time',
    title: plain('commands.previousEvent'),
    keys: ['Shift+,'],
    run: () => step('event', -1),
  },
  {
    id: 'next',
    group: 'time',
    title: plain('time.next'),
    keys: ['.'],
    run: () => step('decision', 1),
  },
  {
    id: 'nextEvent',
    group: 'time',
    title: plain('commands.nextEvent'),
    keys: ['Shift+.'],
    run: () => step('event', 1),
  },
  {
    id: 'back1',
    group: 'time',
    title: plain('commands.scrub'),
    keys: ['ArrowLeft'],
    run: () => scrub(-1_000),
    scrubs: true,
  },
  {
    id: 'forth1',
    group: 'time',
    title: plain('commands.scrub'),
    keys: ['ArrowRight'],
    run: () => scrub(1_000),
    scrubs: true,
  },
  {
    id: 'back10',
    group: 'time',
    title: plain('commands.scrub'),
    keys: ['Shift+ArrowLeft'],
    run: () => scrub(-10_000),
    scrubs: true,
  },
  {
    id: 'forth10',
    group: 'time',
    title: plain('commands.scrub'),
    keys: ['Shift+ArrowRight'],
    run: () => scrub(10_000),
    scrubs: true,
  },
  {
    id: 'start',
    group: 'time',
    title: plain('time.start'),
    keys: ['Home'],
    run: () => dispatch({ type: 'seek', at: 0 }),
  },
  {
    id: 'end',
    group: 'time',
    title: plain('time.end'),
    keys: ['End'],
    run: () => dispatch({ type: 'finish' }),
  },
  { id: 'slower', group: 'time', title: plain('commands.slower'), keys: ['['], run: speed(-1) },
  { id: 'faster', group: 'time', title: plain('commands.faster'), keys: [']'], run: speed(1) },
  {
    id: 'live',
    group: 'time',
    title: plain('commands.live'),
    keys: ['l'],
    run: () => dispatch({ type: 'live' }),
  },
  {
    id: 'branch',
    group: 'time',
    title: plain('commands.branch'),
    keys: ['b'],
    run: () => void fork(),
    when: (s) => isPast(s.clock),
  },
  {
    id: 'again',
    group: 'time',
    title: plain('commands.again'),
    keys: [],
    run: () => dispatch({ type: 'restart' }),
  },
]
