/** Decisions of the Deployment controller in words and numbers. */
import { t } from '../../i18n/t.ts'
import type { Decision, DecisionKind } from '../../sim/decisions.ts'
import { nameOf } from '../../store/names.ts'
import { row, ROWS, size, sum, term, type Explained, type Row } from './terms.ts'

type Of<K extends DecisionKind> = Extract<Decision, { kind: K }>
export type Explainers<K extends DecisionKind> = { [Kind in K]: (decision: Of<Kind>) => Explained }

const seconds = (us: number): number => Math.round(us / 100_000) / 10

function shrink(by: number, kind: 'budget' | 'cleanUp', rows: Row[], min: [number, number]): Row[] {
  const formula = kind === 'budget' ? 'why.f.shrinkBy' : 'why.f.cleanUp'
  return [...rows, sum(row('why.l.shrinkBy', formula, [`min(${min[0]}, ${min[1]})`], by))]
}

export const DEPLOYMENT: Explainers<
  | 'NewReplicaSetCreated'
  | 'NewReplicaSetFound'
  | 'RevisionBumped'
  | 'HashCollision'
  | 'ScaledUpNew'
  | 'ScaledDownNew'
  | 'CleanedUpUnhealthy'
  | 'ScaledDownOld'
  | 'NothingPossible'
  | 'ScaledProportionally'
  | 'ScaledOnly'
  | 'RecreateScaledDown'
  | 'RecreateWaits'
  | 'Paused'
  | 'Resumed'
  | 'RolloutComplete'
  | 'DeadlineChecked'
  | 'HistoryCleaned'
> = {
  NewReplicaSetCreated: ({ revision, hash, replicas, replicaSet, numbers: n }) => ({
    title: t('why.NewReplicaSetCreated', { revision }),
    rest: t('why.NewReplicaSetCreated.rest', { hash, replicas }),
    replicaSet,
    rows: n
      ? [
          ROWS.ceiling(n),
          ROWS.running(n),
          ROWS.room(n),
          sum(
            row(
              'why.l.startsWith',
              'why.f.startsWith',
              [`min(${n.ceiling - n.total}, ${n.desired})`],
              replicas,
            ),
          ),
        ]
      : [],
  }),
  NewReplicaSetFound: ({ revision, replicaSet }) => ({
    title: t('why.NewReplicaSetFound', { revision }),
    rest: t('why.NewReplicaSetFound.rest', { name: nameOf(replicaSet) }),
    replicaSet,
    rows: [],
  }),
  RevisionBumped: ({ to, replicaSet }) => ({
    title: t('why.RevisionBumped', { to }),
    rest: t('why.RevisionBumped.rest', { name: nameOf(replicaSet), to }),
    replicaSet,
    rows: [],
  }),
  HashCollision: ({ collisionCount, replicaSet }) => ({
    title: t('why.HashCollision'),
    rest: t('why.HashCollision.rest', { n: collisionCount }),
    replicaSet,
    rows: [],
  }),
  ScaledUpNew: ({ from, to, room, wanted, replicaSet, numbers: n }) => ({
    title: t('why.ScaledUpNew', { by: to - from }),
    rest:
      room <= wanted
        ? t('why.ScaledUpNew.room', { room, from, to })
        : t('why.ScaledUpNew.wanted', { wanted, from, to }),
    replicaSet,
    rows: [
      ROWS.ceiling(n),
      ROWS.running(n),
      ROWS.room(n),
      ROWS.wanted(n),
      sum(row('why.l.growBy', 'why.f.growBy', [`min(${room}, ${wanted})`], term(to - from, 'new'))),
    ],
  }),
  ScaledDownNew: ({ from, to, replicaSet }) => ({
    title: t('why.ScaledDownNew', { by: from - to }),
    rest: t('why.ScaledDownNew.rest', { from, to }),
    replicaSet,
    rows: [size(from, to, replicaSet)],
  }),
  CleanedUpUnhealthy: ({ from, to, unhealthy, maxScaledDown, newUnavailable, replicaSet, numbers: n }) => ({
    title: t('why.CleanedUpUnhealthy'),
    rest: t('why.CleanedUpUnhealthy.rest', { from, to }),
    replicaSet,
    rows: shrink(
      from - to,
      'cleanUp',
      [
        ROWS.notYet(n),
        ROWS.spare(n, newUnavailable, maxScaledDown),
        row('why.l.unhealthy', 'why.f.unhealthy', [], term(unhealthy, [replicaSet])),
      ],
      [maxScaledDown, unhealthy],
    ),
  }),
  ScaledDownOld: ({ from, to, budget, available, replicaSet, numbers: n }) => ({
    title: t('why.ScaledDownOld', { by: from - to }),
    rest: t('why.ScaledDownOld.rest', { from, to }),
    replicaSet,
    rows: shrink(
      from - to,
      'budget',
      [
        ROWS.floor(n),
        ROWS.available(n),
        row('why.l.budget', 'why.f.budget', [term(available, 'available'), '−', term(n.floor)], budget),
      ],
      [budget, from],
    ),
  }),
  NothingPossible: ({ blockedBy, maxScaledDown, newUnavailable, numbers: n }) => {
    const bad = (line: Row): Row => ({ ...line, result: { ...line.result, bad: line.result.text === '0' } })
    return {
      title: t('why.NothingPossible'),
      rest: blockedBy.map((why) => t(`why.block.${why}`)).join(' '),
      rows: [
        { ...bad(ROWS.room(n)), label: t('why.l.roomToAdd') },
        bad(ROWS.spare(n, newUnavailable, maxScaledDown)),
      ],
    }
  },
  ScaledProportionally: (d) => ({
    title: t('why.ScaledProportionally', { to: d.to }),
    rest: t('why.ScaledProportionally.rest', { from: d.from, to: d.to }),
    replicaSet: d.replicaSet,
    rows: [
      row('why.l.toAdd', 'why.f.toAdd', [], d.toAdd),
      row(
        'why.l.share',
        'why.f.share',
        [term(d.from, [d.replicaSet]), '×', term(d.allowed), '÷', term(d.maxReplicasAnnotation)],
        d.fraction > 0 ? `+${d.fraction}` : d.fraction,
      ),
      row('why.l.leftover', 'why.f.leftover', [], d.leftover),
      sum(size(d.from, d.to, d.replicaSet)),
    ],
  }),
  ScaledOnly: ({ from, to, replicaSet }) => ({
    title: t('why.ScaledOnly', { to }),
    rest: t('why.ScaledOnly.rest', { from, to }),
    replicaSet,
    rows: [size(from, to, replicaSet)],
  }),
  RecreateScaledDown: ({ from, to, replicaSet }) => ({
    title: t('why.RecreateScaledDown'),
    rest: t('why.RecreateScaledDown.rest', { name: nameOf(replicaSet), from, to }),
    replicaSet,
    rows: [size(from, to, replicaSet)],
  }),
  RecreateWaits: ({ oldPods }) => ({
    title: t('why.RecreateWaits'),
    rest: t('why.RecreateWaits.rest', { n: oldPods }),
    rows: [],
  }),
  Paused: () => ({ title: t('why.Paused'), rest: t('why.Paused.rest'), rows: [] }),
  Resumed: () => ({ title: t('why.Resumed'), rest: t('why.Resumed.rest'), rows: [] }),
  RolloutComplete: ({ replicas, replicaSet }) => ({
    title: t('why.RolloutComplete'),
    rest: t('why.RolloutComplete.rest', { n: replicas }),
    replicaSet,
    rows: [],
  }),
  DeadlineChecked: ({ exceeded, at, lastProgressAt, deadlineSeconds }) => ({
    title: exceeded ? t('why.DeadlineChecked.exceeded') : t('why.DeadlineChecked.ok'),
    rest: exceeded ? t('why.DeadlineChecked.exceededRest') : t('why.DeadlineChecked.okRest'),
    rows: [
      row(
        'why.l.progress',
        { text: t('why.f.since', { at: lastProgressAt / 1000 }) },
        [
          exceeded
            ? t('why.v.reached', { seconds: seconds(at - lastProgressAt) })
            : t('why.v.notReached', { seconds: seconds(at - lastProgressAt), deadline: deadlineSeconds }),
        ],
        { text: String(deadlineSeconds), bad: exceeded },
      ),
    ],
  }),
  HistoryCleaned: ({ deleted, limit, candidates }) => ({
    title: t('why.HistoryCleaned'),
    rest: t('why.HistoryCleaned.rest'),
    rows: [
      row('why.l.candidates', 'why.f.candidates', [], candidates),
      row('why.l.kept', 'why.f.kept', [], limit),
      sum(row('why.l.deleted', 'why.f.deleted', [`${candidates} − ${limit}`], deleted.length)),
    ],
  }),
}
