/** Sentences the worker chooses (src/worker/picture/sentences.ts): headline, banner, pod labels, announcements. */
export const worker = {} as const
