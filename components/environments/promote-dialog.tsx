'use client'

import { ArrowRight } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { newIntentionKey } from '@/components/branches/new-intention-key'
import { ActionError } from '@/components/ui/action-error'
import type { Action } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/input'
import { ProgressBar } from '@/components/ui/progress-bar'
import { useAction } from '@/components/ui/use-action'
import type { PromotionPreview } from '@/lib/deployments/preview-promotion'
import { PromotionDifference } from './promotion-difference'

interface PromoteDialogProps {
  application: string
  /** From where, and what is live there. */
  from: { slug: string; number: number }
  to: { slug: string; asksApproval: boolean }
  preview: Action<{ application: string; environment: string; from: string }, PromotionPreview>
  promote: Action<{ application: string; environment: string; from: string; note: string; key: string }, { number: number }>
}

/** Brings exactly what is live here to the next environment, after showing what that changes there. */
export function PromoteDialog(props: PromoteDialogProps) {
  const t = useTranslations('environments.promote')
  const [isOpen, setOpen] = useState(false)
  const { application, from, to } = props
  const [preview, setPreview] = useState<PromotionPreview | null>(null)
  const asking = useAction(props.preview, { onDone: setPreview })
  const change = (next: boolean) => {
    setOpen(next)
    setPreview(null)
    if (next) asking.run({ application, environment: to.slug, from: from.slug })
  }
  return (
    <Dialog open={isOpen} onOpenChange={change}>
      <DialogTrigger asChild>
        <Button>
          {t('open', { to: to.slug })}
          <ArrowRight />
        </Button>
      </DialogTrigger>
      {isOpen && (
        <PromoteForm {...props} preview={preview} onDone={() => setOpen(false)}>
          {preview && <PromotionDifference preview={preview} to={to.slug} />}
          {!preview && !asking.failure && <ProgressBar label={t('asking')} />}
          <ActionError failure={asking.failure} />
        </PromoteForm>
      )}
    </Dialog>
  )
}

interface PromoteFormProps extends Omit<PromoteDialogProps, 'preview'> {
  preview: PromotionPreview | null
  children: ReactNode
  onDone: () => void
}

function PromoteForm({ application, from, to, promote, preview, children, onDone }: PromoteFormProps) {
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
        {children}
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
