'use client'

import { useTranslations } from 'next-intl'
import { RemoveDemoButton } from '@/components/settings/remove-demo-button'
import type { Action } from '@/components/ui/action-result'

/** For who may remove the demo: what it is, and the way to be rid of it. */
export function DemoNote({ remove }: { remove: Action<Record<string, never>> }) {
  const t = useTranslations('board')
  return (
    <div className="mb-5 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md border px-3.5 py-2">
      <p className="min-w-0 flex-1 basis-64 text-muted">{t('demo')}</p>
      <RemoveDemoButton remove={remove} size="sm" />
    </div>
  )
}
