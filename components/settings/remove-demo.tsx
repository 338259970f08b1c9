'use client'

import { useTranslations } from 'next-intl'
import type { Action } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { toast } from '@/components/ui/toast'

interface RemoveDemoProps {
  remove: Action<Record<string, never>>
  /** Leaves a page that goes with the demo. */
  onRemoved?: () => void
}

export function RemoveDemo({ remove, onRemoved }: RemoveDemoProps) {
  const t = useTranslations('demo')
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p className="max-w-prose text-muted">{t('what')}</p>
      <ConfirmDialog
        trigger={<Button>{t('remove')}</Button>}
        title={t('confirmTitle')}
        description={t('confirmWhat')}
        confirm={t('confirm')}
        tone="danger"
        action={remove}
        input={{}}
        onDone={() => {
          toast(t('removed'))
          onRemoved?.()
        }}
      />
    </div>
  )
}
