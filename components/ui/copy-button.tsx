'use client'

import { Check, Copy } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button, type ButtonProps } from './button'

interface CopyButtonProps extends Omit<ButtonProps, 'onClick' | 'asChild'> {
  /** What goes to the clipboard. */
  text: string
  /** What is copied, for the button's name: "Copy commit id". Default: "Copy". */
  label?: string
}

export function CopyButton({ text, label, children, ...props }: CopyButtonProps) {
  const t = useTranslations('common')
  const [isCopied, setCopied] = useState(false)

  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(false), 1500)
    return () => clearTimeout(timer)
  }, [isCopied])

  const copy = () =>
    copyText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  return (
    <Button
      variant="ghost"
      size={children ? 'sm' : 'icon-sm'}
      aria-label={children ? undefined : (label ?? t('copy'))}
      onClick={copy}
      {...props}
    >
      {isCopied ? <Check /> : <Copy />}
      {children}
      <span aria-live="polite" className="sr-only">
        {isCopied && t('copied')}
      </span>
    </Button>
  )
}

/** The clipboard API exists on https and localhost alone; an installation on a plain LAN address takes the old way. */
async function copyText(text: string) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  const area = Object.assign(document.createElement('textarea'), { value: text })
  document.body.append(area)
  area.select()
  document.execCommand('copy')
  area.remove()
}
