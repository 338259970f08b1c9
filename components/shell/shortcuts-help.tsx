'use client'

import { useTranslations } from 'next-intl'
import { Dialog, DialogContent } from '@/components/ui/dialog'

const groups = {
  everywhere: [
    ['Ctrl K', 'palette'],
    ['/', 'filter'],
    ['?', 'help'],
    ['g b', 'board'],
    ['g d', 'deployments'],
    ['g a', 'approvals'],
    ['Esc', 'back'],
  ],
  lists: [
    ['j k', 'move'],
    ['x Shift+x', 'tick'],
    ['1–4', 'environment'],
    ['Space', 'peek'],
    ['Enter', 'open'],
    ['p', 'preview'],
    ['d', 'deploy'],
    ['r', 'rollback'],
    ['c', 'copyLink'],
    ['y', 'copySha'],
    ['[ ]', 'older'],
  ],
  logs: [
    ['f', 'follow'],
    ['n N', 'matches'],
    ['e', 'nextError'],
    ['t', 'time'],
    ['w', 'wrap'],
  ],
} as const

export function ShortcutsHelp({ onClose }: { onClose: () => void }) {
  const t = useTranslations('shell.help')
  const names = Object.keys(groups) as (keyof typeof groups)[]
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent title={t('title')} description={t('description')} className="sm:max-w-2xl">
        <div className="grid gap-6 sm:grid-cols-3">
          {names.map((name) => (
            <section key={name}>
              <h3 className="pb-1 text-muted text-sm">{t(name)}</h3>
              <dl>
                {groups[name].map(([keys, word]) => (
                  <div key={word} className="flex min-h-7 items-center justify-between gap-3">
                    <dt>{t(word)}</dt>
                    <dd>
                      <kbd className="text-muted">{keys}</kbd>
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </DialogContent>
    </Dialog>
  )
}
