/** A branch at the commit the reader sees. */
export interface PickedBranch {
  name: string
  sha?: string
}

/** What an environment is going to contain, and since which deployment: where ticks begin. */
export interface StartSet {
  deploymentId: string | null
  number: number | null
  by: string | null
  isLive: boolean
  branches: PickedBranch[]
}

/** What a person made of a start set and has not deployed yet. Absent: nothing. */
export interface Edit {
  basedOn: string | null
  from: string[]
  branches: PickedBranch[]
}

const namesOf = (branches: PickedBranch[]) => branches.map(({ name }) => name)
const isSame = (a: string[], b: string[]) => a.length === b.length && a.every((name, index) => name === b[index])

/** Ticks or unticks; a new tick merges last. Back where it began, the edit is over. */
export function toggle(start: StartSet, edit: Edit | null, branch: PickedBranch): Edit | null {
  const branches = edit?.branches ?? start.branches
  const isTicked = branches.some(({ name }) => name === branch.name)
  return replace(start, edit, isTicked ? branches.filter(({ name }) => name !== branch.name) : [...branches, branch])
}

export function replace(start: StartSet, edit: Edit | null, branches: PickedBranch[]): Edit | null {
  const from = edit?.from ?? namesOf(start.branches)
  if (isSame(namesOf(branches), from)) return null
  return { basedOn: edit ? edit.basedOn : start.deploymentId, from, branches }
}

/** Somebody else changed the set since the edit began. */
export const isStale = (start: StartSet, edit: Edit | null) =>
  edit !== null && edit.basedOn !== start.deploymentId && !isSame(edit.from, namesOf(start.branches))

/** What the others added since, and a deploy of this edit would drop. */
export function wouldDrop(start: StartSet, edit: Edit): string[] {
  const mine = namesOf(edit.branches)
  return namesOf(start.branches).filter((name) => !edit.from.includes(name) && !mine.includes(name))
}

/** The same ticks and unticks, made again on the new set. */
export function rebase(start: StartSet, edit: Edit): Edit | null {
  const wanted = namesOf(edit.branches)
  const removed = edit.from.filter((name) => !wanted.includes(name))
  const added = edit.branches.filter(({ name }) => !edit.from.includes(name))
  const kept = start.branches.filter(({ name }) => !removed.includes(name))
  const fresh = added.filter(({ name }) => !kept.some((branch) => branch.name === name))
  return replace(start, null, [...kept, ...fresh])
}

/** What differs from the start, by name. */
export function differences(start: StartSet, branches: PickedBranch[]) {
  const before = namesOf(start.branches)
  const after = namesOf(branches)
  return {
    added: after.filter((name) => !before.includes(name)),
    removed: before.filter((name) => !after.includes(name)),
  }
}
