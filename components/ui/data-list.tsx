import type { ReactNode } from 'react'
import { cn } from './cn'

interface DataListProps {
  items: { term: ReactNode; value: ReactNode; key?: string }[]
  className?: string
}

/** Facts as term and value, one hairline row each; on a phone the value stands below its term. */
export function DataList({ items, className }: DataListProps) {
  return (
    <dl className={cn('grid', className)}>
      {items.map(({ term, value, key }, index) => (
        <div
          key={key ?? (typeof term === 'string' ? term : index)}
          className="grid min-h-row content-center gap-x-4 border-b py-1.5 sm:grid-cols-[minmax(8rem,1fr)_2fr]"
        >
          <dt className="text-muted">{term}</dt>
          <dd className="min-w-0">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
