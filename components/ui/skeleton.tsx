import { cn } from './cn'

export const Skeleton = ({ className }: { className?: string }) => (
  <span aria-hidden className={cn('block h-4 rounded-sm bg-hover', className)} />
)

/** The shape of a list while it loads; appears only after a moment, so that quick pages do not flash. */
export const SkeletonRows = ({ count = 6 }: { count?: number }) => (
  <div aria-hidden className="animate-[appear_150ms_150ms_both]">
    {Array.from({ length: count }, (_, index) => index).map((index) => (
      <div key={index} className="flex h-row items-center gap-4 border-b">
        <Skeleton className="w-4" />
        <Skeleton className="w-1/3" />
        <Skeleton className="w-1/5" />
        <Skeleton className="ml-auto w-16" />
      </div>
    ))}
  </div>
)
