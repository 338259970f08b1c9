import type { ComponentProps } from 'react'
import { cn } from './cn'

/** Hairlines between rows, no box. `label` names the table for readers who do not see what is around it. */
export function Table({ className, label, ...props }: ComponentProps<'table'> & { label?: string }) {
  return (
    <div className="relative -mx-4 overflow-x-auto px-4 sm:mx-0 sm:px-0">
      <table aria-label={label} className={cn('w-full border-collapse text-left', className)} {...props} />
    </div>
  )
}

export const TableHead = ({ className, ...props }: ComponentProps<'thead'>) => (
  <thead className={cn('text-muted text-sm', className)} {...props} />
)

export const TableBody = (props: ComponentProps<'tbody'>) => <tbody {...props} />

export const Row = ({ className, ...props }: ComponentProps<'tr'>) => (
  <tr className={cn('h-row border-b aria-selected:bg-running-tint', className)} {...props} />
)

/** A body row under the pointer. */
export const rowHover = 'hover:bg-hover'

export const HeadCell = ({ className, ...props }: ComponentProps<'th'>) => (
  <th scope="col" className={cn('whitespace-nowrap py-1 pr-4 font-normal last:pr-0', className)} {...props} />
)

export const Cell = ({ className, ...props }: ComponentProps<'td'>) => (
  <td className={cn('py-1 pr-4 last:pr-0', className)} {...props} />
)
