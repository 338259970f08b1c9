'use client'

import { Search } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'

/** The list itself comes when it is first opened; most page views never need it. */
const CommandList = dynamic(() => import('./command-list').then((module) => module.CommandList), { ssr: false })

export interface PaletteApplication {
  slug: string
  name: string
}

export function CommandMenu({ applications }: { applications: PaletteApplication[] }) {
  const t = useTranslations('shell.palette')
  const [isOpen, setOpen] = useState(false)
  const [wasOpened, setOpened] = useState(false)
  const open = (next: boolean) => {
    setOpen(next)
    setOpened(true)
  }

  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.isComposing) return
      event.preventDefault()
      setOpen((current) => !current)
      setOpened(true)
    }
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [])

  return (
    <>
      <Button
        variant="ghost"
        className="px-2 font-normal text-muted"
        aria-label={t('open')}
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => open(true)}
      >
        <Search />
        <kbd aria-hidden className="hidden rounded-sm border px-1 text-xs lg:inline">
          Ctrl K
        </kbd>
      </Button>
      {wasOpened && <CommandList isOpen={isOpen} onOpenChange={open} applications={applications} />}
    </>
  )
}
