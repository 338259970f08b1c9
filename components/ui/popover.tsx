'use client'

import { Popover as Radix } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from './cn'

export const Popover = Radix.Root
export const PopoverTrigger = Radix.Trigger
export const PopoverAnchor = Radix.Anchor
export const PopoverClose = Radix.Close

/** The one look of everything that floats over the page. */
export const floatingStyle = 'z-50 animate-appear rounded-md bg-raised text-ink shadow-overlay outline-none'

export function PopoverContent({ className, ...props }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        sideOffset={6}
        collisionPadding={8}
        className={cn(floatingStyle, 'max-w-[calc(100vw-16px)] p-3', className)}
        {...props}
      />
    </Radix.Portal>
  )
}
