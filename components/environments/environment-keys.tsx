'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { toast } from '@/components/ui/toast'
import { useShortcut } from '@/components/ui/use-shortcut'

/** The keys of an environment's page: `d` deploy, `c` copy the link. The rollback dialog hears `r` itself. */
export function EnvironmentKeys({ deployHref }: { deployHref: string | null }) {
  const t = useTranslations('environments')
  const router = useRouter()
  useShortcut('d', () => deployHref && router.push(deployHref as Route))
  useShortcut('c', () => {
    navigator.clipboard?.writeText(location.href).then(
      () => toast(t('linkCopied')),
      () => toast.error(t('linkNotCopied')),
    )
  })
  return null
}
