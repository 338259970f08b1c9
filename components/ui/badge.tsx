import { cva, type VariantProps } from 'class-variance-authority'
import type { ComponentProps } from 'react'
import { cn } from './cn'

const style = cva('inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-sm px-1.5 text-xs', {
  variants: {
    tone: {
      plain: 'border text-muted',
      live: 'bg-live-tint text-live',
      running: 'bg-running-tint text-running',
      waiting: 'bg-waiting-tint text-waiting',
      failed: 'bg-failed-tint text-failed',
      idle: 'bg-idle-tint text-idle',
    },
  },
  defaultVariants: { tone: 'plain' },
})

export const Badge = ({ tone, className, ...props }: ComponentProps<'span'> & VariantProps<typeof style>) => (
  <span className={cn(style({ tone }), className)} {...props} />
)
