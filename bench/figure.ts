import { median, p95 } from './statistics'

/** Something measured, and what it may be at most. */
export interface Figure {
  what: string
  unit: 'ms' | 'MB' | 'KB' | 'failed'
  samples: number[]
  /** The same work by the bare tools, in the same run. */
  bare?: number[]
  /** `ratio` is of the medians; `median` and `p95` are in the figure's unit. */
  most: { ratio?: number; median?: number; p95?: number }
}

export const ratioOf = ({ samples, bare }: Figure) => (bare ? median(samples) / median(bare) : null)

/** Not a number is over: what could not be measured was not reached. */
export function isOver(figure: Figure): boolean {
  const { most, samples } = figure
  const within = (value: number | null, limit?: number) => limit === undefined || (value !== null && value <= limit)
  return !(within(ratioOf(figure), most.ratio) && within(median(samples), most.median) && within(p95(samples), most.p95))
}
