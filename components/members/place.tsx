import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import type { Tier } from '@/prisma/generated/enums'

/** Where a role counts: everywhere, in one application, in one tier of it. */
export function Place({ application, tier }: { application: string | null; tier: Tier | null }) {
  const t = useTranslations('members')
  const tierName = useTranslations('common.tier')
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      {application ? <code>{application}</code> : t('everywhere')}
      {tier && <Badge>{tierName(tier)}</Badge>}
    </span>
  )
}
