import type { ReactNode } from 'react'
import { cn } from './cn'

interface SectionProps {
  title: ReactNode
  /** Beside the title. */
  actions?: ReactNode
  children: ReactNode
  className?: string
}

/** A part of a page under its own h2, set off by a hairline. */
export const Section = ({ title, actions, children, className }: SectionProps) => (
  <section className={cn('border-t pt-4 pb-8', className)}>
    <div className="flex min-h-9 flex-wrap items-center justify-between gap-2 pb-2">
      <h2>{title}</h2>
      {actions}
    </div>
    {children}
  </section>
)
