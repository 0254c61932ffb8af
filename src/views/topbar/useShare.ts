/** Copies the address of the moment shown. `shared` tells how that went, for two seconds. */
import { useEffect, useState } from 'react'
import { share as askAddress } from '../../store/commands.ts'
import { copyText } from '../ui/copyText.ts'

/** Puts the run's address into the URL bar and on the clipboard. */
export async function shareMoment(): Promise<boolean> {
  const address = await askAddress()
  if (address === null) return false
  const url = new URL(window.location.href)
  url.hash = address
  window.history.replaceState(null, '', url)
  return copyText(url.href)
}

export function useShare(): { share: () => void; shared: boolean | null } {
  const [shared, setShared] = useState<boolean | null>(null)
  useEffect(() => {
    if (shared === null) return undefined
    const timer = window.setTimeout(() => setShared(null), 2_000)
    return () => window.clearTimeout(timer)
  }, [shared])
  return { share: () => void shareMoment().then(setShared), shared }
}
