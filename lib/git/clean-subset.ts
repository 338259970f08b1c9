/** Up to here the answer is exact; beyond it, the branch with the most conflicts goes first until none is left. */
const exactUpTo = 24

/**
 * The largest choice of branches without a conflict between any two, in the given order. A conflict with something that is
 * not among the names is one with the base, and rules its branch out. Of equally large choices, the one that keeps the
 * earlier branches.
 */
export function largestCleanSubset(names: string[], conflicts: { a: string; b: string | null }[]): string[] {
  const known = new Set(names)
  const againstBase = new Set(conflicts.filter(({ b }) => b === null || !known.has(b)).map(({ a }) => a))
  const candidates = names.filter((name) => !againstBase.has(name))
  const rivals = new Map(candidates.map((name) => [name, new Set<string>()]))
  for (const { a, b } of conflicts) {
    if (b === null || a === b || !rivals.has(a) || !rivals.has(b)) continue
    rivals.get(a)?.add(b)
    rivals.get(b)?.add(a)
  }
  const chosen = candidates.length <= exactUpTo ? chooseExactly(candidates, rivals) : chooseGreedily(candidates, rivals)
  return names.filter((name) => chosen.has(name))
}

type Rivals = Map<string, Set<string>>

function chooseExactly(candidates: string[], rivals: Rivals): Set<string> {
  let best: string[] = []
  const choose = (chosen: string[], open: string[]) => {
    if (chosen.length + open.length <= best.length) return
    const [name, ...rest] = open
    if (name === undefined) {
      best = chosen
      return
    }
    const without = rivals.get(name)
    choose(
      [...chosen, name],
      rest.filter((other) => !without?.has(other)),
    )
    // A branch with no open rival is in some largest choice: leaving it out cannot win.
    if (rest.some((other) => without?.has(other))) choose(chosen, rest)
  }
  choose([], candidates)
  return new Set(best)
}

function chooseGreedily(candidates: string[], rivals: Rivals): Set<string> {
  const chosen = new Set(candidates)
  const openRivals = (name: string) => [...(rivals.get(name) ?? [])].filter((other) => chosen.has(other)).length
  for (;;) {
    let worst: { name: string; count: number } | undefined
    for (const name of chosen) {
      const count = openRivals(name)
      if (count > 0 && count >= (worst?.count ?? 1)) worst = { name, count }
    }
    if (!worst) return chosen
    chosen.delete(worst.name)
  }
}
