/** Texts of the dock: terminal, events, YAML, Why?, requests. */
export const dock = {
  'dock.name': 'Inspector',
} as const
