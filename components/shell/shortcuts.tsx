'use client'

import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useShortcut } from '@/components/ui/use-shortcut'

const ShortcutsHelp = dynamic(() => import('./shortcuts-help').then((module) => module.ShortcutsHelp), { ssr: false })

/** The keys that work on every page. Pages add their own with `useShortcut`. */
export function Shortcuts() {
  const router = useRouter()
  const [isHelpOpen, setHelpOpen] = useState(false)
  useShortcut('g b', () => router.push('/'))
  useShortcut('g d', () => router.push('/deployments'))
  useShortcut('g a', () => router.push('/approvals'))
  useShortcut('?', () => setHelpOpen(true))
  useShortcut('/', () => document.querySelector<HTMLElement>('[data-filter]')?.focus())
  return isHelpOpen && <ShortcutsHelp onClose={() => setHelpOpen(false)} />
}
