'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { EnvironmentBadge } from '@/components/ui/environment-badge'
import { useShortcut } from '@/components/ui/use-shortcut'
import type { BranchView } from '@/lib/branches/view'
import { differences, type Edit, isStale, type PickedBranch, rebase, type StartSet, wouldDrop } from './picked-set'
import type { BranchActions, EnvironmentChoice } from './types'
import { usePreview } from './use-preview'
import { verdictOf } from './verdict'
import { VerdictMark } from './verdict-mark'

/** Comes when it is first opened; ticking alone never needs it. */
const PreviewSheet = dynamic(() => import('./preview-sheet').then((module) => module.PreviewSheet), { ssr: false })

interface DeployTrayProps {
  application: { slug: string }
  environment: EnvironmentChoice
  start: StartSet
  ofStart: BranchView[]
  page: { fetchedAt: string | null }
  edit: Edit | null
  change: (next: (edit: Edit | null) => Edit | null) => void
  picked: PickedBranch[]
  canDeploy: boolean
  actions: BranchActions
}

/** Stays at the foot of the page: what the set was, what it would be, whether that fits, and the way on. */
export function DeployTray(props: DeployTrayProps) {
  const { application, environment, start, edit, change, picked, canDeploy, actions } = props
  const t = useTranslations('branches.tray')
  const [open, setOpen] = useState<'preview' | 'deploy' | null>(null)
  const [wasOpened, setOpened] = useState(false)
  const show = (what: 'preview' | 'deploy') => {
    setOpen(what)
    setOpened(true)
  }
  useShortcut('p', () => show('preview'))
  useShortcut('d', () => canDeploy && show('deploy'))

  const moved = movedBranches(start, picked)
  const stale = isStale(start, edit)
  const preview = usePreview(
    actions.preview,
    { application: application.slug, environment: environment.slug, branches: picked },
    { revision: `${start.deploymentId} ${props.page.fetchedAt}`, isWanted: edit !== null || moved.length > 0 || open !== null },
  )
  const verdict = verdictOf(preview, stale && edit ? wouldDrop(start, edit) : null)
  const { added, removed } = differences(start, picked)
  const changes = [
    added.length > 0 && `+${added.length}`,
    removed.length > 0 && `−${removed.length}`,
    moved.length > 0 && t('moved', { count: moved.length }),
  ].filter(Boolean)

  return (
    <section
      aria-label={t('label')}
      className="sticky bottom-14 z-10 -mx-4 mt-auto flex flex-wrap items-center gap-x-4 gap-y-2 border-t bg-raised px-4 py-2.5 md:bottom-0 md:-mb-12"
    >
      <span className="flex flex-wrap items-center gap-x-2">
        <EnvironmentBadge tier={environment.tier}>{environment.name}</EnvironmentBadge>
        <span>
          {picked.length === start.branches.length
            ? t('branches', { count: picked.length })
            : t('change', { before: start.branches.length, count: picked.length })}
        </span>
        {changes.length > 0 && <span className="text-muted">({changes.join(', ')})</span>}
      </span>
      <span className="min-w-0 flex-1 basis-60">
        {canDeploy ? <VerdictMark verdict={verdict} start={start} /> : <span className="text-muted">{t('noRight')}</span>}
      </span>
      {stale && edit && <Button onClick={() => change((current) => current && rebase(start, current))}>{t('loadNew')}</Button>}
      {edit && !stale && (
        <Button variant="ghost" onClick={() => change(() => null)}>
          {t('reset')}
        </Button>
      )}
      <span className="flex gap-2 max-sm:w-full [&>*]:max-sm:flex-1">
        <Button aria-keyshortcuts="p" onClick={() => show('preview')}>
          {t('preview')}
        </Button>
        {canDeploy && (
          <Button variant="primary" aria-keyshortcuts="d" onClick={() => show('deploy')}>
            {t('deploy')}
          </Button>
        )}
      </span>
      {wasOpened && (
        <PreviewSheet
          isOpen={open !== null}
          startAt={open ?? 'preview'}
          onOpenChange={(isOpen) => setOpen(isOpen ? 'preview' : null)}
          application={application.slug}
          environment={environment}
          start={start}
          edit={edit}
          change={change}
          picked={picked}
          preview={preview}
          isStale={stale}
          deploy={canDeploy ? actions.deploy : undefined}
        />
      )}
    </section>
  )
}

/** Branches of the set that have newer commits than the set was made with. */
const movedBranches = (start: StartSet, picked: PickedBranch[]) =>
  start.branches.filter(({ name, sha }) => {
    const now = picked.find((branch) => branch.name === name)
    return sha && now?.sha && now.sha !== sha
  })
