/**
 * What a pod asks for in all: its containers together, or the largest of its init containers.
 * @see k8s.io/component-helpers/resource/helpers.go, v1.35
 */
import { parseQuantity, type Quantity } from '../quantity.ts'
import type { Container, PodSpec, ResourceRequirements } from '../types/pod.ts'

export const quantityOf = (text: string): Quantity => parseQuantity(text) ?? { nano: 0n, format: 'DecimalSI' }

type Totals = Record<string, Quantity>

const addTo = (totals: Totals, { resources }: Container, part: 'requests' | 'limits'): void => {
  for (const [name, text] of Object.entries(resources?.[part] ?? {})) {
    const value = quantityOf(text)
    const sum = totals[name]
    totals[name] = sum ? { ...sum, nano: sum.nano + value.nano } : value
  }
}

/** What a pod may ask for as a whole. */
export const isPodResource = (name: string): boolean =>
  name === 'cpu' || name === 'memory' || name.startsWith('hugepages-')

type Parts = Pick<PodSpec, 'containers' | 'initContainers'> & { resources?: ResourceRequirements | undefined }

export function podTotals({ spec }: { spec: PodSpec | Parts }, part: 'requests' | 'limits'): Totals {
  const totals: Totals = {}
  const sidecars: Totals = {}
  for (const container of spec.containers) addTo(totals, container, part)
  const peaks: Totals[] = []
  for (const container of spec.initContainers ?? []) {
    if (container.restartPolicy === 'Always') {
      addTo(totals, container, part)
      addTo(sidecars, container, part)
      continue
    }
    const peak: Totals = { ...sidecars }
    addTo(peak, container, part)
    peaks.push(peak)
  }
  for (const peak of peaks)
    for (const [name, value] of Object.entries(peak)) {
      const sum = totals[name]
      if (!sum || sum.nano < value.nano) totals[name] = value
    }
  // What the pod says as a whole is more than what its containers add up to.
  for (const [name, text] of Object.entries((spec as Parts).resources?.[part] ?? {}))
    if (isPodResource(name)) totals[name] = quantityOf(text)
  return totals
}
