'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Action } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/input'
import { toast } from '@/components/ui/toast'

interface RejectButtonProps {
  id: string
  application: string
  /** The environment's slug. */
  place: string
  number: number
  reject: Action<{ id: string; comment: string }>
}

/** A no ends the deployment, so it says why. */
export function RejectButton({ id, reject, ...about }: RejectButtonProps) {
  const t = useTranslations('approvals.reject')
  const [comment, setComment] = useState('')
  return (
    <ConfirmDialog
      trigger={<Button size="lg">{t('button')}</Button>}
      title={t('title', about)}
      description={t('description')}
      confirm={t('submit', about)}
      tone="danger"
      action={reject}
      input={{ id, comment }}
      onDone={() => toast(t('done', about))}
    >
      <Field label={t('comment')}>
        <Textarea value={comment} onChange={(event) => setComment(event.target.value)} required maxLength={2000} />
      </Field>
    </ConfirmDialog>
  )
}
