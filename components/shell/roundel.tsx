import { cn } from '@/components/ui/cn'

/** A station on its line. */
export const Roundel = ({ className }: { className?: string }) => (
  <svg aria-hidden viewBox="0 0 24 24" className={cn('size-6', className)} fill="none" stroke="currentColor">
    <path d="M1 12h5m12 0h5" strokeWidth="3" />
    <circle cx="12" cy="12" r="6.5" strokeWidth="3" />
  </svg>
)
