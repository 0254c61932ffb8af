/**
 * autoscaling/v2 HorizontalPodAutoscaler.
 * @see kubernetes/pkg/registry/autoscaling/horizontalpodautoscaler/strategy.go, pkg/apis/autoscaling/v2/defaults.go, v1.35
 */
import { validateAutoscaler, validateAutoscalerStatus, type Autoscaler } from '../validation/autoscaler.ts'
import { KINDS } from './kinds.ts'
import type { Strategy } from './strategy.ts'

const CPU_PERCENT = 80
const PERCENT_POLICY = { type: 'Percent', value: 100, periodSeconds: 15 }
const PODS_POLICY = { type: 'Pods', value: 4, periodSeconds: 15 }

interface Rules {
  stabilizationWindowSeconds?: number
  selectPolicy?: string
  policies?: unknown[]
}

function defaultRules(rules: Rules | undefined, up: boolean): Rules {
  return {
    ...(up ? { stabilizationWindowSeconds: 0 } : {}),
    selectPolicy: 'Max',
    policies: up ? [PODS_POLICY, PERCENT_POLICY] : [PERCENT_POLICY],
    ...rules,
  }
}

function defaultAutoscaler({ spec }: Autoscaler): void {
  spec.minReplicas ??= 1
  if ((spec.metrics ?? []).length === 0)
    spec.metrics = [
      {
        type: 'Resource',
        resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: CPU_PERCENT } },
      },
    ]
  const behavior = spec.behavior as { scaleUp?: Rules; scaleDown?: Rules } | undefined
  if (behavior)
    spec.behavior = {
      scaleUp: defaultRules(behavior.scaleUp, true),
      scaleDown: defaultRules(behavior.scaleDown, false),
    }
}

export const autoscalerStrategy: Strategy = {
  kind: KINDS.horizontalpodautoscalers,
  defaults: (object) => defaultAutoscaler(object as unknown as Autoscaler),
  prepareForCreate: (object) => {
    object.status = {}
  },
  validate: (object) => validateAutoscaler(object as unknown as Autoscaler),
  prepareForUpdate: (object, old) => {
    object.status = old.status
  },
  validateUpdate: (object) => validateAutoscaler(object as unknown as Autoscaler),
  validateStatusUpdate: (object) =>
    validateAutoscalerStatus(object as Parameters<typeof validateAutoscalerStatus>[0]),
  prepareForStatusUpdate: (object, old) => {
    object.spec = old.spec
  },
}
