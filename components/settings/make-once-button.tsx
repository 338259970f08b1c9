'use client'

import { type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import { ShownOnce } from './shown-once'

interface Words {
  title: string
  description: string
}

interface MakeOnceButtonProps<Made> {
  button: string
  asking: Words
  form: (onDone: (made: Made) => void) => ReactNode
  /** What was made: `text` is shown here and nowhere else, `copy` names the button that copies it. */
  done: (made: Made) => Words & { text: string; copy: string }
}

/** Opens a dialog that first asks, then shows what was made, once. */
export function MakeOnceButton<Made>({ button, asking, form, done }: MakeOnceButtonProps<Made>) {
  const [isOpen, setOpen] = useState(false)
  const [made, setMade] = useState<Made | null>(null)
  const shown = made === null ? null : done(made)
  const change = (next: boolean) => {
    setOpen(next)
    setMade(null)
  }
  return (
    <Dialog open={isOpen} onOpenChange={change}>
      <DialogTrigger asChild>
        <Button variant="primary">{button}</Button>
      </DialogTrigger>
      <DialogContent {...(shown ? { title: shown.title, description: shown.description } : asking)}>
        {shown ? <ShownOnce text={shown.text} label={shown.copy} onClose={() => change(false)} /> : form(setMade)}
      </DialogContent>
    </Dialog>
  )
}
