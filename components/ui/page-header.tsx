import type { ReactNode } from 'react'

interface PageHeaderProps {
  /** The page's only h1. */
  title: ReactNode
  /** Where we are: a link back to what contains this page. */
  eyebrow?: ReactNode
  description?: ReactNode
  actions?: ReactNode
}

export function PageHeader({ title, eyebrow, description, actions }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 pb-4">
      <div className="min-w-0">
        {eyebrow && <div className="flex flex-wrap items-center gap-1.5 text-muted text-sm">{eyebrow}</div>}
        <h1 className="flex flex-wrap items-center gap-2">{title}</h1>
        {description && <div className="mt-0.5 max-w-prose text-pretty text-muted">{description}</div>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  )
}
