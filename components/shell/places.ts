import { ClipboardCheck, type LucideIcon, Map as MapIcon, Rocket, ScrollText, Settings } from 'lucide-react'
import type { Route } from 'next'

export type PlaceName = 'board' | 'deployments' | 'approvals' | 'audit' | 'settings'

interface Place {
  name: PlaceName
  href: Route
  icon: LucideIcon
  /** Typed after each other from anywhere. */
  keys?: string
}

export const places: Place[] = [
  { name: 'board', href: '/', icon: MapIcon, keys: 'g b' },
  { name: 'deployments', href: '/deployments', icon: Rocket, keys: 'g d' },
  { name: 'approvals', href: '/approvals', icon: ClipboardCheck, keys: 'g a' },
  { name: 'audit', href: '/audit', icon: ScrollText },
  { name: 'settings', href: '/settings', icon: Settings },
]

/** The board also holds the applications: their pages light no other entry. */
export const isAt = (path: string, href: string) =>
  href === '/' ? path === '/' || path.startsWith('/apps') : path === href || path.startsWith(`${href}/`)
