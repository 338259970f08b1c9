import type { Route } from 'next'
import Link from 'next/link'
import { cn } from '@/components/ui/cn'

interface QueryTabsProps {
  label: string
  /** The first is what the address without `tab` shows. */
  tabs: { name: string; href: Route; text: string }[]
  current: string
}

/** Parts of one page, named by its address, so that each can be linked and nothing around them starts anew. */
export const QueryTabs = ({ label, tabs, current }: QueryTabsProps) => (
  <nav aria-label={label} className="mb-3 flex gap-4 overflow-x-auto border-b [&>*]:-mb-px">
    {tabs.map(({ name, href, text }) => (
      <Link
        prefetch={false}
        key={name}
        href={href}
        scroll={false}
        aria-current={name === current ? 'page' : undefined}
        className={cn(
          'inline-flex h-10 items-center whitespace-nowrap border-transparent border-b-2 px-1 text-muted hover:text-ink pointer-coarse:h-11',
          'aria-[current=page]:border-ink aria-[current=page]:text-ink',
        )}
      >
        {text}
      </Link>
    ))}
  </nav>
)
