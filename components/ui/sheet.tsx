'use client'

import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from './cn'
import { overlayStyle, PanelFoot, PanelHead } from './dialog'

export const Sheet = Radix.Root
export const SheetTrigger = Radix.Trigger
export const SheetClose = Radix.Close

interface SheetContentProps {
  title: ReactNode
  description?: ReactNode
  children: ReactNode
  footer?: ReactNode
  side?: 'right' | 'bottom'
  className?: string
}

/** A panel that slides in from the side (peek, details) or the foot of the page (acts on a phone). */
export function SheetContent({ title, description, children, footer, side = 'right', className }: SheetContentProps) {
  return (
    <Radix.Portal>
      <Radix.Overlay className={overlayStyle} />
      <Radix.Content
        {...(description ? {} : { 'aria-describedby': undefined })}
        className={cn(
          'fixed z-50 flex animate-rise flex-col bg-raised shadow-overlay outline-none',
          side === 'right' ? 'inset-y-0 right-0 w-full max-w-md' : 'inset-x-0 bottom-0 max-h-[88dvh] rounded-t-md',
          className,
        )}
      >
        <PanelHead title={title} description={description} />
        <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
        {footer && <PanelFoot>{footer}</PanelFoot>}
      </Radix.Content>
    </Radix.Portal>
  )
}
