import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cn } from './cn'

/** 16 px on touch, or phones zoom into the field. */
const controlStyle =
  'w-full rounded-md border border-control bg-raised px-2.5 placeholder:text-muted disabled:opacity-50 pointer-coarse:text-lg aria-invalid:border-failed focus-visible:outline-offset-0'

export const Input = ({ className, ...props }: ComponentProps<'input'>) => (
  <input className={cn(controlStyle, 'h-9 pointer-coarse:h-11', className)} {...props} />
)

export const Textarea = ({ className, ...props }: ComponentProps<'textarea'>) => (
  <textarea rows={3} className={cn(controlStyle, 'min-h-20 py-2', className)} {...props} />
)

/** The browser's own list: phones show their wheel, and it costs no script. */
export function Select({ className, children, ...props }: ComponentProps<'select'>) {
  return (
    <span className={cn('relative block', className)}>
      <select className={cn(controlStyle, 'h-9 appearance-none pr-8 pointer-coarse:h-11')} {...props}>
        {children}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-muted" />
    </span>
  )
}
