'use client'

import { ArrowRight } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Action } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { Dialog, DialogTrigger } from '@/components/ui/dialog'
import { useAction } from '@/components/ui/use-action'
import type { PromotionPreview } from '@/lib/deployments/preview-promotion'

const PromoteForm = dynamic(() => import('./promote-form').then((module) => module.PromoteForm), { ssr: false })

export interface PromoteDialogProps {
  application: string
  /** From where, and what is live there. */
  from: { slug: string; number: number }
  to: { slug: string; asksApproval: boolean }
  preview: Action<{ application: string; environment: string; from: string }, PromotionPreview>
  promote: Action<{ application: string; environment: string; from: string; note: string; key: string }, { number: number }>
}

/** Brings exactly what is live here to the next environment, after showing what that changes there. */
export function PromoteDialog(props: PromoteDialogProps) {
  const t = useTranslations('environments.promote')
  const [isOpen, setOpen] = useState(false)
  const { application, from, to } = props
  const [preview, setPreview] = useState<PromotionPreview | null>(null)
  const asking = useAction(props.preview, { onDone: setPreview })
  const change = (next: boolean) => {
    setOpen(next)
    setPreview(null)
    if (next) asking.run({ application, environment: to.slug, from: from.slug })
  }
  return (
    <Dialog open={isOpen} onOpenChange={change}>
      <DialogTrigger asChild>
        <Button>
          {t('open', { to: to.slug })}
          <ArrowRight />
        </Button>
      </DialogTrigger>
      {isOpen && <PromoteForm {...props} preview={preview} failure={asking.failure} onDone={() => setOpen(false)} />}
    </Dialog>
  )
}
