import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { cn } from '@/components/ui/cn'
import { differences, type PickedBranch, type StartSet } from './picked-set'

interface SetLineProps {
  baseBranch: string
  environment: { name: string }
  start: StartSet
  picked: PickedBranch[]
  /** The repository does not have it any more. */
  isGone: (name: string) => boolean
  /** Absent: the reader may not deploy here. */
  onToggle?: (branch: PickedBranch) => void
}

/** The set in merge order, from the base on: always in sight, whatever the list below shows. */
export function SetLine({ baseBranch, environment, start, picked, isGone, onToggle }: SetLineProps) {
  const t = useTranslations('branches.set')
  const { added, removed } = differences(start, picked)
  const removedBranches = start.branches.filter(({ name }) => removed.includes(name))
  return (
    <ol aria-label={t('label', { environment: environment.name })} className="flex flex-wrap items-center gap-y-1.5 pb-3">
      <li className="flex h-7 items-center rounded-full border border-control px-2.5 font-mono text-mono">{baseBranch}</li>
      {picked.map((branch, index) => (
        <Item key={branch.name}>
          <span
            className={cn(
              'inline-flex h-7 min-w-0 items-center gap-1.5 rounded-full pr-1 pl-2.5 pointer-coarse:h-9',
              added.includes(branch.name) ? 'border border-ink font-medium' : 'bg-hover',
              isGone(branch.name) && 'bg-waiting-tint',
            )}
          >
            <span className="text-muted text-xs">{index + 1}</span>
            {added.includes(branch.name) && <span className="sr-only">{t('added')}</span>}
            <span className={cn('truncate', !onToggle && 'pr-1.5')}>{branch.name}</span>
            {isGone(branch.name) && <span className="text-sm text-waiting">{t('gone')}</span>}
            {onToggle && <RemoveButton label={t('untick', { branch: branch.name })} onClick={() => onToggle(branch)} />}
          </span>
        </Item>
      ))}
      {removedBranches.map((branch) => (
        <Item key={branch.name} isLoose>
          <button
            type="button"
            onClick={() => onToggle?.(branch)}
            title={t('tickAgain', { branch: branch.name })}
            className="inline-flex h-7 min-w-0 items-center gap-1.5 rounded-full border border-dashed px-2.5 text-muted hover:text-ink pointer-coarse:h-9"
          >
            <span aria-hidden>−</span>
            <span className="sr-only">{t('removed')}</span>
            <s className="truncate">{branch.name}</s>
          </button>
        </Item>
      ))}
      {picked.length === 0 && (
        <Item isLoose>
          <span className="text-muted text-sm">{t('baseAlone')}</span>
        </Item>
      )}
    </ol>
  )
}

/** A piece of track, then what stands on it. */
const Item = ({ children, isLoose }: { children: React.ReactNode; isLoose?: boolean }) => (
  <li className="flex min-w-0 max-w-full items-center">
    <span aria-hidden className={cn('w-3 shrink-0', !isLoose && 'border-control border-b-2')} />
    {children}
  </li>
)

const RemoveButton = ({ label, onClick }: { label: string; onClick: () => void }) => (
  <button
    type="button"
    aria-label={label}
    onClick={onClick}
    className="grid size-5 shrink-0 place-items-center rounded-full text-muted hover:bg-hover hover:text-ink pointer-coarse:size-8"
  >
    <X aria-hidden className="size-3.5" />
  </button>
)
