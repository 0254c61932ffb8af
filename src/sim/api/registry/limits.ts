/**
 * core/v1 LimitRange and ResourceQuota.
 * @see kubernetes/pkg/apis/core/v1/defaults.go, pkg/apis/core/validation/validation.go, v1.35
 */
import type { LimitRange, LimitRangeItem, ResourceQuota } from '../types/core.ts'
import { validateLimitRange } from '../validation/limitrange.ts'
import { validateQuota, validateQuotaStatus, validateQuotaUpdate } from '../validation/quota.ts'
import { KINDS } from './kinds.ts'
import type { Strategy } from './strategy.ts'

/** What a maximum says is the default limit, and a limit or a minimum the default request. */
function defaultItem(item: LimitRangeItem): void {
  if (item.type !== 'Container') return
  const limits = { ...item.max, ...item.default }
  const requests = { ...item.min, ...limits, ...item.defaultRequest }
  if (Object.keys(limits).length > 0) item.default = limits
  if (Object.keys(requests).length > 0) item.defaultRequest = requests
}

export const limitRangeStrategy: Strategy = {
  kind: KINDS.limitranges,
  namesItself: true,
  defaults: (object) => {
    for (const item of (object as LimitRange).spec.limits ?? []) defaultItem(item)
  },
  validate: (object) => validateLimitRange(object as LimitRange),
  validateUpdate: (object) => validateLimitRange(object as LimitRange),
}

export const resourceQuotaStrategy: Strategy = {
  kind: KINDS.resourcequotas,
  returnsDeleted: true,
  prepareForCreate: (object) => {
    object.status = {}
  },
  validate: (object) => validateQuota(object as ResourceQuota),
  prepareForUpdate: (object, old) => {
    object.status = old.status
  },
  validateUpdate: (object, old) => validateQuotaUpdate(object as ResourceQuota, old as ResourceQuota),
  validateStatusUpdate: (object) => validateQuotaStatus(object as ResourceQuota),
  prepareForStatusUpdate: (object, old) => {
    object.spec = old.spec
  },
}
