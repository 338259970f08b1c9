'use client'

import { ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'

interface GroupHeadProps {
  isFolded: boolean
  count: number
  onTurn: (isFolded: boolean) => void
  children: ReactNode
}

/** The head of lines that belong together; folds them. */
export function GroupHead({ isFolded, count, onTurn, children }: GroupHeadProps) {
  const t = useTranslations('logs')
  return (
    <button
      type="button"
      aria-expanded={!isFolded}
      onClick={() => onTurn(!isFolded)}
      className="sticky left-0 flex h-8 w-full max-w-[100cqw] select-none items-center gap-2 px-3 font-sans text-base hover:bg-hover"
    >
      <ChevronRight aria-hidden className={cn('size-4 text-muted transition-transform', !isFolded && 'rotate-90')} />
      {children}
      <span className="ml-auto text-muted text-sm">{t('lines', { count })}</span>
    </button>
  )
}
