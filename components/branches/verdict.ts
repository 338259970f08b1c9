import type { PreviewView } from '@/lib/deployments/preview-deployment'
import type { PreviewState } from './use-preview'

type Gate = PreviewView['gates'][number]

/** What the tray says of a set, in one word and its particulars. */
export type Verdict =
  | { kind: 'same' | 'asking' | 'clean' }
  | { kind: 'stale'; drops: string[] }
  | { kind: 'conflict'; branches: number; files: number }
  | { kind: 'blocked'; gate: Gate }
  | { kind: 'failed'; message: string }

/** `drops`: of a stale set, the branches that a deploy would undo; null: the set is not stale. */
export function verdictOf(preview: PreviewState, drops: string[] | null): Verdict {
  if (drops) return { kind: 'stale', drops }
  if (preview.state === 'failed') return { kind: 'failed', message: preview.failure.message }
  if (preview.state !== 'answered') return { kind: preview.state === 'none' ? 'same' : 'asking' }
  const { clean, base, conflicts, gates } = preview.preview
  if (!clean) return { kind: 'conflict', ...countConflicts(conflicts, base.name) }
  const gate = gates.find(({ state }) => state === 'block')
  return gate ? { kind: 'blocked', gate } : { kind: 'clean' }
}

function countConflicts(conflicts: PreviewView['conflicts'], base: string) {
  const branches = conflicts.flatMap(({ a, b }) => [a, b]).filter((name) => name !== null && name !== base)
  return { branches: new Set(branches).size, files: new Set(conflicts.flatMap(({ files }) => files)).size }
}

/** The conflicts of one branch: with which others, in which files. `with` null: with the rest taken together. */
export const conflictsOf = (name: string, conflicts: PreviewView['conflicts']) =>
  conflicts.flatMap(({ a, b, files }) => (a === name ? [{ with: b, files }] : b === name ? [{ with: a, files }] : []))
