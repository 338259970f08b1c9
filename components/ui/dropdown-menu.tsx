'use client'

import { Check } from 'lucide-react'
import { DropdownMenu as Radix } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from './cn'
import { floatingStyle } from './popover'

export const DropdownMenu = Radix.Root
export const DropdownMenuTrigger = Radix.Trigger
export const DropdownMenuRadioGroup = Radix.RadioGroup

const itemStyle =
  'relative flex h-row select-none items-center gap-2 rounded-sm px-2 outline-none data-[highlighted]:bg-hover data-[disabled]:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0 cursor-default'

export function DropdownMenuContent({ className, ...props }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        sideOffset={6}
        collisionPadding={8}
        align="end"
        className={cn(floatingStyle, 'max-h-[70dvh] min-w-44 overflow-y-auto p-1', className)}
        {...props}
      />
    </Radix.Portal>
  )
}

interface ItemProps extends ComponentProps<typeof Radix.Item> {
  tone?: 'danger'
}

export const DropdownMenuItem = ({ className, tone, ...props }: ItemProps) => (
  <Radix.Item className={cn(itemStyle, tone === 'danger' && 'text-failed', className)} {...props} />
)

export const DropdownMenuRadioItem = ({ className, children, ...props }: ComponentProps<typeof Radix.RadioItem>) => (
  <Radix.RadioItem className={cn(itemStyle, 'pr-8', className)} {...props}>
    {children}
    <Radix.ItemIndicator className="absolute right-2">
      <Check />
    </Radix.ItemIndicator>
  </Radix.RadioItem>
)

export const DropdownMenuLabel = ({ className, ...props }: ComponentProps<typeof Radix.Label>) => (
  <Radix.Label className={cn('px-2 pt-2 pb-1 text-muted text-xs', className)} {...props} />
)

export const DropdownMenuSeparator = () => <Radix.Separator className="-mx-1 my-1 h-px bg-hairline" />
