/** Class that sets --h, --ht and --hi of a revision hue. */
import type { Hue } from '../../worker/picture/picture.ts'
import classes from './hue.module.css'

const CLASSES = [classes.h0, classes.h1, classes.h2, classes.h3, classes.h4, classes.h5]

export const hueClass = (hue: Hue): string => CLASSES[hue.index] ?? ''
