/** Texts of the stage, the pods, the gauge and the chart (src/views/{stage,pods,gauge,chart}). */
export const stage = {
  'stage.name': 'Stage',
  'chart.name': 'Capacity over time',
} as const
