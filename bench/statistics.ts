const ascending = (samples: number[]) => [...samples].sort((one, other) => one - other)

/** The nearest rank: always a value that was measured. NaN of nothing. */
export const quantile = (samples: number[], share: number) =>
  ascending(samples)[Math.max(0, Math.ceil(samples.length * share) - 1)] ?? Number.NaN

export const median = (samples: number[]) => quantile(samples, 0.5)
export const p95 = (samples: number[]) => quantile(samples, 0.95)
