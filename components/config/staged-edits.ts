import type { VariableView } from '@/lib/config/variables'

/** A variable as it will be sent. For a secret, `value: null` keeps what is stored. */
export type StagedVariable = Omit<VariableView, 'fingerprint'>

/** By key: what it becomes, or null when it goes. */
export type StagedEdits = ReadonlyMap<string, StagedVariable | null>

export interface StagedChange {
  key: string
  kind: 'added' | 'changed' | 'removed'
  before: VariableView | null
  after: StagedVariable | null
}

const meaningOf = ({ value, secret, use, required, description, example, pattern }: StagedVariable) =>
  JSON.stringify([value, secret, use, required, description, example, pattern])

/** Only what differs from `items`: an edit that somebody else has saved meanwhile is none any more. */
export function changesOf(items: VariableView[], edits: StagedEdits): StagedChange[] {
  const stored = new Map(items.map((item) => [item.key, item]))
  return [...edits].flatMap(([key, after]): StagedChange[] => {
    const before = stored.get(key) ?? null
    if (!after) return before ? [{ key, kind: 'removed', before, after }] : []
    if (!before) return [{ key, kind: 'added', before, after }]
    return meaningOf(before) === meaningOf(after) ? [] : [{ key, kind: 'changed', before, after }]
  })
}

/** The whole layer with the edits in it, as it is sent. */
export function withEdits(items: VariableView[], edits: StagedEdits): StagedVariable[] {
  const kept = items.flatMap(({ fingerprint: _, ...item }) => {
    const edit = edits.get(item.key)
    return edit === null ? [] : [edit ?? item]
  })
  const known = new Set(items.map(({ key }) => key))
  const added = [...edits.values()].flatMap((edit) => (edit && !known.has(edit.key) ? [edit] : []))
  return [...kept, ...added]
}
