'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import { isAt, places } from './places'

/** Along the top of a wide page. `needsYou` stands beside Approvals. */
export function TopNav({ needsYou }: { needsYou?: ReactNode }) {
  const t = useTranslations('shell')
  const path = usePathname()
  return (
    <nav aria-label={t('navigation')} className="hidden h-full md:flex">
      {places.map(({ name, href }) => (
        <Link
          key={name}
          href={href}
          aria-current={isAt(path, href) ? 'page' : undefined}
          className="-mb-px flex items-center gap-1.5 border-transparent border-b-2 px-3 text-muted hover:text-ink aria-[current=page]:border-ink aria-[current=page]:text-ink"
        >
          {t(`nav.${name}`)}
          {name === 'approvals' && needsYou}
        </Link>
      ))}
    </nav>
  )
}

/** Along the foot of a phone, in reach of a thumb. */
export function BottomNav({ needsYou }: { needsYou?: ReactNode }) {
  const t = useTranslations('shell')
  const path = usePathname()
  return (
    <nav
      aria-label={t('navigation')}
      className="fixed inset-x-0 bottom-0 z-20 grid grid-cols-5 border-t bg-paper pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {places.map(({ name, href, icon: Icon }) => {
        const isHere = isAt(path, href)
        return (
          <Link
            key={name}
            href={href}
            aria-current={isHere ? 'page' : undefined}
            className={cn(
              'relative flex h-14 flex-col items-center justify-center gap-0.5 text-[11px]',
              isHere ? 'font-medium text-ink' : 'text-muted',
            )}
          >
            {isHere && <span aria-hidden className="absolute inset-x-4 -top-px h-0.5 bg-ink" />}
            <Icon aria-hidden className="size-5" strokeWidth={isHere ? 2.2 : 1.7} />
            <span className="max-w-full truncate px-0.5">{t(`nav.${name}`)}</span>
            {name === 'approvals' && needsYou && <span className="absolute top-1 left-[calc(50%+6px)]">{needsYou}</span>}
          </Link>
        )
      })}
    </nav>
  )
}
