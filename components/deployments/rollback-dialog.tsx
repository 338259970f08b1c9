'use client'

import { Undo2 } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Action } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { Dialog, DialogTrigger } from '@/components/ui/dialog'
import { useShortcut } from '@/components/ui/use-shortcut'
import type { RollbackTarget } from '@/lib/deployments/rollback-targets'
import type { DeploymentView } from '@/lib/deployments/view'
import type { CompareAction } from './use-comparison'

/** Comes when it is first opened; most visits go forward. */
const RollbackForm = dynamic(() => import('./rollback-form').then((module) => module.RollbackForm), { ssr: false })

export interface RollbackInput {
  application: string
  environment: string
  to: string
  reason: string
  key: string
}

export interface RollbackDialogProps {
  live: Pick<DeploymentView, 'id' | 'number' | 'application' | 'environment' | 'release'>
  targets: RollbackTarget[]
  /** How long a rollback from its image usually takes here; null: never done yet. */
  usualMs: number | null
  compare: CompareAction
  rollBack: Action<RollbackInput, { number: number }>
}

/** Going back: which release, what that undoes, what stays as it is. `r` opens it. */
export function RollbackDialog(props: RollbackDialogProps) {
  const t = useTranslations('deployments.rollback')
  const [isOpen, setOpen] = useState(false)
  const isPossible = props.targets.some(({ isImageKept }) => isImageKept)
  useShortcut('r', () => isPossible && setOpen(true))
  if (!isPossible) return null
  return (
    <Dialog open={isOpen} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button aria-keyshortcuts="r">
          <Undo2 />
          {t('open')}
        </Button>
      </DialogTrigger>
      {isOpen && <RollbackForm {...props} onDone={() => setOpen(false)} />}
    </Dialog>
  )
}
