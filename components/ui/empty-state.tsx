import type { ReactNode } from 'react'

interface EmptyStateProps {
  /** One sentence: what is not there yet, and how it comes. */
  children: ReactNode
  /** One button or link. */
  action?: ReactNode
}

/** A line whose stations are still hollow. */
export function EmptyState({ children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-4 px-4 py-12 text-center">
      <svg aria-hidden viewBox="0 0 200 16" className="h-4 w-50 text-control" fill="var(--paper)" stroke="currentColor">
        <path d="M8 8h184" strokeWidth="1.5" />
        {[8, 69, 131, 192].map((x) => (
          <circle key={x} cx={x} cy="8" r="5.5" strokeWidth="1.5" />
        ))}
      </svg>
      <p className="max-w-md text-muted">{children}</p>
      {action}
    </div>
  )
}
