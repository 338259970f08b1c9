import { ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { cn } from '@/components/ui/cn'
import { Sha } from '@/components/ui/sha'
import { Time } from '@/components/ui/time'
import type { BranchChange } from './branch-change'

interface BranchChangesProps {
  changes: BranchChange[]
  /** The number of the deployment it is compared with. */
  replaced: number | null
}

const signs: Record<BranchChange['state'], string> = { added: '+', updated: '~', removed: '−', same: '=' }
const tones: Record<BranchChange['state'], string> = {
  added: 'text-live',
  updated: 'text-running',
  removed: 'text-failed',
  same: 'text-muted',
}

/** Branches that come, go or move; each opens to its commits. What stays as it is comes last. */
export function BranchChanges({ changes, replaced }: BranchChangesProps) {
  const t = useTranslations('releases.changes')
  const moving = changes.filter(({ state }) => state !== 'same')
  const same = changes.filter(({ state }) => state === 'same')
  return (
    <>
      {replaced === null ? (
        <p className="pb-2 text-muted">{t('first')}</p>
      ) : (
        moving.length === 0 && <p className="pb-2 text-muted">{t('none', { number: replaced })}</p>
      )}
      <ul className="border-t">
        {moving.map((change) => (
          <Change key={change.name} change={change} />
        ))}
      </ul>
      {same.length > 0 && (
        <p className="pt-2 text-muted text-sm">
          {t('same', { count: same.length })} <code className="break-all">{same.map(({ name }) => name).join(', ')}</code>
        </p>
      )}
    </>
  )
}

function Change({ change }: { change: BranchChange }) {
  const t = useTranslations('releases.changes')
  const { name, sha, state, isBase, commits } = change
  const head = (
    <>
      <span aria-hidden className={cn('w-3 shrink-0 text-center font-mono', tones[state])}>
        {signs[state]}
      </span>
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-baseline gap-x-2">
          <code className={cn('break-all font-medium', state === 'removed' && 'line-through')}>{name}</code>
          <span className={cn('text-sm', tones[state])}>{t(isBase ? 'base' : `state.${state}`)}</span>
        </span>
        {commits?.[0] && <span className="block">{commits[0].subject}</span>}
        {commits === null && <span className="block text-muted">{t('gone')}</span>}
      </span>
    </>
  )
  if (!commits?.length) {
    return (
      <li className="flex min-h-row items-baseline gap-2 border-b py-2">
        {head}
        <Sha value={sha} canCopy={false} className="shrink-0 text-muted" />
      </li>
    )
  }
  return (
    <li className="border-b">
      <details className="group">
        <summary className="flex min-h-row list-none items-baseline gap-2 rounded-sm py-2 hover:bg-hover [&::-webkit-details-marker]:hidden">
          {head}
          <span className="flex shrink-0 items-center gap-1 text-muted text-sm">
            {t('commits', { count: commits.length })}
            <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
          </span>
        </summary>
        <ol className="pb-2 pl-5">
          {commits.map((commit) => (
            <li key={commit.sha} className="flex flex-wrap items-baseline gap-x-2 py-1">
              <span className="min-w-0 flex-1 basis-60">{commit.subject}</span>
              <span className="flex items-baseline gap-2 text-muted text-sm">
                {commit.author} <Time at={commit.at} show="absolute" /> <Sha value={commit.sha} canCopy={false} />
              </span>
            </li>
          ))}
        </ol>
      </details>
    </li>
  )
}
