import { products } from './products.js'

/** A sentence that says why the shop cannot serve, or null when it can. */
export function findProblem() {
  if (products.length === 0) return 'There is nothing to sell.'
  return null
}
