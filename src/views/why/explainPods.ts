/** Decisions of the ReplicaSet and EndpointSlice controllers, the scheduler and the kubelet in words and numbers. */
import { clock, t } from '../../i18n/t.ts'
import type { DecisionKind } from '../../sim/decisions.ts'
import { nameOf, suffixOf } from '../../store/names.ts'
import type { DEPLOYMENT, Explainers } from './explainDeployment.ts'
import { row, sum, term } from './terms.ts'

const suffix = (pod: string): string => suffixOf(nameOf(pod))
/** µs → ms */
const ms = (us: number): number => us / 1000

export const PODS: Explainers<Exclude<DecisionKind, keyof typeof DEPLOYMENT>> = {
  PodsCreated: ({ pods, have, want, batches, object }) => ({
    title: t('why.PodsCreated', { n: pods.length }),
    rest: t('why.PodsCreated.rest'),
    replicaSet: object,
    about: pods,
    rows: [
      row('why.l.want', 'why.f.want', [], want),
      row('why.l.have', 'why.f.have', [], have),
      row('why.l.create', 'why.f.create', [term(want), '−', term(have)], term(want - have, pods)),
      row('why.l.batches', 'why.f.batches', [batches.join(' + ')], batches.length),
    ],
  }),
  PodCreateFailed: ({ message, have, want, retryInMs, object }) => ({
    title: t('why.PodCreateFailed'),
    rest: t('why.PodCreateFailed.rest', { message, retry: retryInMs }),
    replicaSet: object,
    rows: [row('why.l.want', 'why.f.want', [], want), row('why.l.have', 'why.f.have', [], have)],
  }),
  PodChosenForDeletion: ({ pod, have, want, criterion, over, value, overValue, object }) => ({
    title: t('why.PodChosenForDeletion', { suffix: suffix(pod) }),
    rest:
      over === null
        ? t('why.PodChosenForDeletion.all')
        : t('why.PodChosenForDeletion.over', {
            why: t(`why.criterion.${criterion}`),
            over: nameOf(over),
            value,
            overValue,
          }),
    replicaSet: object,
    about: [pod],
    rows: [
      row('why.l.have', 'why.f.have', [], have),
      row('why.l.want', 'why.f.want', [], want),
      sum(row('why.l.delete', 'why.f.delete', [term(have), '−', term(want)], term(have - want, [pod]))),
    ],
  }),
  PodNotYetAvailable: ({ pod, readyAt, availableAt, minReadySeconds }) => ({
    title: t('why.PodNotYetAvailable', { suffix: suffix(pod) }),
    rest: t('why.PodNotYetAvailable.rest'),
    about: [pod],
    rows: [
      row('why.l.readyAt', 'why.f.readyAt', [], clock(ms(readyAt))),
      sum(
        row(
          'why.l.availableAt',
          'why.f.availableAt',
          [clock(ms(readyAt)), '+', t('why.v.seconds', { n: minReadySeconds })],
          term(clock(ms(availableAt)), [pod]),
        ),
      ),
    ],
  }),
  EndpointChanged: ({ pod, address, change }) => ({
    title: t(`why.EndpointChanged.${change}`, { suffix: suffix(pod) }),
    rest: t('why.EndpointChanged.rest', { address }),
    about: [pod],
    rows: [],
  }),
  PodScheduled: ({ pod, node, podsOnNode }) => ({
    title: t('why.PodScheduled', { suffix: suffix(pod), node }),
    rest: t('why.PodScheduled.rest'),
    about: [pod],
    rows: [row('why.l.onNode', 'why.f.onNode', [], podsOnNode)],
  }),
  PodUnschedulable: ({ pod, message }) => ({
    title: t('why.PodUnschedulable', { suffix: suffix(pod) }),
    rest: t('why.PodUnschedulable.rest', { message }),
    about: [pod],
    rows: [],
  }),
  RetryDelayed: ({ pod, why, delaySeconds, retryAt, attempt }) => ({
    title: t(`why.RetryDelayed.${why}`, { suffix: suffix(pod) }),
    rest: t('why.RetryDelayed.rest'),
    about: [pod],
    rows: [
      row(
        'why.l.delay',
        { text: t('why.f.delay', { attempt }) },
        [],
        t('why.v.seconds', { n: delaySeconds }),
      ),
      row('why.l.retryAt', 'why.f.retryAt', [], clock(ms(retryAt))),
    ],
  }),
  ProbeTurned: ({ pod, probe, to, run, threshold }) => ({
    title: t(`why.ProbeTurned.${to}`, { probe: t(`why.probe.${probe}`), suffix: suffix(pod) }),
    rest: t('why.ProbeTurned.rest'),
    about: [pod],
    rows: [
      row(
        'why.l.runs',
        { text: t('why.f.runs', { threshold }) },
        [`${run} ≥ ${threshold}`],
        term(run, [pod]),
      ),
    ],
  }),
  ContainerKilled: ({ pod, why, graceSeconds }) => ({
    title: t(`why.ContainerKilled.${why}`, { suffix: suffix(pod) }),
    rest: t('why.ContainerKilled.rest'),
    about: [pod],
    rows: [row('why.l.grace', 'why.f.grace', [], t('why.v.seconds', { n: graceSeconds }))],
  }),
}
