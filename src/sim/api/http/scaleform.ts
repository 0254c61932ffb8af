/** The Scale of what has replicas. */
import type { ObjectParts } from '../registry/strategy.ts'
import type { Deployment } from '../types/apps.ts'
import type { LabelSelector } from '../types/meta.ts'
import { selectorText } from '../validation/selector.ts'

export const SCALE = {
  kind: 'Scale',
  apiVersion: 'autoscaling/v1',
  internal: 'autoscaling.Scale',
  struct: 'v1.Scale',
}

export interface Scale {
  apiVersion: string
  kind: string
  metadata: ObjectParts['metadata']
  spec: { replicas?: number }
  status: { replicas: number; selector?: string }
}

function selectorOf(object: ObjectParts): string {
  const { selector } = object.spec as { selector?: LabelSelector | Record<string, string> }
  if (object.kind !== 'ReplicationController') return selectorText(selector as LabelSelector | undefined)
  return selectorText({ matchLabels: (selector ?? {}) as Record<string, string> })
}

export function scaleOf(object: ObjectParts): Scale {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata
  const { spec, status } = object as unknown as Deployment
  const selector = selectorOf(object)
  return {
    apiVersion: SCALE.apiVersion,
    kind: SCALE.kind,
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      uid,
      resourceVersion,
      creationTimestamp,
    },
    spec: spec.replicas === 0 ? {} : { replicas: spec.replicas },
    status: { replicas: status.replicas ?? 0, ...(selector ? { selector } : {}) },
  }
}
