/** The outlines of a pod on a 56-unit drawing. Square is alive, eight-sided is in trouble. */
export const SQUARE =
  'M28 7H36A13 13 0 0 1 49 20V36A13 13 0 0 1 36 49H20A13 13 0 0 1 7 36V20A13 13 0 0 1 20 7Z'
/** Ready, inside its ring. */
export const SMALL =
  'M28 8H35.5A12.5 12.5 0 0 1 48 20.5V35.5A12.5 12.5 0 0 1 35.5 48H20.5A12.5 12.5 0 0 1 8 35.5V20.5A12.5 12.5 0 0 1 20.5 8Z'
/** Terminating. */
export const SHRUNK =
  'M28 10H35A11 11 0 0 1 46 21V35A11 11 0 0 1 35 46H21A11 11 0 0 1 10 35V21A11 11 0 0 1 21 10Z'
export const OCTAGON = 'M28 7.5H36.5L48.5 19.5V36.5L36.5 48.5H19.5L7.5 36.5V19.5L19.5 7.5Z'
export const OCTAGON_SMALL = 'M28 8H36.5L48 19.5V36.5L36.5 48H19.5L8 36.5V19.5L19.5 8Z'

/** Rings begin at the top and run clockwise. */
export const RING =
  'M28 2H36.5A17.5 17.5 0 0 1 54 19.5V36.5A17.5 17.5 0 0 1 36.5 54H19.5A17.5 17.5 0 0 1 2 36.5V19.5A17.5 17.5 0 0 1 19.5 2Z'
export const RING_CLOSE =
  'M28 4.5H36A15.5 15.5 0 0 1 51.5 20V36A15.5 15.5 0 0 1 36 51.5H20A15.5 15.5 0 0 1 4.5 36V20A15.5 15.5 0 0 1 20 4.5Z'
export const RING_OCTAGON = 'M28 2H38.8L54 17.2V38.8L38.8 54H17.2L2 38.8V17.2L17.2 2Z'

/** Lucide outlines (ISC) used inside tokens, 24-unit. */
export const CLOUD_OFF = [
  'M10.94 5.274A7 7 0 0 1 15.71 10h1.79a4.5 4.5 0 0 1 4.222 6.057',
  'M18.796 18.81A4.5 4.5 0 0 1 17.5 19H9A7 7 0 0 1 5.79 5.78',
  'm2 2 20 20',
]
export const ARROW_DOWN = ['M12 17V3', 'm6 11 6 6 6-6', 'M19 21H5']
export const ARROW_AROUND = ['M21 12a9 9 0 1 1-9-9c2.52 0 4.93 1 6.74 2.74L21 8', 'M21 3v5h-5']
export const CROSS = ['M18 6 6 18', 'm6 6 12 12']
