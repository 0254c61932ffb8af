/**
 * The first picture of the stage comes before everything else: what is not needed for it is loaded once it is drawn. A
 * picture that does not come, in a tab in the background for one, holds nothing up for long.
 */
import { loadLaterTexts } from '../../i18n/locales.ts'

const LONGEST_MS = 1_500

let drawn: () => void = () => undefined
const picture = new Promise<void>((resolve) => {
  drawn = resolve
})
if (typeof window !== 'undefined') window.setTimeout(drawn, LONGEST_MS)

/** The picture is in the page: it is drawn when the next frame is over. */
export function pictureComes(): void {
  requestAnimationFrame(() => window.setTimeout(drawn))
}

/** Loads a module, and the texts that it may say: `lazy(() => afterPicture(() => import('./Dock.tsx')))`. */
export const afterPicture = async <T>(load: () => Promise<T>): Promise<T> => {
  await picture
  const [module] = await Promise.all([load(), loadLaterTexts()])
  return module
}
