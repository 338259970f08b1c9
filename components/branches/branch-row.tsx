'use client'

import { useTranslations } from 'next-intl'
import { memo, useId } from 'react'
import { Badge } from '@/components/ui/badge'
import { Checkbox } from '@/components/ui/checkbox'
import { cn } from '@/components/ui/cn'
import { tierText } from '@/components/ui/environment-badge'
import { Person } from '@/components/ui/person'
import { StatusGlyph } from '@/components/ui/status'
import { Cell, Row, rowHover } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { BranchView } from '@/lib/branches/view'
import type { PickedBranch } from './picked-set'
import type { EnvironmentChoice } from './types'

interface BranchRowProps {
  branch: BranchView
  /** Its place in the merge order, from 1; null: not ticked. */
  order: number | null
  environments: EnvironmentChoice[]
  onToggle?: (branch: PickedBranch) => void
}

/** A row on a wide page, two lines on a phone. */
export const BranchRow = memo(function BranchRow({ branch, order, environments, onToggle }: BranchRowProps) {
  const t = useTranslations('branches')
  const id = useId()
  const { name, sha, subject, author, ahead, behind, isBase } = branch
  return (
    <Row className={cn(rowHover, 'scroll-my-32', order !== null && 'bg-hover')}>
      {onToggle && (
        <Cell className="w-14 align-top md:align-middle">
          {!isBase && (
            <label htmlFor={id} className="flex min-h-[calc(var(--row)-8px)] items-center gap-2 pl-1">
              <Checkbox
                id={id}
                checked={order !== null}
                onChange={() => onToggle({ name, sha })}
                aria-labelledby={`${id}-name`}
              />
              {order !== null && (
                <span className="text-muted text-xs" title={t('order', { order })}>
                  {order}
                </span>
              )}
            </label>
          )}
        </Cell>
      )}
      <Cell className="max-md:w-full max-md:max-w-0">
        <label htmlFor={id} id={`${id}-name`} className="block truncate font-medium max-md:pt-1" title={name}>
          {name}
          {isBase && <Badge className="ml-2">{t('base')}</Badge>}
        </label>
        <div className="pb-1 md:hidden">
          <p className="truncate text-muted text-sm">{subject}</p>
          <p className="flex flex-wrap items-center gap-x-3 text-muted text-sm">
            <span className="truncate">{author.name}</span>
            <Counts ahead={ahead} behind={behind} />
            <Time at={branch.committedAt} show="relative" />
            {environments.map((environment) => (
              <Presence key={environment.slug} branch={branch} environment={environment} isNamed />
            ))}
          </p>
        </div>
      </Cell>
      <Cell className="truncate text-muted max-md:hidden" title={`${sha.slice(0, 8)} ${subject}`}>
        {subject}
      </Cell>
      <Cell className="max-lg:hidden">
        <Person name={author.name} email={author.email} className="max-w-full" />
      </Cell>
      <Cell className="text-right text-muted max-lg:hidden">
        <Counts ahead={ahead} behind={behind} />
      </Cell>
      {environments.map((environment) => (
        <Cell key={environment.slug} className="pr-0 text-center max-md:hidden">
          <Presence branch={branch} environment={environment} />
        </Cell>
      ))}
      <Cell className="truncate text-right text-muted max-md:hidden">
        <Time at={branch.committedAt} show="relative" />
      </Cell>
    </Row>
  )
})

function Counts({ ahead, behind }: Pick<BranchView, 'ahead' | 'behind'>) {
  const t = useTranslations('branches')
  if (ahead === null || behind === null) return null
  return (
    <span title={t('counts', { ahead, behind })} className="whitespace-nowrap">
      <span aria-hidden>
        +{ahead} −{behind}
      </span>
      <span className="sr-only">{t('counts', { ahead, behind })}</span>
    </span>
  )
}

interface PresenceProps {
  branch: BranchView
  environment: EnvironmentChoice
  isNamed?: boolean
}

/** ● the newest commit runs there, ◐ an older one; nothing where it is not. */
function Presence({ branch, environment: { slug, name, tier }, isNamed }: PresenceProps) {
  const t = useTranslations('branches.presence')
  const place = branch.environments.find((found) => found.slug === slug)
  if (!place) return null
  const text = t(place.upToDate ? 'current' : 'older', { environment: name, sha: place.sha.slice(0, 8) })
  return (
    <span title={text} className={cn('inline-flex items-center gap-1 align-middle', tierText[tier])}>
      <StatusGlyph face={{ shape: place.upToDate ? 'disc' : 'half', tone: 'idle' }} className="text-current" />
      {isNamed ? <span aria-hidden>{name}</span> : null}
      <span className="sr-only">{text}</span>
    </span>
  )
}
