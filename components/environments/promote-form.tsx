'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import { newIntentionKey } from '@/components/branches/new-intention-key'
import { ActionError } from '@/components/ui/action-error'
import type { ActionFailure } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { DialogClose, DialogContent } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/input'
import { ProgressBar } from '@/components/ui/progress-bar'
import { useAction } from '@/components/ui/use-action'
import type { PromotionPreview } from '@/lib/deployments/preview-promotion'
import type { PromoteDialogProps } from './promote-dialog'
import { PromotionDifference } from './promotion-difference'

interface PromoteFormProps extends Omit<PromoteDialogProps, 'preview'> {
  /** null: not known yet. */
  preview: PromotionPreview | null
  /** Why it is not known. */
  failure: ActionFailure | null
  onDone: () => void
}

/** Lives as long as the dialog is open: one opening is one intention. */
export function PromoteForm({ application, from, to, promote, preview, failure: unknown, onDone }: PromoteFormProps) {
  const t = useTranslations('environments.promote')
  const common = useTranslations('common')
  const router = useRouter()
  const form = useId()
  const [key] = useState(newIntentionKey)
  const [note, setNote] = useState('')
  const { run, isPending, failure } = useAction(promote, {
    onDone: ({ number }) => {
      onDone()
      router.push(`/deployments/${number}` as Route)
    },
  })
  const isBlocked = preview?.gates.some(({ state }) => state === 'block') ?? true
  const names = { number: from.number, from: from.slug, to: to.slug }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    run({ application, environment: to.slug, from: from.slug, note, key })
  }
  return (
    <DialogContent
      title={t('title', names)}
      description={t('what')}
      className="sm:max-w-xl"
      footer={
        <>
          <DialogClose asChild>
            <Button>{common('cancel')}</Button>
          </DialogClose>
          <Button type="submit" form={form} variant="primary" isPending={isPending} disabled={isBlocked}>
            {to.asksApproval ? t('ask', names) : t('confirm', names)}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        {preview && <PromotionDifference preview={preview} to={to.slug} />}
        {!preview && !unknown && <ProgressBar label={t('asking')} />}
        <ActionError failure={unknown} />
        <Field label={t('note')} hint={to.asksApproval ? t('noteForApprovers') : undefined}>
          <Textarea
            rows={2}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
            className="min-h-14"
          />
        </Field>
        <ActionError failure={failure} />
      </form>
    </DialogContent>
  )
}
