/** The marks of the revisions on a 10-unit drawing, for places where they stand as bare paths. Same as views/ui/Mark. */
import type { Hue } from '../../worker/picture/picture.ts'

export const MARKS: Record<Hue['index'], string> = {
  0: 'M5 .6a4.4 4.4 0 1 1 0 8.8a4.4 4.4 0 1 1 0-8.8z',
  1: 'M5 0 10 5 5 10 0 5z',
  2: 'M5 .6 9.8 9.2H.2z',
  3: 'M.9 .9h8.2v8.2H.9z',
  4: 'M5 .1 9.3 2.5v5L5 9.9.7 7.5v-5z',
  5: 'M3.4.6h3.2v2.8h2.8v3.2H6.6v2.8H3.4V6.6H.6V3.4h2.8z',
}
