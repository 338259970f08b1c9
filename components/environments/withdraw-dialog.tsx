'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Action } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { Dialog, DialogTrigger } from '@/components/ui/dialog'
import type { LiveBranch } from '@/lib/environments/live-branches'

const WithdrawForm = dynamic(() => import('./withdraw-form').then((module) => module.WithdrawForm), { ssr: false })

export interface WithdrawDialogProps {
  place: { application: string; environment: string }
  /** The live set, without its base. */
  branches: LiveBranch[]
  number: number
  withdraw: Action<{ application: string; environment: string; branches: string[]; key: string }, { number: number }>
}

/** Taking branches out again: the set is built anew from its base without them, nothing is reverted. */
export function WithdrawDialog(props: WithdrawDialogProps) {
  const t = useTranslations('environments.withdraw')
  const [isOpen, setOpen] = useState(false)
  if (props.branches.length === 0) return null
  return (
    <Dialog open={isOpen} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button>{t('open')}</Button>
      </DialogTrigger>
      {isOpen && <WithdrawForm {...props} onDone={() => setOpen(false)} />}
    </Dialog>
  )
}
