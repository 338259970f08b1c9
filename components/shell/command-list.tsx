'use client'

import { Command } from 'cmdk'
import { Box } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Dialog } from 'radix-ui'
import type { ReactNode } from 'react'
import { overlayStyle } from '@/components/ui/dialog'
import type { PaletteApplication } from './command-menu'
import { places } from './places'

interface CommandListProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  applications: PaletteApplication[]
}

export function CommandList({ isOpen, onOpenChange, applications }: CommandListProps) {
  const t = useTranslations('shell')
  const router = useRouter()
  const go = (href: Route) => {
    onOpenChange(false)
    router.push(href)
  }
  return (
    <Dialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className={overlayStyle} />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-x-3 top-[10dvh] z-50 mx-auto max-w-lg animate-rise overflow-hidden rounded-md bg-raised shadow-overlay"
        >
          <Dialog.Title className="sr-only">{t('palette.title')}</Dialog.Title>
          <Command label={t('palette.title')} loop>
            <Command.Input
              placeholder={t('palette.placeholder')}
              className="h-12 w-full border-b bg-transparent px-4 text-lg outline-none placeholder:text-muted"
            />
            <Command.List className="max-h-[60dvh] overflow-y-auto p-1.5">
              <Command.Empty className="px-3 py-6 text-center text-muted">{t('palette.empty')}</Command.Empty>
              {applications.length > 0 && (
                <Group heading={t('palette.applications')}>
                  {applications.map(({ slug, name }) => (
                    <Item key={slug} value={`${name} ${slug}`} onSelect={() => go(`/apps/${slug}/branches` as Route)}>
                      <Box />
                      {name}
                      <code className="ml-auto text-muted">{slug}</code>
                    </Item>
                  ))}
                </Group>
              )}
              <Group heading={t('palette.pages')}>
                {places.map(({ name, href, icon: Icon, keys }) => (
                  <Item key={name} value={`${t(`nav.${name}`)} ${name}`} onSelect={() => go(href)}>
                    <Icon />
                    {t(`nav.${name}`)}
                    {keys && <kbd className="ml-auto text-muted">{keys}</kbd>}
                  </Item>
                ))}
              </Group>
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

const Group = ({ heading, children }: { heading: string; children: ReactNode }) => (
  <Command.Group
    heading={heading}
    className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs"
  >
    {children}
  </Command.Group>
)

const Item = ({ value, onSelect, children }: { value: string; onSelect: () => void; children: ReactNode }) => (
  <Command.Item
    value={value}
    onSelect={onSelect}
    className="flex h-row cursor-default select-none items-center gap-2.5 rounded-sm px-2.5 data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:text-muted"
  >
    {children}
  </Command.Item>
)
