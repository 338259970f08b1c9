'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useMemo, useRef } from 'react'
import { ActionError } from '@/components/ui/action-error'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Input } from '@/components/ui/input'
import { useAction } from '@/components/ui/use-action'
import { newIntentionKey } from './new-intention-key'
import { rebase } from './picked-set'
import type { PreviewSheetProps } from './preview-sheet'
import type { BranchActions } from './types'

type DeployFormProps = Omit<PreviewSheetProps, 'deploy' | 'isOpen' | 'onOpenChange'> & { deploy: BranchActions['deploy'] }

/** The act itself: a note if wanted, and a button that says what it does, to what, where. */
export function DeployForm(props: DeployFormProps) {
  const { application, environment, start, edit, change, picked, preview, isStale, startAt, deploy } = props
  const t = useTranslations('branches.deploy')
  const router = useRouter()
  const button = useRef<HTMLButtonElement>(null)
  const set = JSON.stringify(picked)
  // A changed set is another intention: its answer must never be the first one's.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the set is what the key stands for.
  const key = useMemo(newIntentionKey, [set])
  const { run, isPending, failure } = useAction(deploy, {
    onDone: ({ number }) => {
      change(() => null)
      router.push(`/deployments/${number}` as Route)
    },
    onFailed: ({ code }) => code === 'set-changed' && router.refresh(),
  })
  useEffect(() => {
    if (startAt === 'deploy') button.current?.focus()
  }, [startAt])

  const answer = preview.state === 'answered' ? preview.preview : null
  const isOpen = answer?.clean && !answer.gates.some(({ state }) => state === 'block') && !isStale
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!isOpen) return
    const note = String(new FormData(event.currentTarget).get('note'))
    const basedOn = edit ? edit.basedOn : start.deploymentId
    run({ application, environment: environment.slug, key, branches: picked, basedOn, note })
  }
  const loadNew = isStale && edit && (
    <Button size="sm" onClick={() => change((current) => current && rebase(start, current))}>
      {t('loadNew')}
    </Button>
  )
  return (
    <form onSubmit={submit} className="flex w-full flex-col gap-2.5">
      {failure?.code !== 'set-changed' || isStale ? <ActionError failure={failure} now={loadNew} /> : null}
      {isStale && !failure && (
        <p className="flex flex-wrap items-center gap-3">
          <span className="min-w-0 flex-1">{t('stale', { number: start.number ?? 0, by: start.by ?? '' })}</span>
          {loadNew}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Input name="note" aria-label={t('note')} placeholder={t('note')} maxLength={2000} className="w-auto min-w-40 flex-1" />
        <Button
          ref={button}
          type="submit"
          variant="primary"
          isPending={isPending}
          aria-disabled={!isOpen || undefined}
          className={cn('max-sm:w-full', !isOpen && 'opacity-50 hover:opacity-50')}
        >
          {t('act', { count: picked.length, environment: environment.name })}
        </Button>
      </div>
    </form>
  )
}
