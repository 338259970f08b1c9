'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import { tierText } from '@/components/ui/environment-badge'
import { deploymentFaces, otherFaces, StatusGlyph } from '@/components/ui/status'
import type { DeploymentStatus, Tier } from '@/prisma/generated/enums'

export interface TabStation {
  slug: string
  name: string
  tier: Tier
  isStopped: boolean
  isLive: boolean
  /** The newest attempt, unless it is the live one. */
  attempt: DeploymentStatus | null
}

interface ApplicationTabsProps {
  application: string
  stations: TabStation[]
}

/** The pages of an application; its environments stand among them as stations on their line. */
export function ApplicationTabs({ application, stations }: ApplicationTabsProps) {
  const t = useTranslations('applications.tabs')
  const base = `/apps/${application}`
  return (
    <nav aria-label={t('label')} className="relative -mx-4 mb-5 flex items-stretch gap-5 overflow-x-auto border-b px-4">
      <TabLink href={`${base}/branches`}>{t('branches')}</TabLink>
      {stations.length > 0 && (
        <ol className="flex items-stretch">
          {stations.map((station, index) => (
            <li key={station.slug} className="flex items-stretch">
              {index > 0 && <span aria-hidden className="mx-2 w-5 shrink-0 self-center border-control border-b-2" />}
              <TabLink href={`${base}/envs/${station.slug}`}>
                <StationGlyph station={station} />
                <span className={cn('font-medium', tierText[station.tier])}>{station.name}</span>
              </TabLink>
            </li>
          ))}
        </ol>
      )}
      <TabLink href={`${base}/releases`}>{t('releases')}</TabLink>
      <TabLink href={`${base}/config`}>{t('config')}</TabLink>
      <TabLink href={`${base}/settings`}>{t('settings')}</TabLink>
    </nav>
  )
}

function TabLink({ href, children }: { href: string; children: ReactNode }) {
  const path = usePathname()
  const isHere = path === href || path.startsWith(`${href}/`)
  return (
    <Link
      href={href as Route}
      prefetch={false}
      aria-current={isHere ? 'page' : undefined}
      className="inline-flex h-10 items-center gap-1.5 whitespace-nowrap border-transparent border-b-2 text-muted hover:text-ink aria-[current=page]:border-ink aria-[current=page]:text-ink pointer-coarse:h-11"
    >
      {children}
    </Link>
  )
}

function StationGlyph({ station: { isLive, isStopped, attempt } }: { station: TabStation }) {
  const t = useTranslations('status')
  const isOver = attempt === 'cancelled' || attempt === 'rejected' || attempt === 'expired' || attempt === 'superseded'
  const status = attempt && !(isLive && isOver) ? attempt : isLive ? 'live' : null
  const other = isStopped && isLive ? 'stopped' : 'never-deployed'
  const isOther = status === null || (status === 'live' && isStopped)
  return (
    <>
      <StatusGlyph face={isOther ? otherFaces[other] : deploymentFaces[status]} />
      <span className="sr-only">{isOther ? t(`other.${other}`) : t(`deployment.${status}`)}</span>
    </>
  )
}
