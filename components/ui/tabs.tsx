'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { Tabs as Radix } from 'radix-ui'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn'

const tabStyle =
  'inline-flex h-10 items-center whitespace-nowrap border-b-2 border-transparent px-1 text-muted hover:text-ink pointer-coarse:h-11 data-[state=active]:border-ink data-[state=active]:text-ink aria-[current=page]:border-ink aria-[current=page]:text-ink'
const listStyle = 'flex gap-4 overflow-x-auto border-b [&>*]:-mb-px'

export const Tabs = Radix.Root
export const TabList = ({ className, ...props }: ComponentProps<typeof Radix.List>) => (
  <Radix.List className={cn(listStyle, className)} {...props} />
)
export const Tab = ({ className, ...props }: ComponentProps<typeof Radix.Trigger>) => (
  <Radix.Trigger className={cn(tabStyle, className)} {...props} />
)
export const TabPanel = ({ className, ...props }: ComponentProps<typeof Radix.Content>) => (
  <Radix.Content className={cn('pt-4', className)} {...props} />
)

interface TabLinksProps {
  /** What the tabs lead through, for the navigation's name. */
  label: string
  links: { href: Route; text: ReactNode }[]
  className?: string
}

/** Tabs that are pages of their own: the address says which one is open. */
export function TabLinks({ label, links, className }: TabLinksProps) {
  const path = usePathname()
  return (
    <nav aria-label={label} className={cn(listStyle, className)}>
      {links.map(({ href, text }) => (
        <Link
          prefetch={false}
          key={href}
          href={href}
          aria-current={path === href || path.startsWith(`${href}/`) ? 'page' : undefined}
          className={tabStyle}
        >
          {text}
        </Link>
      ))}
    </nav>
  )
}
