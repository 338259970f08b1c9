import type { ReactNode } from 'react'
import type { Tier } from '@/prisma/generated/enums'
import { cn } from './cn'

/** Hues that no status has. Production is ink: the only inverted plate. */
const plates: Record<Tier, string> = {
  development: 'border-development/40 text-development',
  testing: 'border-testing/40 text-testing',
  staging: 'border-staging/40 text-staging',
  production: 'border-ink bg-ink text-paper',
}

export const tierText: Record<Tier, string> = {
  development: 'text-development',
  testing: 'text-testing',
  staging: 'text-staging',
  production: 'text-ink',
}

interface EnvironmentBadgeProps {
  tier: Tier
  /** The environment's name or slug. */
  children: ReactNode
  className?: string
}

export const EnvironmentBadge = ({ tier, children, className }: EnvironmentBadgeProps) => (
  <span className={cn('inline-flex h-5 items-center rounded-sm border px-1.5 font-medium text-xs', plates[tier], className)}>
    {children}
  </span>
)
