'use client'

import { useTranslations } from 'next-intl'
import type { Action } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { toast } from '@/components/ui/toast'

/** For who may remove the demo: what it is, and the way to be rid of it. */
export function DemoNote({ remove }: { remove: Action<Record<string, never>> }) {
  const t = useTranslations('board.demo')
  return (
    <div className="mb-5 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md border px-3.5 py-2">
      <p className="min-w-0 flex-1 basis-64 text-muted">{t('what')}</p>
      <ConfirmDialog
        trigger={<Button size="sm">{t('remove')}</Button>}
        title={t('confirmTitle')}
        description={t('confirmWhat')}
        confirm={t('confirm')}
        tone="danger"
        action={remove}
        input={{}}
        onDone={() => toast(t('removed'))}
      />
    </div>
  )
}
