/** The history as numbers: a commit is its place in `rev-list --topo-order`, so that parents come after their children. */
export interface CommitGraph {
  indexOf: Map<string, number>
  /** Parents of commit i are `parents[starts[i] … starts[i + 1] - 1]`. */
  starts: Int32Array
  parents: Int32Array
}

/** Reads the lines of `rev-list --topo-order --parents`. */
export function parseCommitGraph(output: Buffer): CommitGraph {
  const lines = output.toString('latin1').split('\n')
  if (lines.at(-1) === '') lines.pop()
  const indexOf = new Map<string, number>()
  let parentCount = 0
  for (const [index, line] of lines.entries()) {
    const idLength = line.indexOf(' ') < 0 ? line.length : line.indexOf(' ')
    indexOf.set(line.slice(0, idLength), index)
    parentCount += (line.length - idLength) / (idLength + 1)
  }
  const starts = new Int32Array(lines.length + 1)
  const parents = new Int32Array(parentCount)
  let next = 0
  for (const [index, line] of lines.entries()) {
    starts[index] = next
    const idLength = line.indexOf(' ') < 0 ? line.length : line.indexOf(' ')
    for (let at = idLength + 1; at < line.length; at += idLength + 1) {
      const parent = indexOf.get(line.slice(at, at + idLength))
      if (parent !== undefined) parents[next++] = parent
    }
  }
  starts[lines.length] = next
  return { indexOf, starts, parents }
}

/**
 * Counts commits between tips and one base, for thousands of tips at once. `ahead`: in the tip and not in the base;
 * `behind`: the other way round; null for a tip that the graph does not hold.
 */
export function countAgainst(graph: CommitGraph, base: string): (tip: string) => { ahead: number; behind: number } | null {
  const baseIndex = graph.indexOf.get(base)
  if (baseIndex === undefined) throw new RangeError(`The base ${base} is not in the graph`)
  const history = historyOf(graph, baseIndex)
  const countBehind = rememberBehind(history, behindCounter(history))
  const visits = new Int32Array(graph.starts.length)
  let visit = 0

  return (tip) => {
    const tipIndex = graph.indexOf.get(tip)
    if (tipIndex === undefined) return null
    const { ahead, entries } = walkToHistory(graph, tipIndex, history.places, visits, ++visit)
    return { ahead, behind: countBehind(entries) }
  }
}

/** The part of the graph that the base reaches, numbered anew in the same order; `places` leads there, -1 for the rest. */
interface History extends Pick<CommitGraph, 'starts' | 'parents'> {
  places: Int32Array
}

function historyOf(graph: CommitGraph, base: number): History {
  const places = new Int32Array(graph.starts.length).fill(-1)
  const members: number[] = []
  const pending = -2
  places[base] = pending
  for (let index = base; index < graph.starts.length - 1; index++) {
    if (places[index] !== pending) continue
    places[index] = members.length
    members.push(index)
    for (let at = graph.starts[index] as number; at < (graph.starts[index + 1] as number); at++) {
      places[graph.parents[at] as number] = pending
    }
  }
  const starts = new Int32Array(members.length + 1)
  const parents: number[] = []
  for (const [place, index] of members.entries()) {
    starts[place] = parents.length
    for (let at = graph.starts[index] as number; at < (graph.starts[index + 1] as number); at++) {
      parents.push(places[graph.parents[at] as number] as number)
    }
  }
  starts[members.length] = parents.length
  return { starts, parents: Int32Array.from(parents), places }
}

/** Commits of the tip alone, and the places where its history enters the base's. */
function walkToHistory({ starts, parents }: CommitGraph, tip: number, places: Int32Array, visits: Int32Array, visit: number) {
  const entries: number[] = []
  const stack = [tip]
  visits[tip] = visit
  let ahead = 0
  for (let index = stack.pop(); index !== undefined; index = stack.pop()) {
    const place = places[index] as number
    if (place >= 0) {
      entries.push(place)
      continue
    }
    ahead++
    for (let at = starts[index] as number; at < (starts[index + 1] as number); at++) {
      const parent = parents[at] as number
      if (visits[parent] === visit) continue
      visits[parent] = visit
      stack.push(parent)
    }
  }
  return { ahead, entries: entries.sort((a, b) => a - b) }
}

/**
 * Most histories are long straight stretches, where a commit's parent is behind by one more: one count serves a stretch.
 */
function rememberBehind({ starts, parents }: History, count: (entries: number[]) => number) {
  const behindOf = new Int32Array(starts.length).fill(-1)
  const behindOfSet = new Map<string, number>()
  return (entries: number[]) => {
    const [entry] = entries
    if (entries.length !== 1 || entry === undefined) {
      const key = entries.join()
      const behind = behindOfSet.get(key) ?? count(entries)
      behindOfSet.set(key, behind)
      return behind
    }
    // Down the straight stretch to a commit whose count is known, or to its end, and back up again.
    const stretch: number[] = []
    let place = entry
    while (behindOf[place] === -1) {
      const first = starts[place] as number
      if ((starts[place + 1] as number) - first !== 1) {
        behindOf[place] = count([place])
        break
      }
      stretch.push(place)
      place = parents[first] as number
    }
    let behind = behindOf[place] as number
    for (let at = stretch.length - 1; at >= 0; at--) behindOf[stretch[at] as number] = --behind
    return behindOf[entry] as number
  }
}

/**
 * Counts commits of the history that no entry reaches. In topological order one pass from the base (place 0) is enough, and
 * it ends as soon as every commit still to come is common to both.
 */
function behindCounter({ starts, parents }: History) {
  const ofBase = 1
  const ofEntry = 2
  // A mark is round + the two bits, so that a new round needs no clearing.
  const marks = new Int32Array(starts.length)
  let round = 0

  return (entries: number[]) => {
    round += 4
    marks[0] = round + ofBase
    for (const entry of entries) marks[entry] = round + (entry === 0 ? ofBase | ofEntry : ofEntry)
    let pending = marks[0] === round + ofBase ? 1 : 0
    let count = 0
    for (let place = 0; pending > 0; place++) {
      const bits = (marks[place] as number) - round
      if (bits <= 0) continue
      if (bits === ofBase) {
        pending--
        count++
      }
      const end = starts[place + 1] as number
      for (let at = starts[place] as number; at < end; at++) {
        const parent = parents[at] as number
        const before = (marks[parent] as number) > round ? (marks[parent] as number) - round : 0
        const after = before | bits
        if (after === ofBase && before !== ofBase) pending++
        else if (before === ofBase && after !== ofBase) pending--
        marks[parent] = round + after
      }
    }
    return count
  }
}
