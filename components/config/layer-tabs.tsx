'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { tierText } from '@/components/ui/environment-badge'
import type { Tier } from '@/prisma/generated/enums'

interface LayerTabsProps {
  application: string
  environments: { slug: string; name: string; tier: Tier }[]
}

/** The application's own layer, then one for each environment. */
export function LayerTabs({ application, environments }: LayerTabsProps) {
  const t = useTranslations('config')
  const path = usePathname()
  const base = `/apps/${application}/config`
  const layers = [{ href: base, name: t('everywhere'), tone: '' }].concat(
    environments.map(({ slug, name, tier }) => ({ href: `${base}/${slug}`, name, tone: tierText[tier] })),
  )
  return (
    <nav aria-label={t('layers')} className="mb-4 flex gap-1 overflow-x-auto">
      {layers.map(({ href, name, tone }) => (
        <Link
          prefetch={false}
          key={href}
          href={href as Route}
          aria-current={path === href ? 'page' : undefined}
          className={`inline-flex h-9 items-center whitespace-nowrap rounded-md px-3 hover:bg-hover aria-[current=page]:bg-hover aria-[current=page]:font-medium pointer-coarse:h-11 ${tone}`}
        >
          {name}
        </Link>
      ))}
    </nav>
  )
}
