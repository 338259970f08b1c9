'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import { ActionError } from '@/components/ui/action-error'
import type { Action } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/input'
import { Sha } from '@/components/ui/sha'
import { Sheet, SheetClose, SheetContent, SheetTrigger } from '@/components/ui/sheet'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import type { Strategy } from '@/lib/environments/input'

interface ApproveButtonProps {
  id: string
  application: string
  /** The environment's slug. */
  place: string
  number: number
  digest: string
  imageId: string | null
  strategy: Strategy['kind']
  /** How long it usually takes from here on, or null when there is no example. */
  etaMs: number | null
  /** How many more people have to say yes after this one. */
  othersNeeded: number
  approve: Action<{ id: string; digest: string; comment: string }>
}

/** Opens a sheet that says what a yes does and to what exactly it is given. */
export function ApproveButton(props: ApproveButtonProps) {
  const { id, application, place, number, digest, imageId, approve } = props
  const about = { application, place, number }
  const t = useTranslations('approvals.approve')
  const common = useTranslations('common')
  const form = useId()
  const [isOpen, setOpen] = useState(false)
  const { run, isPending, failure, fieldError, reset } = useAction(approve, {
    onDone: () => {
      setOpen(false)
      toast(t('done', about))
    },
  })
  const change = (next: boolean) => {
    setOpen(next)
    reset()
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    run({ id, digest, comment: String(new FormData(event.currentTarget).get('comment') ?? '') })
  }
  return (
    <Sheet open={isOpen} onOpenChange={change}>
      <SheetTrigger asChild>
        <Button variant="primary" size="lg">
          {t('button')}
        </Button>
      </SheetTrigger>
      <SheetContent
        side="bottom"
        className="mx-auto w-full max-w-2xl"
        title={t('title', about)}
        footer={
          <>
            <SheetClose asChild>
              <Button size="lg">{common('cancel')}</Button>
            </SheetClose>
            <Button type="submit" form={form} variant="primary" size="lg" isPending={isPending} className="flex-1 sm:flex-none">
              {t('submit', about)}
            </Button>
          </>
        }
      >
        <form id={form} onSubmit={submit} className="flex flex-col gap-4">
          <p>
            <Start {...props} />
          </p>
          <p className="flex flex-wrap items-center gap-x-1.5 text-muted">
            {t('boundTo')} <Sha value={imageId ?? digest} canCopy={false} className="text-ink" />
            <span>{t('newBuild')}</span>
          </p>
          <Field label={t('comment')} error={fieldError('comment')}>
            <Textarea name="comment" maxLength={2000} rows={2} />
          </Field>
          <ActionError failure={failure} />
        </form>
      </SheetContent>
    </Sheet>
  )
}

function Start({ othersNeeded, strategy, etaMs }: Pick<ApproveButtonProps, 'othersNeeded' | 'strategy' | 'etaMs'>) {
  const t = useTranslations('approvals.approve')
  if (othersNeeded > 0) return t('startsLater', { count: othersNeeded })
  const how = t(`strategy.${strategy}`)
  if (etaMs === null) return t('startsNow', { how })
  const seconds = Math.max(1, Math.round(etaMs / 1000))
  const about = seconds < 90 ? t('seconds', { count: seconds }) : t('minutes', { count: Math.round(seconds / 60) })
  return t('startsNowFor', { how, about })
}
