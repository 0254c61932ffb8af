/** Journeys that do not hold yet run only when asked for: `E2E_OPEN=1 npx playwright test`. Issues 5 and 6 name them. */
export const OPEN = process.env['E2E_OPEN'] !== undefined
