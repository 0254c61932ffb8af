/** Copies with fields added: what every write makes. */

/**
 * `{ ...object, ...parts }`. V8 is up to ten times slower with the spread where it adds fields to a copied object,
 * and this is done some times in each write.
 */
export const extended = <T extends object, P extends object>(object: T, parts: P): Omit<T, keyof P> & P =>
  Object.assign({}, object, parts)
