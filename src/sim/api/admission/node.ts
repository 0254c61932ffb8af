/**
 * TaintNodesByCondition: a new node is tainted until its conditions say that it is ready.
 * @see kubernetes/plugin/pkg/admission/nodetaint/admission.go, v1.35
 */
import type { ObjectParts } from '../registry/strategy.ts'
import type { Node } from '../types/core.ts'

export function admitNode(object: ObjectParts): void {
  const node = object as unknown as Node
  const taints = (node.spec?.taints ?? []) as { key: string; effect: string }[]
  if (taints.some((taint) => taint.key === 'node.kubernetes.io/not-ready')) return
  node.spec = {
    ...node.spec,
    taints: [...taints, { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }],
  }
}
