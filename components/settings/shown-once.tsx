'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'

interface ShownOnceProps {
  /** A link or a token that nobody can read again. */
  text: string
  /** "Copy the link". */
  label: string
  onClose: () => void
}

export function ShownOnce({ text, label, onClose }: ShownOnceProps) {
  const common = useTranslations('common')
  return (
    <div className="flex flex-col gap-4">
      <code className="select-all break-all rounded-md border px-3 py-2">{text}</code>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{common('close')}</Button>
        <CopyButton text={text} variant="primary" size="md" autoFocus>
          {label}
        </CopyButton>
      </div>
    </div>
  )
}
