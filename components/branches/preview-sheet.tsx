'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ActionError } from '@/components/ui/action-error'
import { Button } from '@/components/ui/button'
import { ProgressBar } from '@/components/ui/progress-bar'
import { Sheet, SheetContent } from '@/components/ui/sheet'
import type { PreviewView } from '@/lib/deployments/preview-deployment'
import { ChangeList } from './change-list'
import { DeployForm } from './deploy-form'
import { GateList } from './gate-list'
import { type Edit, type PickedBranch, replace, type StartSet } from './picked-set'
import { TrackMap } from './track-map'
import type { BranchActions, EnvironmentChoice } from './types'
import type { PreviewState } from './use-preview'

export interface PreviewSheetProps {
  isOpen: boolean
  /** Where the focus goes: to what is shown, or to the button that deploys. */
  startAt: 'preview' | 'deploy'
  onOpenChange: (isOpen: boolean) => void
  application: string
  environment: EnvironmentChoice
  start: StartSet
  edit: Edit | null
  change: (next: (edit: Edit | null) => Edit | null) => void
  picked: PickedBranch[]
  preview: PreviewState
  isStale: boolean
  /** Absent: the reader may not deploy here. */
  deploy?: BranchActions['deploy']
}

/** The difference before the act: how the tracks join, what changes, what stands in the way, and then the button. */
export function PreviewSheet(props: PreviewSheetProps) {
  const { isOpen, onOpenChange, environment, start, change, picked, preview, deploy } = props
  const t = useTranslations('branches.preview')
  const keep = (names: string[]) =>
    change((edit) =>
      replace(
        start,
        edit,
        picked.filter(({ name }) => names.includes(name)),
      ),
    )
  const untick = (name: string) => keep(picked.map((branch) => branch.name).filter((other) => other !== name))
  return (
    <Sheet open={isOpen} onOpenChange={onOpenChange}>
      <SheetContent
        title={t('title', { environment: environment.name })}
        className="sm:max-w-xl"
        footer={deploy && <DeployForm key={String(isOpen)} {...props} deploy={deploy} />}
      >
        {preview.state === 'asking' && (
          <div role="status" className="pb-4">
            <ProgressBar label={t('asking')} />
            <p className="pt-2 text-muted">{t('asking')}</p>
          </div>
        )}
        {preview.state === 'failed' && <ActionError failure={preview.failure} />}
        {preview.state === 'answered' && (
          <Answer preview={preview.preview} environment={environment.name} untick={deploy && untick} keep={deploy && keep} />
        )}
      </SheetContent>
    </Sheet>
  )
}

interface AnswerProps {
  preview: PreviewView
  environment: string
  untick?: (name: string) => void
  keep?: (names: string[]) => void
}

function Answer({ preview, environment, untick, keep }: AnswerProps) {
  const t = useTranslations('branches.preview')
  const { clean, largestCleanSubset, branches } = preview
  return (
    <>
      <p className="pb-3">{clean ? t('clean', { count: branches.length }) : t('conflict', { environment })}</p>
      <TrackMap preview={preview} environment={environment} onUntick={untick} />
      {!clean && keep && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 pt-3">
          <Button onClick={() => keep(largestCleanSubset)}>{t('keepLargest', { count: largestCleanSubset.length })}</Button>
          <span className="min-w-0 text-muted text-sm">{t('keepWhat')}</span>
        </div>
      )}
      <Part title={t('changes', { environment })}>
        <ChangeList preview={preview} />
      </Part>
      <Part title={t('gates')}>
        <GateList gates={preview.gates} />
      </Part>
    </>
  )
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="mt-5 border-t pt-3">
    <h3 className="pb-1.5 font-semibold">{title}</h3>
    {children}
  </section>
)
