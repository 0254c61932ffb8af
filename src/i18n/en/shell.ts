/** Texts of the frame: top bar, panel, history, transport, dialogs, errors. */
export const shell = {
  'app.name': 'Rollscope',
} as const
