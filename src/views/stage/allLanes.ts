/** Whether every revision has a lane, or only the newest. State of the stage alone. */
import { create } from 'zustand'

export const useAllLanes = create<{ all: boolean }>()(() => ({ all: false }))
export const showAllLanes = (all: boolean): void => useAllLanes.setState({ all })
