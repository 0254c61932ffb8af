/** A part of the store that keeps its identity while its content is the same: frames bring fresh copies of everything. */
import { useRef } from 'react'
import { useRollscope, type Rollscope } from '../../store/store.ts'

export function useSame<T>(select: (state: Rollscope) => T): T {
  const last = useRef<{ key: string; value: T } | null>(null)
  return useRollscope((state) => {
    const value = select(state)
    if (last.current && last.current.value === value) return value
    const key = JSON.stringify(value) ?? ''
    if (last.current?.key !== key) last.current = { key, value }
    return last.current.value
  })
}
