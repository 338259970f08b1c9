'use client'

import { useTheme } from 'next-themes'
import { Toaster as Sonner } from 'sonner'

export { toast } from 'sonner'

export function Toaster({ label }: { label: string }) {
  const { resolvedTheme } = useTheme()
  return (
    <Sonner
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      position="bottom-right"
      mobileOffset={{ bottom: 72 }}
      containerAriaLabel={label}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast: 'flex w-full items-center gap-3 rounded-md bg-raised px-4 font-sans py-3 text-base text-ink shadow-overlay',
          description: 'text-muted',
          error: 'text-failed',
          actionButton: 'ml-auto shrink-0 rounded-sm border px-2 py-1 text-sm',
        },
      }}
    />
  )
}
