/** Puts the theme on the document: the stored choice, or what the system says, also when that changes. */
import { useEffect } from 'react'
import { useRollscope } from '../store/store.ts'

export function useTheme(): void {
  const theme = useRollscope((s) => s.theme)
  const projector = useRollscope((s) => s.projector)
  useEffect(() => {
    const light = window.matchMedia('(prefers-color-scheme: light)')
    const apply = () => {
      document.documentElement.dataset['theme'] =
        theme === 'system' ? (light.matches ? 'light' : 'dark') : theme
    }
    apply()
    light.addEventListener('change', apply)
    return () => light.removeEventListener('change', apply)
  }, [theme])
  useEffect(() => {
    document.documentElement.toggleAttribute('data-projector', projector)
  }, [projector])
}
