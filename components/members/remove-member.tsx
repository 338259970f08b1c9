'use client'

import { useTranslations } from 'next-intl'
import type { Action } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { toast } from '@/components/ui/toast'

export function RemoveMember({ id, name, remove }: { id: string; name: string; remove: Action<{ id: string }> }) {
  const t = useTranslations('members')
  const common = useTranslations('common')
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" aria-label={t('removeName', { name })}>
          {common('remove')}
        </Button>
      }
      title={t('removeName', { name })}
      description={t('removeWhat')}
      confirm={t('removeName', { name })}
      tone="danger"
      action={remove}
      input={{ id }}
      onDone={() => toast(t('removed', { name }))}
    />
  )
}
