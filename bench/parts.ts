import { median } from './statistics'
import { formatTable, rounded } from './table'

type Parts = Record<string, number>

/** Where the time goes: the median of each part, of the product and of the bare tools. */
export function formatParts(product: Parts[], bare: Parts[]): string {
  const names = [...new Set([...product, ...bare].flatMap((parts) => Object.keys(parts)))]
  const cell = (runs: Parts[], name: string) => {
    const samples = runs.flatMap((parts) => parts[name] ?? [])
    return samples.length > 0 ? rounded(median(samples)) : ''
  }
  return formatTable([
    ['ms, median', 'Branchline', 'bare tools'],
    ...names.map((name) => [name, cell(product, name), cell(bare, name)]),
  ])
}
