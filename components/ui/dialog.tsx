'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { Button } from './button'
import { cn } from './cn'

export const Dialog = Radix.Root
export const DialogTrigger = Radix.Trigger
export const DialogClose = Radix.Close

export const overlayStyle = 'fixed inset-0 z-40 animate-appear bg-[oklch(0.1_0.01_260/0.45)]'

interface DialogContentProps {
  title: ReactNode
  /** One sentence under the title, read out with it. */
  description?: ReactNode
  children?: ReactNode
  /** The row of buttons; the one that acts comes last. */
  footer?: ReactNode
  className?: string
}

/** In the middle of the page; on a phone, at its foot. */
export function DialogContent({ title, description, children, footer, className }: DialogContentProps) {
  return (
    <Radix.Portal>
      <Radix.Overlay className={overlayStyle} />
      <Radix.Content
        {...(description ? {} : { 'aria-describedby': undefined })}
        className={cn(
          'fixed z-50 flex max-h-[88dvh] w-full animate-rise flex-col bg-raised shadow-overlay outline-none',
          'inset-x-0 bottom-0 rounded-t-md sm:inset-x-auto sm:bottom-auto sm:left-1/2 sm:top-[12dvh] sm:max-w-lg sm:-translate-x-1/2 sm:rounded-md',
          className,
        )}
      >
        <PanelHead title={title} description={description} />
        {children && <div className="min-h-0 overflow-y-auto px-5 py-4">{children}</div>}
        {footer && <PanelFoot>{footer}</PanelFoot>}
      </Radix.Content>
    </Radix.Portal>
  )
}

export function PanelHead({ title, description }: Pick<DialogContentProps, 'title' | 'description'>) {
  const t = useTranslations('common')
  return (
    <div className="flex items-start gap-3 border-b px-5 py-3.5">
      <div className="min-w-0 flex-1">
        <Radix.Title className="font-semibold text-lg">{title}</Radix.Title>
        {description && <Radix.Description className="mt-0.5 text-muted">{description}</Radix.Description>}
      </div>
      <Radix.Close asChild>
        <Button variant="ghost" size="icon-sm" aria-label={t('close')} className="-mr-2">
          <X />
        </Button>
      </Radix.Close>
    </div>
  )
}

export const PanelFoot = ({ children }: { children: ReactNode }) => (
  <div className="flex flex-wrap items-center justify-end gap-2 border-t px-5 py-3">{children}</div>
)
