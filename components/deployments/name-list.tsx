import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'

const looks = {
  added: { sign: '+', style: 'text-live' },
  removed: { sign: '−', style: 'text-failed' },
  updated: { sign: '↑', style: 'text-running' },
} as const

export type Change = keyof typeof looks

/** Names that came, went or moved on. The sign is read out by its word. */
export const NameList = ({ names, change, word }: { names: string[]; change: Change; word: string }) =>
  names.map((name) => (
    <li key={`${change} ${name}`} className="flex min-w-0 items-baseline gap-2">
      <span aria-hidden className={cn('w-3 shrink-0 text-center font-mono', looks[change].style)}>
        {looks[change].sign}
      </span>
      <span className="sr-only">{word}</span>
      <code className="min-w-0 break-all">{name}</code>
    </li>
  ))

interface ChangeListProps {
  added: string[]
  removed: string[]
  updated: string[]
  words: Record<Change, string>
  /** Said when nothing changed. */
  none: ReactNode
}

export const ChangeList = ({ added, removed, updated, words, none }: ChangeListProps) =>
  added.length + removed.length + updated.length === 0 ? (
    <p className="text-muted">{none}</p>
  ) : (
    <ul className="flex flex-col gap-0.5">
      <NameList names={added} change="added" word={words.added} />
      <NameList names={removed} change="removed" word={words.removed} />
      <NameList names={updated} change="updated" word={words.updated} />
    </ul>
  )
