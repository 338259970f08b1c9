/** Lines by their numbers, counted from 1, both ends included. */
export interface LineRange {
  from: number
  to: number
}

/** `#L120` and `#L120-L140`, in either order of their ends. */
export function parseRange(hash: string): LineRange | null {
  const [, first, last = first] = /^#L([1-9]\d{0,6})(?:-L?([1-9]\d{0,6}))?$/.exec(hash) ?? []
  if (!first) return null
  const ends = [Number(first), Number(last)]
  return { from: Math.min(...ends), to: Math.max(...ends) }
}

export const rangeHash = ({ from, to }: LineRange) => (from === to ? `#L${from}` : `#L${from}-L${to}`)

/** A click chooses a line; with Shift, all from the one chosen before. */
export const extendRange = (range: LineRange | null, number: number, isShift: boolean): LineRange =>
  range && isShift ? { from: Math.min(range.from, number), to: Math.max(range.from, number) } : { from: number, to: number }

export const isIn = (range: LineRange | null, number: number) => range !== null && range.from <= number && number <= range.to
