import type { LogGroup } from './log-buffer'

export type LogRow = { kind: 'head'; group: LogGroup } | { kind: 'line'; index: number }

/** Which row of the list shows what, when some groups are folded. */
export interface LogLayout {
  count: number
  rowAt: (row: number) => LogRow | null
  /** The row of a line; of its group's head while that is folded. */
  rowOf: (index: number) => number
  groupOf: (index: number) => LogGroup | null
}

/** Groups are few, so a look-up walks through them; the lines, which are many, are never touched. */
export function layoutOf(groups: LogGroup[], isFolded: (group: LogGroup) => boolean): LogLayout {
  let count = 0
  const places = groups.map((group) => {
    const head = group.name === '' ? 0 : 1
    const shown = isFolded(group) ? 0 : group.count
    const place = { group, row: count, head, shown }
    count += head + shown
    return place
  })
  const placeOf = (index: number) => places.findLast(({ group }) => group.first <= index)
  return {
    count,
    rowAt(row) {
      const place =
        row < count ? places.findLast((candidate) => candidate.row <= row && candidate.head + candidate.shown > 0) : undefined
      if (!place) return null
      if (place.head === 1 && row === place.row) return { kind: 'head', group: place.group }
      return { kind: 'line', index: place.group.first + row - place.row - place.head }
    },
    rowOf(index) {
      const place = placeOf(index)
      if (!place) return 0
      return place.shown === 0 ? place.row : place.row + place.head + index - place.group.first
    },
    groupOf: (index) => placeOf(index)?.group ?? null,
  }
}
