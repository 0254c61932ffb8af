/** What every verb needs: the store, the clock, chance, and the rules of each kind. */
import type { Random } from '../../random.ts'
import type { Resource } from '../resources.ts'
import type { Strategy } from '../registry/strategy.ts'
import type { Store } from '../store/store.ts'

export interface VerbContext {
  readonly store: Store
  readonly random: Random
  /** Seconds since 1970, whole. */
  nowSeconds(): number
  /** Now as metav1.Time. */
  stamp(): string
  strategy(resource: Resource): Strategy
}
